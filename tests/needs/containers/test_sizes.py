"""What containers reserve, against the size of their task."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.needs.containers.sizes import amount
from generator.stack import Literal
from tests.needs.of_containers import beside, said

FIRST, SECOND = (f"TaskDefinition.ContainerDefinitions.{index}" for index in range(2))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"Memory": "256"}, {"Memory": 256}, "yes"),
        ({"Memory": "256"}, {"Memory": 512}, "no"),
        ({"Memory": "512"}, {"Memory": 512, "MemoryReservation": 0}, "yes"),
        ({"Memory": "512", "MemoryReservation": "256"}, {"MemoryReservation": 256}, "yes"),
        ({"Memory": "512", "MemoryReservation": "256"}, {"MemoryReservation": 257}, "no"),
        ({"Memory": "513", "MemoryReservation": "256"}, {}, "no"),
        ({"Cpu": "128"}, {"Cpu": 128}, "yes"),
        ({"Cpu": "200"}, {"Cpu": 128}, "no"),
        ({"Memory": "!Ref Size"}, {"Memory": 512}, "yes"),
    ],
)
def test_what_containers_reserve_fits(
    tmp_path: Path, first: dict[str, str], second: dict[str, int], expected: str
) -> None:
    edits = {"Parameters.Size": "{Type: Number}", **{f"{FIRST}.{key}": value for key, value in first.items()}}
    found = said(tmp_path, "start", {**edits, SECOND: beside(Name="other", **second)})
    assert found == (expected, {"ECS222"} if expected == "no" else set())


@pytest.mark.parametrize(
    ("text", "units"),
    [("512", 512), ("1 GB", 1024), ("2GB", 2048), (".5 vCPU", 512), ("0.25 vcpu", 256), ("big", None)],
)
def test_sizes_are_written_in_several_ways(text: str, units: int | None) -> None:
    assert amount(Literal(text), 1024) == units
