"""Load balancer, target group and tasks: in one VPC, and in the same zones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.one_app import OPEN, Change, add, both, faults, row, rows, rules, set_to

NEED = "load balancer Balancer"
OTHER = add("OtherVpc", "AWS::EC2::VPC", CidrBlock="10.9.0.0/16")
ZONES = ("PublicSubnet", "SecondPublicSubnet", "TaskSubnet")


def in_zones(*zones: object) -> Change:
    """Put the two subnets of the load balancer, and that of the tasks, into zones."""
    return both(*(set_to(name, AvailabilityZone=zone) for name, zone in zip(ZONES, zones, strict=True)))


def by_number(number: int) -> dict[str, object]:
    return {"Fn::Select": [number, {"Fn::GetAZs": ""}]}


def test_a_target_group_of_another_vpc_than_all_others(tmp_path: Path) -> None:
    change = both(OTHER, set_to("Targets", VpcId={"Ref": "OtherVpc"}))
    found = [(fault.rule, fault.at, fault.steps) for fault in faults(tmp_path, change)]
    assert set(found) == {("ECS193", "Targets", ("VpcId",))}
    assert row(tmp_path, NEED, change) == "no"
    messages = [fault.message for fault in faults(tmp_path, change)]
    assert any(text.startswith("Targets is in OtherVpc, and Balancer, whose listeners forward") for text in messages)


def test_a_vpc_that_is_not_known_is_left_open(tmp_path: Path) -> None:
    change = set_to("Targets", VpcId=OPEN)
    assert rules(tmp_path, change) == set()
    assert row(tmp_path, NEED, change) == "unknown"


def test_a_vpc_that_is_passed_in_with_its_subnets_is_taken_for_theirs(tmp_path: Path) -> None:
    """Nobody can compare what is passed in: that the subnets lie in the VPC is for those to see to who pass them."""
    places = [set_to(name, VpcId=OPEN) for name in ("Targets", *ZONES, "BalancerGroup", "TaskGroup")]
    assert not [text for proof in rows(tmp_path, NEED, both(*places)) for text in proof.answer.because if "VPC" in text]


@pytest.mark.parametrize(
    ("zones", "expected"),
    [
        (("us-east-1a", "us-east-1b", "us-east-1b"), "yes"),
        ((by_number(0), by_number(1), by_number(1)), "yes"),
        (("us-east-1a", "us-east-1b", "us-east-1c"), "no"),
        ((by_number(0), by_number(1), by_number(2)), "no"),
        ((by_number(0), by_number(1), "us-east-1c"), "unknown"),
        ((by_number(0), by_number(1), None), "unknown"),
        ((by_number(0), by_number(1), OPEN), "unknown"),
    ],
)
def test_the_zones_of_the_tasks(tmp_path: Path, zones: tuple[object, ...], expected: str) -> None:
    change = in_zones(*zones)
    assert row(tmp_path, NEED, change) == expected
    assert ("ECS190" in rules(tmp_path, change)) is (expected == "no")


def test_the_same_subnet_is_in_the_same_zone_whatever_that_is(tmp_path: Path) -> None:
    internal = set_to("Balancer", Scheme="internal", Subnets=[{"Ref": "TaskSubnet"}, {"Ref": "PublicSubnet"}])
    assert row(tmp_path, NEED, both(internal, in_zones(None, None, None))) == "yes"


def test_a_subnet_that_is_passed_in_is_in_its_own_zone(tmp_path: Path) -> None:
    internal = set_to("Balancer", Scheme="internal", Subnets=[OPEN])
    there = {"Subnets": [OPEN], "SecurityGroups": [{"Ref": "TaskGroup"}]}
    change = both(internal, set_to("Web", NetworkConfiguration={"AwsvpcConfiguration": there}))
    assert row(tmp_path, NEED, change) == "yes"
    assert row(tmp_path, NEED, internal) == "unknown"


def test_two_subnets_in_one_zone(tmp_path: Path) -> None:
    change = in_zones("us-east-1b", "us-east-1b", "us-east-1b")
    (finding,) = [fault for fault in faults(tmp_path, change) if fault.rule == "ECS191"]
    assert (finding.at, finding.steps) == ("Balancer", ("Subnets",))
    assert "PublicSubnet and SecondPublicSubnet, which are both in the Availability Zone us-east-1b" in finding.message
    assert row(tmp_path, NEED, change) == "no"


@pytest.mark.parametrize("zone", ["us-east-1-bos-1a", "eu-west-1a", "us-east-1-wl1-bos-wlz-1"])
def test_fargate_is_in_the_zones_of_the_region_only(tmp_path: Path, zone: str) -> None:
    assert row(tmp_path, "start") == "yes"
    assert row(tmp_path, "start", set_to("TaskSubnet", AvailabilityZone=zone)) == "unknown"


def test_fargate_is_not_in_each_zone(tmp_path: Path) -> None:
    for zone, expected in (("use1-az1", "yes"), ("use1-az3", "unknown"), ("use1-bos1-az1", "unknown")):
        change = set_to("TaskSubnet", AvailabilityZone=None, AvailabilityZoneId=zone)
        assert row(tmp_path, "start", change) == expected
