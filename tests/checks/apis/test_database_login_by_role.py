"""Logins to a database by IAM: what they are held against, and by which role a program has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks._task_role import task_role
from generator.checks.apis.database_login_by_role import DatabaseLoginByRole
from generator.checks.examples import Edits
from tests.edited import edited

GOOD = DatabaseLoginByRole.good
LOGIN = "arn:aws:rds-db:${AWS::Region}:${AWS::AccountId}:dbuser:%s/app"
ON_EXECUTION: Edits = {
    "ExecutionRole.Policies": (
        "[{PolicyName: login, PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Action: "
        f"'rds-db:connect', Resource: !Sub '{LOGIN % '${Database.DbiResourceId}'}'}}]}}}}]"
    )
}
RESOURCE = "TaskRole.Policies.0.PolicyDocument.Statement.0.Resource"
PROXY: Edits = {
    "Proxy": "{Type: AWS::RDS::DBProxy, Properties: {DBProxyName: a, EngineFamily: POSTGRESQL, RoleArn: a, "
    "VpcSubnetIds: [!Ref Subnet, !Ref SecondSubnet], Auth: [{AuthScheme: SECRETS, SecretArn: a, IAMAuth: REQUIRED}]}}",
    "TaskDefinition.ContainerDefinitions.0.Environment.2": "{Name: DB_HOST, Value: !GetAtt Proxy.Endpoint}",
}
ELSEWHERE = task_role("queue", "'sqs:SendMessage'", "'*'")


@pytest.mark.parametrize(
    "edits",
    [
        {RESOURCE: f"!Sub '{LOGIN % '${Database}'}'"},
        {**ON_EXECUTION, "TaskRole": ELSEWHERE},
        {**ON_EXECUTION, "TaskDefinition.TaskRoleArn": "!Ref AWS::NoValue"},
        {**PROXY, "TaskRole": ELSEWHERE},
    ],
    ids=["by its name", "by the execution role", "with no task role", "of a proxy that asks for it"],
)
def test_a_login_that_is_refused(tmp_path: Path, edits: Edits) -> None:
    assert "WCS316" in edited(tmp_path, "database", GOOD, edits).rules


@pytest.mark.parametrize(
    "edits",
    [
        {},
        {RESOURCE: f"[!Sub '{LOGIN % '${Database}'}', !Sub '{LOGIN % '*'}']"},
        ON_EXECUTION,
        {**ON_EXECUTION, "TaskRole": ELSEWHERE, "TaskDefinition.TaskRoleArn": "!GetAtt ExecutionRole.Arn"},
        {**ON_EXECUTION, "TaskRole": ELSEWHERE, "TaskDefinition.TaskRoleArn": "arn:aws:iam::111122223333:role/web"},
        {**ON_EXECUTION, "TaskRole": task_role("all", "'sts:AssumeRole'", "'*'")},
        PROXY,
        {**PROXY, "TaskRole": ELSEWHERE, "Proxy.Auth.0.IAMAuth": "DISABLED"},
    ],
    ids=[
        "by its id",
        "by any id as well",
        "both roles",
        "one role for both",
        "a role from elsewhere",
        "yet another role",
        "of a proxy that asks for it",
        "of a proxy that takes passwords",
    ],
)
def test_a_login_that_may_be_taken(tmp_path: Path, edits: Edits) -> None:
    assert "WCS316" not in edited(tmp_path, "database", GOOD, edits).rules
