"""Services in VPC Lattice: registered as their tasks are, and not shut out by their groups."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.callers.lattice_is_refused import GOOD
from generator.checks.examples import Edits
from tests.edited import edited

ROW = "lattice LatticeTargets"
RULE = "TaskGroup.SecurityGroupIngress.0"
OTHER_VPC = "{Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.9.0.0/16}}"


@pytest.mark.parametrize(
    ("edits", "rule", "verdict"),
    [
        ({}, "", "yes"),
        ({"Service.VpcLatticeConfigurations.0.PortName": "web"}, "ECS334", "no"),
        ({"Other": OTHER_VPC, "LatticeTargets.Config.VpcIdentifier": "!Ref Other"}, "ECS334", "no"),
        ({f"{RULE}.CidrIp": "10.0.0.0/16"}, "ECS335", "no"),
        ({f"{RULE}.CidrIp": "!GetAtt Vpc.CidrBlock"}, "ECS335", "no"),
        ({f"{RULE}.CidrIp": "0.0.0.0/0"}, "", "yes"),
        ({f"{RULE}.CidrIp": None, f"{RULE}.SourcePrefixListId": "pl-0123456789abcdef0"}, "", "unknown"),
        ({"LatticeRole.ManagedPolicyArns": "[]"}, "ECS134", "no"),
    ],
)
def test_requests_of_lattice_get_to_the_tasks(tmp_path: Path, edits: Edits, rule: str, verdict: str) -> None:
    result = edited(tmp_path, "nat", GOOD, edits)
    assert result.verdict(ROW) == verdict
    assert result.rules & {"ECS334", "ECS335", "ECS134"} == ({rule} if rule else set())
    assert result.verdict("ecr.api") == "yes"
