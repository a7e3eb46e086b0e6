"""Subnets of a database that stand in one zone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.one_app import OPEN, Change, both, faults, rules, set_to

SUBNETS = "the 2 subnets of DataSubnets are all in the Availability Zone "
ALONE = set_to("DataSubnets", SubnetIds=[{"Ref": "TaskSubnet"}])


def zones(task: object, public: object) -> Change:
    return both(set_to("TaskSubnet", AvailabilityZone=task), set_to("PublicSubnet", AvailabilityZone=public))


@pytest.mark.parametrize(
    ("change", "state"),
    [
        (ALONE, "DataSubnets has only the subnet TaskSubnet:"),
        (
            zones("us-east-1a", "us-east-1a"),
            SUBNETS + "us-east-1a:",
        ),
        (zones(OPEN, OPEN), SUBNETS + "the parameter"),
    ],
)
def test_one_zone(tmp_path: Path, change: Change, state: str) -> None:
    (finding,) = faults(tmp_path, change)
    assert (finding.rule, finding.at, finding.steps) == ("ECS097", "DataSubnets", ("SubnetIds",))
    assert finding.message.startswith(state)


@pytest.mark.parametrize(
    "change",
    [
        zones("us-east-1a", "us-east-1b"),
        zones("us-east-1a", OPEN),
        zones(None, None),
        both(ALONE, set_to("TaskSubnet", AvailabilityZone="us-west-2-lax-1a")),
        both(ALONE, set_to("TaskSubnet", OutpostArn="arn:aws:outposts:us-east-1:111122223333:outpost/op-1")),
        set_to("DataSubnets", SubnetIds=[OPEN]),
    ],
)
def test_two_zones_or_perhaps_two_or_one_that_is_enough(tmp_path: Path, change: Change) -> None:
    assert "ECS097" not in rules(tmp_path, change)
