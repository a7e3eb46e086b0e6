"""The keys that secrets have, and how ECS makes out which one is meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.edited import Edited, edited
from tests.one_app import (
    OPEN,
    Change,
    Template,
    add,
    both,
    container,
    faults,
    properties,
    row,
    rules,
    set_to,
    without,
)


def injects(text: object) -> Change:
    value = {"Fn::Sub": text} if isinstance(text, str) else text
    return lambda t: container(t).update(Secrets=[{"Name": "X", "ValueFrom": value}])


@pytest.mark.parametrize("key", ["pasword", "Password", "user", "hostname"])
def test_a_key_that_the_secret_has_not(tmp_path: Path, key: str) -> None:
    found = faults(tmp_path, injects(f"${{Login}}:{key}::"))
    assert [(fault.rule, fault.steps) for fault in found] == [
        ("ECS034", ("ContainerDefinitions", 0, "Secrets", 0, "ValueFrom"))
    ]
    assert row(tmp_path, "X of web", injects(f"${{Login}}:{key}::")) == "no"


@pytest.mark.parametrize("key", ["username", "password", "engine", "host", "port", "dbname", "dbInstanceIdentifier"])
def test_a_key_that_it_has(tmp_path: Path, key: str) -> None:
    assert rules(tmp_path, injects(f"${{Login}}:{key}::")) == set()
    assert rules(tmp_path, injects(f"${{LoginAttachment}}:{key}:AWSCURRENT:")) == set()
    assert row(tmp_path, "X of web", injects(f"${{Login}}:{key}::")) == "yes"


ARN = "arn:aws:secretsmanager:us-east-1:111122223333:secret:login-AbCdEf"


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ("${Login}:password", True),
        ("${Login}:password:", True),
        ("${Login}:password:::", True),
        ("${Login}:password::", False),
        ("${Login}:password:AWSCURRENT:", False),
        ("${Login}::AWSCURRENT:", False),
        ("${Login}", False),
        ("${Login}:password${Open}", False),
        (f"{ARN}:password", True),
        (f"{ARN}:password::", False),
        (ARN, False),
        ("arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:login-AbCdEf:password", True),
        ("arn:aws:ssm:us-east-1:111122223333:parameter/login", False),
        ("login:password", False),
    ],
)
def test_colons_after_the_arn(tmp_path: Path, value: str, wrong: bool) -> None:
    opened = lambda t: t.setdefault("Parameters", {}).update(Open={"Type": "String"})  # noqa: E731
    assert ("ECS035" in rules(tmp_path, both(opened, injects(value)))) is wrong


def test_the_whole_secret_has_no_key_to_miss(tmp_path: Path) -> None:
    assert rules(tmp_path, injects("${Login}")) == set()
    assert rules(tmp_path, injects("${Login}:::")) == set()


def test_an_attachment_brings_the_host(tmp_path: Path) -> None:
    loose = lambda t: t["Resources"]["Web"].update(DependsOn=["Listener", "TaskRoute"])  # noqa: E731
    change = both(without("LoginAttachment"), loose, injects("${Login}:host::"))
    assert rules(tmp_path, change) == {"ECS034"}
    other = add("Other", "AWS::SecretsManager::SecretTargetAttachment", SecretId=OPEN, TargetId=OPEN)
    assert rules(tmp_path, both(change, other)) == set(), "it may be for this secret"
    assert row(tmp_path, "X of web", both(change, other)) == "unknown"


def secret(**values: object) -> Change:
    def change(template: Template) -> None:
        template["Resources"]["Login"]["Properties"] = values

    return change


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ({"SecretString": '{"token": "x"}'}, "yes"),
        ({"SecretString": '{"other": "x"}'}, "no"),
        ({"SecretString": {"Fn::Sub": '{"token": "${Open}"}'}}, "yes"),
        ({"SecretString": {"Fn::Sub": '{"other": "${Open}"}'}}, "no"),
        ({"SecretString": "{}"}, "unknown"),
        ({"SecretString": "to be replaced"}, "unknown"),
        ({"SecretString": OPEN}, "unknown"),
        ({}, "unknown"),
        ({"GenerateSecretString": {"PasswordLength": 20}}, "no"),
        ({"GenerateSecretString": {"SecretStringTemplate": "{}", "GenerateStringKey": "token"}}, "yes"),
        ({"GenerateSecretString": {"SecretStringTemplate": "{}", "GenerateStringKey": "other"}}, "no"),
        ({"GenerateSecretString": {"SecretStringTemplate": OPEN, "GenerateStringKey": "other"}}, "unknown"),
        ({"GenerateSecretString": {"SecretStringTemplate": "{}", "GenerateStringKey": OPEN}}, "unknown"),
        ({"GenerateSecretString": OPEN}, "unknown"),
    ],
)
def test_what_the_secret_is_made_of(tmp_path: Path, values: dict[str, Any], verdict: str) -> None:
    loose = lambda t: t["Resources"]["Web"].update(DependsOn=["Listener", "TaskRoute"])  # noqa: E731
    change = both(without("LoginAttachment"), loose, secret(**values), injects("${Login}:token::"))
    assert row(tmp_path, "X of web", change) == verdict
    assert ("ECS034" in rules(tmp_path, change)) is (verdict == "no")


@pytest.mark.parametrize(
    "change",
    [
        injects({"Fn::Sub": "${Login}:${Open}::"}),
        both(injects("${Login}:none::"), lambda t: t.update(Outputs={"L": {"Value": {"Ref": "Login"}}})),
        both(injects("${Login}:none::"), add("Filler", "Custom::Filler", ServiceToken="x", Secret={"Ref": "Login"})),
        injects("arn:aws:secretsmanager:us-east-1:111122223333:secret:x-AbCdEf:none::"),
        injects(OPEN),
    ],
)
def test_a_secret_that_others_may_fill(tmp_path: Path, change: Change) -> None:
    assert "ECS034" not in rules(tmp_path, change)


MANAGED = both(
    set_to("Database", MasterUserPassword=None, ManageMasterUserPassword=True),
    lambda t: properties(t, "Role")["Policies"][0]["PolicyDocument"]["Statement"][0].update(Resource="*"),
    without("LoginAttachment"),
    lambda t: t["Resources"]["Web"].update(DependsOn=["Listener", "TaskRoute"]),
)


def test_a_secret_that_rds_makes(tmp_path: Path) -> None:
    host = both(MANAGED, injects("${Database.MasterUserSecret.SecretArn}:host::"))
    assert rules(tmp_path, host) == {"ECS034"}
    assert "Endpoint.Address" in faults(tmp_path, host)[0].fix
    assert rules(tmp_path, both(MANAGED, injects("${Database.MasterUserSecret.SecretArn}:password::"))) == {"WCS170"}


INJECTED = "TaskDefinition.ContainerDefinitions.0.Secrets.0.ValueFrom"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ('\'{"token": "x"}\'', "yes"),
        ("\"{'token': 'x'}\"", "no"),
        ("put the value here", "unknown"),
    ],
)
def test_a_text_that_begins_like_json_and_is_none_has_no_keys(tmp_path: Path, text: str, verdict: str) -> None:
    edits = {"Secret.GenerateSecretString": None, "Secret.SecretString": text}
    assert _verdict(edited(tmp_path, "injected", edits)) == verdict


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("'arn:aws:ssm:us-east-1:111122223333:parameter/token:password::'", "parameters have none"),
        ("!Sub '{{resolve:secretsmanager:${Secret}:SecretString}}'", "is a dynamic reference"),
    ],
)
def test_what_is_no_key_of_a_parameter_and_no_name(tmp_path: Path, value: str, word: str) -> None:
    statement = "ExecutionRole.Policies.0.PolicyDocument.Statement.0"
    found = edited(tmp_path, "injected", {INJECTED: value, statement: "{Effect: Allow, Action: '*', Resource: '*'}"})
    assert word in "; ".join(
        reason for cell in found.cells if cell.need.name.startswith("API_KEY") for reason in cell.because
    )


def _verdict(found: Edited) -> str:
    (cell,) = [cell for cell in found.cells if cell.need.name.startswith("API_KEY")]
    return cell.verdict.value


@pytest.mark.parametrize(
    ("held", "verdict"),
    [
        ("!Ref Token", "unknown"),
        ("token", "unknown"),
        ("""!Sub '{"username": "robot", "password": "${Token}"}'""", "yes"),
        ("""!Sub '{"user": "robot", "password": "${Token}"}'""", "no"),
    ],
)
def test_a_login_of_a_registry_has_two_keys(tmp_path: Path, held: str, verdict: str) -> None:
    first = "TaskDefinition.ContainerDefinitions.0"
    edits = {
        "Parameters.Token": "{Type: String, NoEcho: true}",
        "Secret.GenerateSecretString": None,
        "Secret.SecretString": held,
        f"{first}.Secrets": None,
        f"{first}.Image": "docker.io/acme/shop:3.1",
        f"{first}.RepositoryCredentials": "{CredentialsParameter: !Ref Secret}",
    }
    assert edited(tmp_path, "injected", edits).verdict("RepositoryCredentials of web") == verdict
