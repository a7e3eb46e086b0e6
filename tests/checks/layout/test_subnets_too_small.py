"""Tasks and the room that their subnets have for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.edited import edited

SMALL: Edits = {"Subnet.CidrBlock": "10.0.0.0/28"}
"""Room for eleven."""
OTHER_SERVICE = """
    Type: AWS::ECS::Service
    DependsOn: [DefaultRoute]
    Properties:
      Cluster: !Ref Cluster
      LaunchType: FARGATE
      DesiredCount: {count}
      TaskDefinition: !Ref TaskDefinition
      NetworkConfiguration:
        AwsvpcConfiguration: {{Subnets: [!Ref Subnet], SecurityGroups: [!Ref TaskGroup]}}
"""


@pytest.mark.parametrize(
    ("base", "edits"),
    [
        ("nat", {**SMALL, "Service.DesiredCount": "12"}),
        ("isolated", {**SMALL, "Service.DesiredCount": "9"}),  # Three endpoints stand there.
        ("nat", {**SMALL, "Service.DesiredCount": "6", "OtherService": OTHER_SERVICE.format(count=6)}),
        (
            "nat",
            {
                "Parameters": "{Count: {Type: Number, Default: 40}}",
                **SMALL,
                "Service.DesiredCount": "!Ref Count",
            },
        ),
        ("nat", {"Subnet.CidrBlock": "!Select [0, !Cidr [10.0.0.0/16, 4, 4]]", "Service.DesiredCount": "12"}),
    ],
)
def test_some_tasks_have_no_address(tmp_path: Path, base: str, edits: Edits) -> None:
    result = edited(tmp_path, base, edits)
    assert "ECS243" in result.rules
    assert {cell.verdict.value for cell in result.cells if cell.need.name == "start"} == {"no"}


@pytest.mark.parametrize(
    ("base", "edits"),
    [
        ("nat", {**SMALL, "Service.DesiredCount": "11"}),
        ("isolated", {**SMALL, "Service.DesiredCount": "8"}),
        ("nat", {"Parameters": "{Count: {Type: Number}}", **SMALL, "Service.DesiredCount": "!Ref Count"}),
        (
            "nat",
            {"Parameters": "{Block: {Type: String}}", "Subnet.CidrBlock": "!Ref Block", "Service.DesiredCount": "12"},
        ),
    ],
)
def test_there_is_room_or_it_is_not_known(tmp_path: Path, base: str, edits: Edits) -> None:
    result = edited(tmp_path, base, edits)
    assert "ECS243" not in result.rules
    assert result.verdict("start") == "yes"


@pytest.mark.parametrize(("percent", "found"), [("100", True), ("50", False)])
def test_a_deployment_needs_room_as_well(tmp_path: Path, percent: str, found: bool) -> None:
    configuration = f"{{MinimumHealthyPercent: {percent}}}"
    edits = {**SMALL, "Service.DesiredCount": "11", "Service.DeploymentConfiguration": configuration}
    result = edited(tmp_path, "nat", edits)
    assert ("WCS243" in result.rules) is found
    assert result.verdict("start") == "yes"
