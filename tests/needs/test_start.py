"""What keeps a task from starting, and has no row of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.one_app import OPEN, row, set_to


@pytest.mark.parametrize(
    ("key", "zone", "expected"),
    [
        ("AvailabilityZone", "us-east-1a", "yes"),
        ("AvailabilityZone", "us-gov-west-1b", "yes"),
        ("AvailabilityZone", "us-east-1-bos-1a", "unknown"),
        ("AvailabilityZone", "us-east-1-wl1-bos-wlz-1", "unknown"),
        ("AvailabilityZone", {"Fn::Select": [0, {"Fn::GetAZs": ""}]}, "yes"),
        ("AvailabilityZone", OPEN, "yes"),
        ("AvailabilityZoneId", "use1-az1", "yes"),
        ("AvailabilityZoneId", "use1-bos1-az1", "unknown"),
    ],
)
def test_a_local_zone_does_not_have_everything(tmp_path: Path, key: str, zone: object, expected: str) -> None:
    assert row(tmp_path, "start", set_to("TaskSubnet", **{key: zone})) == expected
