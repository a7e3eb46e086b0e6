"""Ranges of subnets that do not fit into their VPC, or overlap."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.one_app import OPEN, Change, add, both, faults, rules, set_to

OUTSIDE, TAKEN = "10.9.0.0/24", "10.0.0.0/25"


def by_parameter(block: str) -> Change:
    """Make a change that gives the subnet of the tasks a range that is written as a parameter's default."""
    return both(
        lambda t: t["Parameters"].update(Range={"Type": "String", "Default": block}),
        set_to("TaskSubnet", CidrBlock={"Ref": "Range"}),
    )


def more(vpc: object, block: object) -> Change:
    """Make a change that adds a range to a VPC."""
    return add("More", "AWS::EC2::VPCCidrBlock", VpcId=vpc, CidrBlock=block)


@pytest.mark.parametrize(
    ("block", "message", "fix"),
    [
        (
            OUTSIDE,
            "TaskSubnet has the CIDR block 10.9.0.0/24, but Vpc has 10.0.0.0/16; CreateSubnet fails, because the CIDR "
            "is invalid (this rests on the Default of Range)",
            "CidrBlock: a part of 10.0.0.0/16",
        ),
        (
            TAKEN,
            "TaskSubnet has the CIDR block 10.0.0.0/25, which overlaps 10.0.0.0/24 of PublicSubnet in Vpc; "
            "CreateSubnet fails for one of the two, because the CIDR conflicts with another subnet (this rests on the "
            "Default of Range)",
            "CidrBlock: a block that does not overlap 10.0.0.0/24",
        ),
    ],
)
def test_the_subnet_is_refused(tmp_path: Path, block: str, message: str, fix: str) -> None:
    (found,) = [fault for fault in faults(tmp_path, by_parameter(block)) if fault.rule == "ECS112"]
    assert (found.at, found.steps, found.message, found.fix) == ("TaskSubnet", ("CidrBlock",), message, fix)


@pytest.mark.parametrize(
    "change",
    [
        by_parameter("10.0.7.0/24"),
        both(by_parameter(OUTSIDE), more({"Ref": "Vpc"}, "10.9.0.0/16")),
        both(by_parameter(OUTSIDE), more({"Ref": "Vpc"}, OPEN)),
        both(by_parameter(OUTSIDE), more(OPEN, "10.8.0.0/16")),
        both(by_parameter(OUTSIDE), lambda t: t.update(Outputs={"It": {"Value": {"Ref": "Vpc"}}})),
        set_to("TaskSubnet", CidrBlock=OPEN),
    ],
)
def test_it_may_fit(tmp_path: Path, change: Change) -> None:
    assert "ECS112" not in rules(tmp_path, change)


@pytest.mark.parametrize("block", [OUTSIDE, TAKEN])
def test_what_one_template_writes_out_is_seen_too(tmp_path: Path, block: str) -> None:
    assert "ECS112" in rules(tmp_path, set_to("TaskSubnet", CidrBlock=block))
