"""What is said where nothing leads to an API: which file an endpoint belongs into, and what the tasks show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.needs.secrets_endpoint import secrets_endpoint
from tests.one_app import ELSEWHERE, OPEN, Change, add, both, container, faults, rules, set_to, without

ISOLATED = both(
    ELSEWHERE,
    without("TaskRoute"),
    lambda t: t["Resources"]["Web"].update(DependsOn=["Listener", "LoginAttachment"]),
    lambda t: t["Resources"]["Api"].pop("DependsOn"),
)
OTHER_VPC = add("Other", "AWS::EC2::VPC", CidrBlock="10.7.0.0/16")
ENDPOINT = "AWS::EC2::VPCEndpoint"


def logging(t: dict[str, Any]) -> None:
    """Let the web container log to CloudWatch."""
    container(t)["LogConfiguration"] = {"LogDriver": "awslogs", "Options": {"awslogs-group": "/app/web"}}


def parameters(t: dict[str, Any]) -> None:
    """Let the web container be injected with a parameter of Systems Manager."""
    container(t)["Secrets"].append(
        {"Name": "FLAG", "ValueFrom": {"Fn::Sub": "arn:aws:ssm:us-east-1:111122223333:parameter/flag"}}
    )


def private_image(t: dict[str, Any]) -> None:
    """Let the web container be pulled from ECR."""
    container(t)["Image"] = "111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1"


@pytest.mark.parametrize(
    ("change", "rule", "api", "kind", "symptom"),
    [
        (logging, "ECS020", "logs", "Interface", "failed to validate logger args"),
        (lambda t: None, "ECS010", "secretsmanager", "Interface", "unable to pull secrets"),
        (parameters, "ECS010", "ssm", "Interface", "unable to pull secrets"),
        (private_image, "ECS010", "ecr.dkr", "Interface", "CannotPullContainerError"),
        (private_image, "ECS010", "s3", "Gateway", "CannotPullContainerError"),
    ],
)
def test_what_is_missing_and_what_comes_of_it(
    tmp_path: Path, change: Change, rule: str, api: str, kind: str, symptom: str
) -> None:
    found = faults(tmp_path, both(ISOLATED, change))
    (fault,) = [fault for fault in found if f" no path to {api}:" in fault.message]
    assert (fault.rule, fault.at, fault.steps, fault.tasks) == (rule, "Web", ("NetworkConfiguration",), ("Web",))
    assert "TaskTable, the route table of TaskSubnet, has no default route" in fault.message
    assert symptom in fault.message
    assert f"VpcEndpointType {kind}, ServiceName com.amazonaws.<region>.{api}, " in fault.fix
    assert ("in the route table" if kind == "Gateway" else "PrivateDnsEnabled true") in fault.fix


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (set_to("Door", PrivateDnsEnabled=False), ("ECS061", "Door", ("PrivateDnsEnabled",))),
        (set_to("Door", PrivateDnsEnabled=None), ("ECS061", "Door", ("PrivateDnsEnabled",))),
        (both(OTHER_VPC, set_to("Door", VpcId={"Ref": "Other"}, SubnetIds=OPEN)), ("ECS012", "Door", ("VpcId",))),
        (set_to("Door", VpcEndpointType=None), ("ECS060", "Door", ("VpcEndpointType",))),
    ],
)
def test_an_endpoint_that_is_no_help(tmp_path: Path, change: Change, expected: tuple[object, ...]) -> None:
    found = faults(tmp_path, both(ISOLATED, secrets_endpoint(), change))
    assert [(fault.rule, fault.at, fault.steps) for fault in found] == [expected]
    assert all("Web" in fault.message or "secretsmanager" in fault.message for fault in found)


def test_an_endpoint_with_neither_name_nor_address(tmp_path: Path) -> None:
    """Who mends the one is told of the other at once."""
    found = faults(tmp_path, both(ISOLATED, secrets_endpoint(), set_to("Door", PrivateDnsEnabled=None, SubnetIds=None)))
    assert [(fault.rule, fault.steps) for fault in found] == [("ECS061", ("PrivateDnsEnabled",)), ("ECS015", ())]


@pytest.mark.parametrize(
    "change",
    [
        set_to("Door", PrivateDnsEnabled=OPEN),
        set_to("Door", VpcId=OPEN),
        set_to("Door", VpcEndpointType=OPEN),
        set_to("Door", ServiceName=OPEN),
        both(without("Door"), lambda t: t.update(Outputs={"V": {"Value": {"Ref": "Vpc"}}})),
        both(without("Door"), set_to("TaskSubnet", VpcId=OPEN)),
    ],
)
def test_where_there_may_be_one(tmp_path: Path, change: Change) -> None:
    assert rules(tmp_path, both(ISOLATED, secrets_endpoint(), change)) == set()
