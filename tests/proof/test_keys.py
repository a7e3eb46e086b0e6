"""Policies of keys, which decide besides those of roles: for roles, and for CloudWatch Logs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.ecs.registries import origin
from tests.proof.one_app import (
    OPEN,
    Change,
    add,
    attribute,
    both,
    container,
    faults,
    graph,
    properties,
    row,
    rules,
    set_in,
    set_to,
)

ROOT = {"AWS": {"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:root"}}
ROLE = {"AWS": attribute("Role", "Arn")}
LOGS = {"Service": {"Fn::Sub": "logs.${AWS::Region}.amazonaws.com"}}
IMAGE = "111122223333.dkr.ecr.us-east-1.amazonaws.com/team/web:v1"


def allow(principal: object, action: object = "kms:*", **more: object) -> dict[str, Any]:
    """Write a statement of a resource policy."""
    return {"Effect": "Allow", "Principal": principal, "Action": action, "Resource": "*", **more}


def via(service: str) -> dict[str, Any]:
    """Limit a statement to what goes through a service."""
    return {"StringEquals": {"kms:ViaService": f"{service}.us-east-1.amazonaws.com"}}


def encrypted(*statements: object, granted: bool = True) -> Change:
    """Make a change that encrypts the login with a key, which the role may use as far as its own policy says."""

    def change(t: dict[str, Any]) -> None:
        t["Resources"]["Key"] = {"Type": "AWS::KMS::Key", "Properties": {}}
        if statements:
            properties(t, "Key")["KeyPolicy"] = {"Statement": list(statements)}
        properties(t, "Login")["KmsKeyId"] = attribute("Key", "Arn")
        own = properties(t, "Role")["Policies"][0]["PolicyDocument"]["Statement"]
        own += [{"Effect": "Allow", "Action": "kms:Decrypt", "Resource": attribute("Key", "Arn")}] if granted else []

    return change


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (encrypted(allow(ROOT)), None),
        (encrypted(), None),
        (encrypted(allow(ROLE, "kms:Decrypt"), granted=False), None),
        (encrypted(allow(ROOT, Condition=via("secretsmanager"))), None),
        (encrypted(allow({"Service": "ec2.amazonaws.com"})), ("Key", ("KeyPolicy",))),
        (encrypted(allow(ROOT, "kms:Encrypt")), ("Key", ("KeyPolicy",))),
        (encrypted(allow(ROOT, Condition=via("rds"))), ("Key", ("KeyPolicy",))),
        (encrypted(allow(ROOT), allow(ROOT) | {"Effect": "Deny"}), ("Key", ("KeyPolicy",))),
        (encrypted(allow(ROOT), granted=False), ("Role", ("Policies", 0, "PolicyDocument"))),
    ],
)  # fmt: skip
def test_the_key_has_the_last_word(tmp_path: Path, change: Change, place: object) -> None:
    found = [(fault.at, fault.steps) for fault in faults(tmp_path, change) if fault.rule == "ECS031"]
    assert dict.fromkeys(found) == ({} if place is None else {place: None})


def test_a_key_policy_that_is_not_seen_decides_nothing(tmp_path: Path) -> None:
    change = both(encrypted(allow(ROOT)), set_to("Key", KeyPolicy=OPEN))
    assert rules(tmp_path, change) == set()
    assert row(tmp_path, "DB_PASSWORD", change) == "unknown"


def logging(*statements: object, name: object = "/app/web") -> Change:
    """Make a change that encrypts a log group with a key."""
    policy = {"KeyPolicy": {"Statement": list(statements)}} if statements else {}
    named = {"LogGroupName": name} if name else {}
    return both(
        add("LogKey", "AWS::KMS::Key", **policy),
        add("Log", "AWS::Logs::LogGroup", KmsKeyId=attribute("LogKey", "Arn"), **named),
    )


def only(arn: str) -> dict[str, Any]:
    """Limit a statement to a log group."""
    return {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": {"Fn::Sub": f"arn:${{AWS::Partition}}:{arn}"}}}


HERE = "logs:${AWS::Region}:${AWS::AccountId}:log-group"


@pytest.mark.parametrize(
    ("change", "right"),
    [
        (logging(allow(ROOT), allow(LOGS)), True),
        (logging(allow({"Service": "logs.amazonaws.com"})), True),
        (logging(allow({"Service": "logs.us-east-1.amazonaws.com"})), True),
        (logging(allow(LOGS, ["kms:Encrypt*", "kms:Decrypt*", "kms:GenerateDataKey*"])), True),
        (logging(allow(LOGS, Condition=only(f"{HERE}:/app/*"))), True),
        (logging(allow(OPEN)), True),
        (logging(), False),
        (logging(allow(ROOT)), False),
        (logging(allow(LOGS, ["kms:Encrypt*", "kms:Decrypt*"])), False),
        (logging(allow({"Service": "logs.eu-west-1.amazonaws.com"})), False),
        (logging(allow(LOGS, Condition=only(f"{HERE}:/other/*"))), False),
        (logging(allow(LOGS, Condition=only(f"{HERE}:/app/*")), name=None), True),
    ],
)
def test_cloudwatch_logs_and_the_key_of_a_group(tmp_path: Path, change: Change, right: bool) -> None:
    found = [(fault.rule, fault.at) for fault in faults(tmp_path, change)]
    assert found == ([] if right else [("ECS022", "LogKey")])


@pytest.mark.parametrize(
    "image",
    [
        IMAGE,
        {"Fn::Sub": "111122223333.dkr.ecr.${AWS::Region}.amazonaws.com/team/web:v1"},
        {"Fn::Sub": "${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/team/web@sha256:0123"},
    ],
)
def test_a_registry_in_the_known_region(tmp_path: Path, image: object) -> None:
    found = graph(tmp_path, set_in("WebTask", Image=image))
    resource = found.resource("WebTask")
    assert resource is not None
    where = origin(found, resource.get("ContainerDefinitions", 0, "Image"))
    assert where.kind == "ecr"
    assert str(where.region) == "us-east-1"
    assert ":ecr:us-east-1:" in str(where.repository)
    assert str(where.repository).endswith(":repository/team/web")


def test_the_role_has_to_name_the_repository_of_that_region(tmp_path: Path) -> None:
    def grant(region: str) -> Change:
        resource = f"arn:aws:ecr:{region}:111122223333:repository/team/web"

        def change(t: dict[str, Any]) -> None:
            container(t)["Image"] = IMAGE
            own = properties(t, "Role")["Policies"][0]["PolicyDocument"]["Statement"]
            own.append({"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"})
            own.append({"Effect": "Allow", "Action": "ecr:*", "Resource": resource})

        return change

    assert "ECS031" not in rules(tmp_path, grant("us-east-1"))
    assert "ECS031" in rules(tmp_path, grant("eu-west-1"))
