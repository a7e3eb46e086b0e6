"""Mount targets and zones: one in each, and of One Zone storage a single one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.needs.files.test_mount_targets import SECOND, mount, second_target

FIRST, OTHER = "!Select [0, !GetAZs '']", "!Select [1, !GetAZs '']"


@pytest.mark.parametrize(
    ("zone", "expected"),
    [(FIRST, ("yes", set())), (OTHER, ("no", {"ECS233"})), ("us-east-1a", ("unknown", set()))],
)
def test_storage_in_one_zone_has_its_target_there(tmp_path: Path, zone: str, expected: tuple[str, set[str]]) -> None:
    edits: dict[str, str | None] = {"Files.AvailabilityZoneName": zone, "Subnet.AvailabilityZone": FIRST}
    assert mount(tmp_path, edits) == expected


def test_storage_in_one_zone_has_one_target(tmp_path: Path) -> None:
    assert mount(tmp_path, SECOND, second_target(), {"Files.AvailabilityZoneName": FIRST}) == ("no", {"ECS233"})


def test_a_zone_has_one_target(tmp_path: Path) -> None:
    assert mount(tmp_path, SECOND, second_target(), {"Second.AvailabilityZone": FIRST}) == ("no", {"ECS233"})


def test_targets_whose_zones_are_not_told_are_taken_for_two(tmp_path: Path) -> None:
    edits: dict[str, str | None] = {"Second.AvailabilityZone": None, "Subnet.AvailabilityZone": None}
    assert mount(tmp_path, SECOND, second_target(), edits)[1] == set()


def test_names_are_on_where_a_file_system_is_mounted_by_name(tmp_path: Path) -> None:
    assert mount(tmp_path, {"Vpc.EnableDnsSupport": "false"})[0] == "no"
    assert mount(tmp_path, {"Vpc.EnableDnsHostnames": "false"}) == ("no", {"ECS100"})
