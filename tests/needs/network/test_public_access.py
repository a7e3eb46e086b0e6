"""VPC Block Public Access: its modes, its exclusions, and what goes through which gateway.

The combinations are those of the VPC User Guide, "VPC BPA advanced example", scenarios 1 to 6, read 2026-11.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.needs.context import Context
from tests.needs.network.test_ways import REGIONAL, to_public
from tests.one_app import OPEN, Change, add, both, faults, graph, rules, set_to

INGRESS, BOTH_WAYS = "block-ingress", "block-bidirectional"
EVERYTHING, EGRESS = "allow-bidirectional", "allow-egress"
NOBODY: Change = lambda t: None  # noqa: E731


def mode(value: object) -> Change:
    return add("Options", "AWS::EC2::VPCBlockPublicAccessOptions", InternetGatewayBlockMode=value)


def excluded(value: object, name: str = "Excluded", **place: object) -> Change:
    return add(name, "AWS::EC2::VPCBlockPublicAccessExclusion", InternetGatewayExclusionMode=value, **place)


def subnet(name: str) -> dict[str, object]:
    return {"SubnetId": {"Ref": name}}


def verdict(folder: Path, change: Change) -> str:
    context = Context(graph(folder, change))
    return str(context.paths.api(context.tasks[0], "secretsmanager").verdict)


@pytest.mark.parametrize(
    ("blocked", "exclusion", "behind_nat", "by_address"),
    [
        (BOTH_WAYS, NOBODY, "no", "no"),
        (INGRESS, NOBODY, "yes", "no"),
        (INGRESS, excluded(EVERYTHING, **subnet("PublicSubnet")), "yes", "yes"),
        (INGRESS, excluded(EGRESS, **subnet("PublicSubnet")), "yes", "no"),
        (BOTH_WAYS, excluded(EGRESS, **subnet("PublicSubnet")), "unknown", "no"),
        (BOTH_WAYS, excluded(EVERYTHING, **subnet("PublicSubnet")), "unknown", "yes"),
        (BOTH_WAYS, excluded(EVERYTHING, VpcId={"Ref": "Vpc"}), "yes", "yes"),
        (BOTH_WAYS, excluded(EGRESS, VpcId={"Ref": "Vpc"}), "yes", "no"),
        (BOTH_WAYS, excluded(EVERYTHING, **subnet("TaskSubnet")), "unknown", "no"),
        (BOTH_WAYS, excluded(EVERYTHING, VpcId=OPEN), "unknown", "unknown"),
        (BOTH_WAYS, excluded(OPEN, VpcId={"Ref": "Vpc"}), "unknown", "unknown"),
        (OPEN, NOBODY, "unknown", "unknown"),
        ("off", NOBODY, "yes", "yes"),
    ],
)
def test_what_is_stopped(tmp_path: Path, blocked: object, exclusion: Change, behind_nat: str, by_address: str) -> None:
    change = both(mode(blocked), exclusion)
    assert verdict(tmp_path, change) == behind_nat
    assert verdict(tmp_path, both(change, to_public())) == by_address


def test_an_exclusion_alone_does_nothing(tmp_path: Path) -> None:
    assert verdict(tmp_path, excluded(EGRESS, VpcId={"Ref": "Vpc"})) == "yes"


def test_a_nat_gateway_in_no_subnet(tmp_path: Path) -> None:
    assert verdict(tmp_path, both(REGIONAL, mode(BOTH_WAYS))) == "no"
    assert verdict(tmp_path, both(REGIONAL, mode(INGRESS))) == "yes"
    whole = excluded(EGRESS, VpcId={"Ref": "Vpc"})
    assert verdict(tmp_path, both(REGIONAL, mode(BOTH_WAYS), whole)) == "yes"
    part = excluded(EGRESS, **subnet("TaskSubnet"))
    assert verdict(tmp_path, both(REGIONAL, mode(BOTH_WAYS), part)) == "unknown"
    other_part = excluded(EGRESS, **subnet("PublicSubnet"))
    assert verdict(tmp_path, both(REGIONAL, mode(BOTH_WAYS), other_part)) == "unknown"
    other_vpc = both(
        add("Other", "AWS::EC2::VPC", CidrBlock="10.7.0.0/16"),
        add("OtherSubnet", "AWS::EC2::Subnet", VpcId={"Ref": "Other"}, CidrBlock="10.7.0.0/24"),
        excluded(EGRESS, **subnet("OtherSubnet")),
    )
    assert verdict(tmp_path, both(REGIONAL, mode(BOTH_WAYS), other_vpc)) == "no"
    elsewhere = set_to("TaskRoute", NatGatewayId="nat-0123456789abcdef0")
    assert verdict(tmp_path, both(elsewhere, mode(BOTH_WAYS))) == "no"


def test_a_firewall_does_not_get_round_it(tmp_path: Path) -> None:
    box = {"ImageId": OPEN, "SubnetId": {"Ref": "PublicSubnet"}, "SourceDestCheck": False}
    through = both(
        add("Box", "AWS::EC2::Instance", **box), set_to("TaskRoute", NatGatewayId=None, InstanceId={"Ref": "Box"})
    )
    assert verdict(tmp_path, through) == "unknown"
    assert verdict(tmp_path, both(through, mode(BOTH_WAYS))) == "no"


def test_what_is_said_and_where(tmp_path: Path) -> None:
    found = [each for each in faults(tmp_path, mode(BOTH_WAYS)) if "NAT gateway" in each.message]
    assert {(each.rule, each.at, each.steps, each.tasks) for each in found} == {
        ("ECS017", "Options", ("InternetGatewayBlockMode",), ("Web", "Api"))
    }
    by_address = [each.fix for each in faults(tmp_path, both(mode(INGRESS), to_public())) if "tasks" in each.message]
    assert len(by_address) == 1
    assert "allow-bidirectional for PublicSubnet" in by_address[0]


def test_clients_of_a_load_balancer(tmp_path: Path) -> None:
    clients = [each for each in faults(tmp_path, mode(INGRESS)) if each.rule == "ECS017"]
    assert {(each.at, each.tasks) for each in clients} == {("Options", ("Web",))}
    assert ["allow-bidirectional for" in each.fix for each in clients] == [True, True], "one for each of its subnets"
    assert "clients in the internet do not get to the load balancer of Web" in clients[0].message
    internal = set_to("Balancer", Scheme="internal")
    assert "ECS017" not in rules(tmp_path, both(mode(INGRESS), internal))
    parts = [excluded(EVERYTHING, name, **subnet(name[1:])) for name in ("XPublicSubnet", "XSecondPublicSubnet")]
    assert "ECS017" not in rules(tmp_path, both(mode(INGRESS), *parts))
    assert "ECS017" in rules(tmp_path, both(mode(INGRESS), parts[0]))
    assert "ECS017" in rules(tmp_path, both(mode(INGRESS), excluded(EGRESS, VpcId={"Ref": "Vpc"})))
