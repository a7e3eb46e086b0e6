"""Subnets of one VPC, and security groups of another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.finding import Finding
from tests.findings import findings
from tests.needs.secrets_endpoint import secrets_endpoint
from tests.one_app import OPEN, Change, add, both, graph, properties, set_to

OTHER = both(
    add("Other", "AWS::EC2::VPC", CidrBlock="10.7.0.0/16"),
    add("Stranger", "AWS::EC2::SecurityGroup", VpcId={"Ref": "Other"}),
)
STRANGER = [{"Ref": "Stranger"}]


def of_web(groups: object) -> Change:
    """Make a change of the groups that the tasks of a service carry."""

    def change(t: dict[str, Any]) -> None:
        properties(t, "Web")["NetworkConfiguration"]["AwsvpcConfiguration"]["SecurityGroups"] = groups

    return change


def found(folder: Path, change: Change) -> list[Finding]:
    return [finding for finding in findings(graph(folder, both(OTHER, change))) if finding.rule == "ECS114"]


@pytest.mark.parametrize(
    ("change", "resource", "steps", "subnet"),
    [
        (
            of_web([{"Ref": "TaskGroup"}, *STRANGER]),
            "Web",
            ("NetworkConfiguration", "AwsvpcConfiguration", "SecurityGroups"),
            "TaskSubnet",
        ),
        (set_to("Balancer", SecurityGroups=STRANGER), "Balancer", ("SecurityGroups",), "PublicSubnet"),
        (set_to("Database", VPCSecurityGroups=STRANGER), "Database", ("VPCSecurityGroups",), "TaskSubnet"),
        (
            both(secrets_endpoint(), set_to("Door", SecurityGroupIds=STRANGER)),
            "Door",
            ("SecurityGroupIds",),
            "TaskSubnet",
        ),
    ],
)
def test_groups_and_subnets_are_apart(
    tmp_path: Path, change: Change, resource: str, steps: tuple[str, ...], subnet: str
) -> None:
    (finding,) = found(tmp_path, change)
    assert (finding.at, finding.steps) == (resource, steps)
    assert finding.message.startswith(
        f"{resource} is in {subnet}, but its security group Stranger belongs to another VPC; "
    )
    assert finding.fix == f"{steps[-1]}: groups of the VPC of {subnet}"


def test_a_database_without_subnets_goes_to_the_default_vpc(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, set_to("Database", DBSubnetGroupName=None))
    assert (finding.at, finding.steps) == ("Database", ("VPCSecurityGroups",))
    assert "default VPC, but DataGroup belongs to Vpc; " in finding.message
    assert finding.fix == "DBSubnetGroupName: an AWS::RDS::DBSubnetGroup of that VPC"


@pytest.mark.parametrize(
    "change",
    [
        of_web(OPEN),
        of_web([OPEN]),
        both(of_web(STRANGER), set_to("Stranger", VpcId=OPEN)),
        both(of_web(STRANGER), set_to("TaskSubnet", VpcId=OPEN)),
        both(set_to("Database", DBSubnetGroupName=None), set_to("DataGroup", VpcId=OPEN)),
        set_to("Database", DBSubnetGroupName=None, DBSnapshotIdentifier="before-the-move"),
        set_to("Database", DBSubnetGroupName=OPEN, VPCSecurityGroups=STRANGER),
    ],
)
def test_they_may_be_of_one_vpc(tmp_path: Path, change: Change) -> None:
    assert found(tmp_path, change) == []
