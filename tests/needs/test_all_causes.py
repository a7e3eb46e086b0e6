"""Two faults of one need are both told: what is mended must not uncover the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.needs.secrets_endpoint import secrets_endpoint
from tests.one_app import (
    ELSEWHERE,
    OPEN,
    Change,
    Template,
    add,
    both,
    container,
    faults,
    rules,
    set_to,
    variable,
    without,
)

NO_443 = [{"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "CidrIp": "0.0.0.0/0"}]
NAMES_OFF = set_to("Vpc", EnableDnsHostnames=False)
DOOR_SHUT = set_to("DoorGroup", SecurityGroupIngress=[])
KEPT_IN = set_to("TaskGroup", SecurityGroupEgress=NO_443)
DENIES = {"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}]}
GATEWAY = add(
    "Layers", "AWS::EC2::VPCEndpoint", VpcId={"Ref": "Vpc"}, ServiceName="com.amazonaws.us-east-1.s3",
    VpcEndpointType="Gateway", RouteTableIds=[{"Ref": "PublicTable"}],
)  # fmt: skip


def isolated(template: Template) -> None:
    """Take the way to the internet away."""
    without("TaskRoute")(template)
    template["Resources"]["Web"]["DependsOn"].remove("TaskRoute")
    template["Resources"]["Api"].pop("DependsOn")


def private_image(template: Template) -> None:
    container(template)["Image"] = "111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1"


def door(change: Change, policy: object = None) -> Change:
    return both(ELSEWHERE, secrets_endpoint(policy), change)


def login(key: str) -> Change:
    return lambda t: container(t).update(Secrets=[{"Name": "X", "ValueFrom": {"Fn::Sub": f"${{Login}}{key}"}}])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (door(both(NAMES_OFF, DOOR_SHUT)), {"ECS100", "ECS040"}),
        (door(both(DOOR_SHUT, KEPT_IN)), {"ECS040", "ECS041"}),
        (door(both(set_to("Door", SubnetIds=None), DOOR_SHUT)), {"ECS015", "ECS040"}),
        (door(DOOR_SHUT, DENIES), {"ECS040", "ECS013"}),
        (door(both(isolated, set_to("Door", PrivateDnsEnabled=False), DOOR_SHUT)), {"ECS061", "ECS040"}),
        (
            door(
                both(
                    isolated,
                    add("Other", "AWS::EC2::VPC", CidrBlock="10.7.0.0/16"),
                    set_to("Door", PrivateDnsEnabled=False, VpcId={"Ref": "Other"}),
                )
            ),
            {"ECS012", "ECS061"},
        ),
        (both(ELSEWHERE, isolated, KEPT_IN), {"ECS010", "ECS041"}),
        (both(isolated, KEPT_IN), {"ECS010", "ECS041"}),
        (both(isolated, private_image, GATEWAY, KEPT_IN), {"ECS010", "ECS011", "ECS041"}),
        (
            both(set_to("DataGroup", SecurityGroupIngress=[]), set_to("TaskGroup", SecurityGroupEgress=[])),
            {"ECS093", "ECS041", "ECS103"},
        ),
        (login(":pasword"), {"ECS034", "ECS035"}),
        (
            both(set_to("TaskGroup", SecurityGroupIngress=[]), set_to("Targets", HealthCheckPort="8081")),
            {"ECS101", "ECS083"},
        ),
    ],
    ids=[
        "names off and group shut", "shut on both sides", "in no subnet and group shut", "group shut and policy",
        "private name off and group shut", "another VPC and private name off", "no path and kept in",
        "no path to a registry and kept in", "not in the table and kept in", "database and task both shut",
        "colons and key", "requests and health checks",
    ],
)  # fmt: skip
def test_both_are_found(tmp_path: Path, change: Change, expected: set[str]) -> None:
    assert expected <= rules(tmp_path, change)


def role(**values: object) -> Change:
    return set_to("Role", **values)


NOTHING = {"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}
LIMIT = add("Limit", "AWS::IAM::ManagedPolicy", PolicyDocument=NOTHING)
LIMITED = both(LIMIT, role(PermissionsBoundary={"Ref": "Limit"}))
POWERLESS = role(Policies=[{"PolicyName": "start", "PolicyDocument": NOTHING}])
GUARDED = add("Guard", "AWS::SecretsManager::ResourcePolicy", SecretId={"Ref": "Login"}, ResourcePolicy=DENIES)
LOCKED = both(
    add("Key", "AWS::KMS::Key", KeyPolicy={"Statement": [{**NOTHING["Statement"][0], "Principal": "*"}]}),
    set_to("Login", KmsKeyId={"Fn::GetAtt": ["Key", "Arn"]}),
)


@pytest.mark.parametrize(
    ("change", "places"),
    [
        (both(LIMITED, POWERLESS), {"Limit", "Role"}),
        (both(GUARDED, POWERLESS), {"Guard", "Role"}),
        (both(GUARDED, LIMITED), {"Guard", "Limit"}),
        (both(LOCKED, POWERLESS), {"Key", "Role"}),
        (both(LIMITED, GUARDED, LOCKED, POWERLESS), {"Limit", "Guard", "Key", "Role"}),
        (LIMITED, {"Limit"}),
        (GUARDED, {"Guard"}),
        (POWERLESS, {"Role"}),
    ],
)
def test_every_policy_that_stands_in_the_way(tmp_path: Path, change: Change, places: set[str]) -> None:
    denied = [fault for fault in faults(tmp_path, change) if fault.rule in ("ECS031", "ECS200")]
    assert {fault.at for fault in denied} == places


def test_a_port_that_both_ends_shut_has_two_places(tmp_path: Path) -> None:
    shut = both(set_to("DataGroup", SecurityGroupIngress=[]), set_to("TaskGroup", SecurityGroupEgress=[]))
    places = {(fault.at, fault.steps[0]) for fault in faults(tmp_path, shut) if fault.rule == "ECS093"}
    assert places == {("DataGroup", "SecurityGroupIngress"), ("TaskGroup", "SecurityGroupEgress")}


def test_every_variable_that_turns_encryption_off(tmp_path: Path) -> None:
    change = both(variable("PGSSLMODE", "disable"), variable("REPORTS_SSLMODE", "disable"))
    found = [fault.steps[-2] for fault in faults(tmp_path, change) if fault.rule == "ECS095"]
    assert len(found) == len(set(found)) == 2


def test_what_is_in_the_way_of_nobody_is_not_told(tmp_path: Path) -> None:
    """An egress rule for endpoints may be all that is needed, once there is one: only what opens nothing is told."""
    to_endpoints = [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "DestinationSecurityGroupId": OPEN}]
    assert "ECS041" not in rules(
        tmp_path, both(ELSEWHERE, isolated, set_to("TaskGroup", SecurityGroupEgress=to_endpoints))
    )
    assert "ECS041" not in rules(tmp_path, both(ELSEWHERE, isolated, set_to("TaskGroup", SecurityGroupEgress=OPEN)))


def test_a_group_that_is_certainly_shut_decides_whatever_else_is_not_known(tmp_path: Path) -> None:
    open_names = set_to("Vpc", EnableDnsHostnames=OPEN)
    assert rules(tmp_path, door(both(open_names, DOOR_SHUT))) == {"ECS040"}
    assert rules(tmp_path, door(open_names)) == set()
