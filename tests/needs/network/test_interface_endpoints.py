"""Interface endpoints that stand where requests go, and take none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.needs.secrets_endpoint import secrets_endpoint
from tests.one_app import ELSEWHERE, OPEN, add, attribute, both, faults, properties, rules, set_to


def test_an_endpoint_in_no_subnet_leads_nowhere(tmp_path: Path) -> None:
    change = both(ELSEWHERE, secrets_endpoint(), set_to("Door", SubnetIds=None))
    assert [(fault.rule, fault.at) for fault in faults(tmp_path, change)] == [("ECS015", "Door")]
    put_out = both(change, lambda t: t.update(Outputs={"D": {"Value": {"Ref": "Door"}}}))
    assert rules(tmp_path, put_out) == set()


def test_an_endpoint_without_a_group_has_the_default_one(tmp_path: Path) -> None:
    change = both(ELSEWHERE, secrets_endpoint(), set_to("Door", SecurityGroupIds=None))
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
