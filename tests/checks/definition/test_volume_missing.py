"""Mounts of volumes that the task definition does not have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.one_app import OPEN, Change, both, faults, rules, set_in, set_to


def mounted(name: object, **properties_of_task: object) -> Change:
    """Make a change that mounts a volume."""
    return both(
        set_in("WebTask", MountPoints=[{"SourceVolume": name, "ContainerPath": "/tmp"}]),
        set_to("WebTask", **properties_of_task),
    )


@pytest.mark.parametrize(
    ("volumes", "has"), [({}, "none"), ({"Volumes": [{"Name": "other"}, {"Name": "more"}]}, "more, other")]
)
def test_a_volume_that_is_not_there(tmp_path: Path, volumes: dict[str, Any], has: str) -> None:
    (finding,) = faults(tmp_path, mounted("data", **volumes))
    assert (finding.rule, finding.at, finding.tasks) == ("ECS111", "WebTask", ("Web",))
    assert finding.steps == ("ContainerDefinitions", 0, "MountPoints", 0, "SourceVolume")
    assert f"Volumes declares {has}: RegisterTaskDefinition fails" in finding.message


@pytest.mark.parametrize(
    "change",
    [
        mounted("data", Volumes=[{"Name": "data"}]),
        mounted("data", Volumes=[{"Name": OPEN}]),
        mounted("data", Volumes=OPEN),
        mounted(OPEN),
    ],
)
def test_a_volume_that_is_there_or_may_be(tmp_path: Path, change: Change) -> None:
    assert rules(tmp_path, change) == set()
