"""Endpoints: their policies, which decide besides those of roles, their subnets and groups; and registries."""

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
    faults,
    graph,
    properties,
    row,
    rules,
    set_in,
    set_to,
)

ROLE = {"AWS": attribute("Role", "Arn")}
IMAGE = "111122223333.dkr.ecr.us-east-1.amazonaws.com/team/web:v1"


def allow(principal: object, action: object = "kms:*", **more: object) -> dict[str, Any]:
    """Write a statement of a resource policy."""
    return {"Effect": "Allow", "Principal": principal, "Action": action, "Resource": "*", **more}


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
