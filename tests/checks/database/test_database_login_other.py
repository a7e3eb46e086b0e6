"""Names and passwords of users that tasks are told: of the master of their database, or of another."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.database.database_login_other import DatabaseLoginOther
from generator.checks.examples import Edits
from tests.edited import edited

GOOD = DatabaseLoginOther.good
TASK = "TaskDefinition.ContainerDefinitions.0"
USER = f"{TASK}.Environment.2"
OTHER = "{Type: AWS::SecretsManager::Secret, Properties: {GenerateSecretString: {PasswordLength: 30}}}"
URL = (
    "{Name: DATABASE_URL, Value: !Sub 'postgres://%s:{{resolve:secretsmanager:${Login}:SecretString:password}}"
    "@${Database.Endpoint.Address}:5432/app?sslmode=verify-full'}"
)
BY_RDS: Edits = {
    "Database.MasterUserPassword": "!Ref AWS::NoValue",
    "Database.ManageMasterUserPassword": "true",
    f"{TASK}.Secrets": "[{Name: PGPASSWORD, ValueFrom: !Sub '${Database.MasterUserSecret.SecretArn}:password::'}]",
    "ExecutionRole.Policies.0.PolicyDocument.Statement.0.Resource": "!GetAtt Database.MasterUserSecret.SecretArn",
}


@pytest.mark.parametrize(
    "edits",
    [
        {USER: "{Name: PGUSER, Value: web}"},
        {USER: "{Name: SPRING_DATASOURCE_USERNAME, Value: web}"},
        {USER: URL % "web"},
        {**BY_RDS, USER: "{Name: DB_USER, Value: postgres}"},
        {"Other": OTHER, f"{TASK}.Secrets": "[{Name: PGPASSWORD, ValueFrom: !Ref Other}]"},
        {
            "Other": OTHER,
            USER: "{Name: PGAPPNAME, Value: web}",
            f"{TASK}.Secrets": (
                "[{Name: PGUSER, ValueFrom: !Sub '${Login}:username::'}, {Name: PGPASSWORD, ValueFrom: !Ref Other}]"
            ),
        },
    ],
    ids=["another user", "as Spring reads it", "in a URL", "RDS makes the secret", "another secret", "of two secrets"],
)
def test_two_halves_of_two_logins(tmp_path: Path, edits: Edits) -> None:
    assert "WCS349" in edited(tmp_path, "database", GOOD, edits).rules


@pytest.mark.parametrize(
    "edits",
    [
        {},
        {USER: URL % "app"},
        {**BY_RDS, USER: "{Name: DB_USER, Value: app}"},
        {USER: "{Name: PGUSER, Value: !Ref User}", "Parameters.User": "{Type: String}"},
        {"Other": OTHER, USER: "{Name: PGUSER, Value: web}",
         f"{TASK}.Secrets": "[{Name: PGPASSWORD, ValueFrom: !Ref Other}]"},
        {"Other": OTHER, f"{TASK}.Secrets": "[{Name: API_KEY, ValueFrom: !Ref Other}]"},
        {"Database.DBSnapshotIdentifier": "before", USER: "{Name: PGUSER, Value: web}"},
        {
            "Other": OTHER,
            "Attached": "{Type: AWS::SecretsManager::SecretTargetAttachment, Properties: {SecretId: !Ref Other, "
            "TargetId: !Ref Database, TargetType: AWS::RDS::DBInstance}}",
            f"{TASK}.Secrets": "[{Name: PGPASSWORD, ValueFrom: !Ref Other}]",
        },
    ],
    ids=["as it is", "in a URL", "RDS makes the secret", "not known", "a user of its own", "something else", "restored",
         "attached"],
)  # fmt: skip
def test_what_is_of_one_login_or_may_be(tmp_path: Path, edits: Edits) -> None:
    assert "WCS349" not in edited(tmp_path, "database", GOOD, edits).rules
