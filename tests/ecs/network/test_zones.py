"""When two subnets are certainly in one Availability Zone, or certainly not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.ecs.network.zones import in_one_zone
from generator.logic import Truth
from generator.stack import load
from tests.one_app import OPEN, REGION, both, graph, set_to


def by_number(number: int, region: str | dict[str, str] = "") -> dict[str, Any]:
    return {"Fn::Select": [number, {"Fn::GetAZs": region}]}


def named(text: str) -> dict[str, str]:
    return {"Fn::Sub": text}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("us-east-1a", "us-east-1a", Truth.YES),
        ("us-east-1a", "us-east-1b", Truth.NO),
        (by_number(0), by_number(0, {"Ref": "AWS::Region"}), Truth.YES),
        (by_number(0), by_number(1), Truth.NO),
        (by_number(0), by_number(1, "eu-west-1"), Truth.UNKNOWN),
        (by_number(0), "us-east-1a", Truth.UNKNOWN),
        (named("${AWS::Region}a"), "us-east-1a", Truth.YES),
        (named("${AWS::Region}a"), "us-east-1b", Truth.NO),
        (named("${AWS::Region}a"), named("${AWS::Region}b"), Truth.NO),
        (OPEN, OPEN, Truth.YES),
        (OPEN, "us-east-1a", Truth.UNKNOWN),
        (named("${Open}a"), named("${Open}b"), Truth.UNKNOWN),
        (None, None, Truth.UNKNOWN),
        (None, "us-east-1a", Truth.UNKNOWN),
    ],
)
@pytest.mark.parametrize("parameters", [REGION, {}])
def test_zones_by_name(tmp_path: Path, first: Any, second: Any, expected: Truth, parameters: Mapping[str, str]) -> None:
    change = both(set_to("PublicSubnet", AvailabilityZone=first), set_to("TaskSubnet", AvailabilityZone=second))
    graph(tmp_path, change)
    made = load(tmp_path / "root.json", project=tmp_path, parameters=parameters)
    places = [made.resource(name) for name in ("PublicSubnet", "TaskSubnet")]
    assert places[0] is not None
    assert places[1] is not None
    assert in_one_zone(places[0], places[1]) is expected
    assert in_one_zone(places[1], places[0]) is expected
    assert in_one_zone(places[0], places[0]) is Truth.YES


def test_ids_of_zones_are_compared_with_ids_only(tmp_path: Path) -> None:
    ids = [
        set_to(name, AvailabilityZone=None, AvailabilityZoneId="use1-az1") for name in ("PublicSubnet", "TaskSubnet")
    ]
    for change, expected in ((both(*ids), Truth.YES), (ids[0], Truth.UNKNOWN)):
        made = graph(tmp_path, change)
        first, second = made.resource("PublicSubnet"), made.resource("TaskSubnet")
        assert first is not None
        assert second is not None
        assert in_one_zone(first, second) is expected
