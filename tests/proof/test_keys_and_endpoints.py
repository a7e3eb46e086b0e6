"""Policies that decide besides those of roles: of keys, for roles and for CloudWatch Logs, and of endpoints."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.ecs.registries import origin
from tests.proof.one_app import (
    ELSEWHERE,
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


def guarded(policy: object) -> Change:
    """Make a change that sends secrets through an endpoint with a policy."""
    endpoint = add(
        "Door",
        "AWS::EC2::VPCEndpoint",
        VpcId={"Ref": "Vpc"},
        ServiceName="com.amazonaws.us-east-1.secretsmanager",
        VpcEndpointType="Interface",
        PrivateDnsEnabled=True,
        SubnetIds=[{"Ref": "TaskSubnet"}],
        SecurityGroupIds=[{"Ref": "DoorGroup"}],
        **({} if policy is None else {"PolicyDocument": policy}),
    )
    admits = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/16"}
    group = add("DoorGroup", "AWS::EC2::SecurityGroup", VpcId={"Ref": "Vpc"}, SecurityGroupIngress=[admits])
    return both(endpoint, group, lambda t: t["Resources"]["Web"]["DependsOn"].append("Door"))


READ = "secretsmanager:GetSecretValue"
MINE = {"StringEquals": {"aws:PrincipalAccount": {"Ref": "AWS::AccountId"}}}
OURS = {"StringEquals": {"aws:PrincipalOrgID": "o-1234567890"}}


@pytest.mark.parametrize(
    ("policy", "verdict"),
    [
        (None, "yes"),
        ({"Statement": allow("*", "*")}, "yes"),
        ({"Statement": [allow("*", READ, Condition=MINE)]}, "yes"),
        ({"Statement": [allow(ROLE, READ)]}, "yes"),
        ({"Statement": [allow("*", READ, Condition=OURS)]}, "unknown"),
        (OPEN, "unknown"),
        ({"Statement": [allow("*", "secretsmanager:ListSecrets")]}, "no"),
        ({"Statement": [allow("*", READ, Resource="arn:aws:s3:::elsewhere")]}, "no"),
        ({"Statement": [allow("*", "*"), allow("*", "*") | {"Effect": "Deny"}]}, "no"),
        ({"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}, "no"),
        ({"Version": "2012-10-17"}, "no"),
    ],
)  # fmt: skip
def test_the_policy_of_an_endpoint(tmp_path: Path, policy: object, verdict: str) -> None:
    change = both(ELSEWHERE, guarded(policy))
    assert row(tmp_path, "secretsmanager", change) == verdict
    expected = [("ECS013", "Door", ("PolicyDocument",))] if verdict == "no" else []
    assert [(fault.rule, fault.at, fault.steps) for fault in faults(tmp_path, change)] == expected


def test_an_endpoint_in_no_subnet_leads_nowhere(tmp_path: Path) -> None:
    change = both(ELSEWHERE, guarded(None), set_to("Door", SubnetIds=None))
    assert [(fault.rule, fault.at) for fault in faults(tmp_path, change)] == [("ECS015", "Door")]
    put_out = both(change, lambda t: t.update(Outputs={"D": {"Value": {"Ref": "Door"}}}))
    assert rules(tmp_path, put_out) == set()


def test_an_endpoint_without_a_group_has_the_default_one(tmp_path: Path) -> None:
    change = both(ELSEWHERE, guarded(None), set_to("Door", SecurityGroupIds=None))
    assert [(fault.rule, fault.at) for fault in faults(tmp_path, change)] == [("ECS040", "Door")]
    stray = add(
        "Stray", "AWS::EC2::SecurityGroupIngress", GroupId=OPEN, IpProtocol="tcp", FromPort=443, ToPort=443,
        CidrIp="10.0.0.0/16",
    )  # fmt: skip
    assert rules(tmp_path, both(change, stray)) == set()
    worn = both(change, lambda t: _network(t).append(attribute("Vpc", "DefaultSecurityGroup")))
    assert rules(tmp_path, worn) == set()


def _network(t: dict[str, Any]) -> list[Any]:
    found: list[Any] = properties(t, "Web")["NetworkConfiguration"]["AwsvpcConfiguration"]["SecurityGroups"]
    return found


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
