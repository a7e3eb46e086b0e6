"""What containers wait for, and whether it can come."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.needs.of_containers import beside, said

FIRST, SECOND, THIRD = (f"TaskDefinition.ContainerDefinitions.{index}" for index in range(3))
CHECK = {"Command": ["CMD-SHELL", "true"]}


def start(folder: Path, *waits: Any, **second: Any) -> tuple[str, set[str]]:
    """The row of the start where the first container waits, and there is a second."""
    entries = "[" + ", ".join(f"{{ContainerName: {name}, Condition: {condition}}}" for name, condition in waits) + "]"
    return said(folder, "start", {f"{FIRST}.DependsOn": entries, SECOND: beside(Name="init", **second)})


@pytest.mark.parametrize("condition", ["SUCCESS", "COMPLETE"])
@pytest.mark.parametrize(
    ("essential", "expected"), [({"Essential": False}, "yes"), ({"Essential": True}, "no"), ({}, "no")]
)
def test_whose_end_is_waited_for_is_not_essential(
    tmp_path: Path, condition: str, essential: dict[str, Any], expected: str
) -> None:
    found = start(tmp_path, ("init", condition), **essential)
    assert found == (expected, {"ECS220"} if expected == "no" else set())


@pytest.mark.parametrize(
    ("check", "expected"),
    [
        ({"HealthCheck": CHECK}, ("yes", set())),
        ({}, ("no", {"ECS221"})),
        ({"HealthCheck": {"Command": ["NONE"]}}, ("no", {"ECS221"})),
    ],
)
def test_whose_health_is_waited_for_has_a_health_check(
    tmp_path: Path, check: dict[str, Any], expected: tuple[str, set[str]]
) -> None:
    assert start(tmp_path, ("init", "HEALTHY"), Essential=False, **check) == expected


def test_a_start_can_be_waited_for_as_it_is(tmp_path: Path) -> None:
    assert start(tmp_path, ("init", "START")) == ("yes", set())


def test_a_container_of_another_name_is_none(tmp_path: Path) -> None:
    assert start(tmp_path, ("inti", "START")) == ("no", {"ECS220"})


@pytest.mark.parametrize("entry", ["!Ref Which", "!If [Two, init, web]"])
def test_a_name_that_is_not_known_is_no_fault(tmp_path: Path, entry: str) -> None:
    edits = {
        "Parameters.Which": "{Type: String}",
        "Conditions.Two": "!Equals [!Ref Which, two]",
        f"{FIRST}.DependsOn": f"[{{ContainerName: {entry}, Condition: START}}]",
        SECOND: beside(Name="init"),
    }
    verdict, rules = said(tmp_path, "start", edits)
    assert verdict == "unknown"
    assert rules <= {"WCS001"}


def test_a_container_whose_own_name_is_not_known_may_be_the_one(tmp_path: Path) -> None:
    edits = {
        "Parameters.Which": "{Type: String}",
        f"{FIRST}.DependsOn": "[{ContainerName: init, Condition: START}]",
        SECOND: beside(Name="x").replace('"x"', "!Ref Which"),
    }
    assert said(tmp_path, "start", edits) == ("unknown", set())


def test_containers_that_wait_for_one_another_are_told_once(tmp_path: Path) -> None:
    edits = {
        f"{FIRST}.DependsOn": "[{ContainerName: b, Condition: START}]",
        SECOND: beside(Name="b", DependsOn=[{"ContainerName": "c", "Condition": "START"}]),
        THIRD: beside(Name="c", DependsOn=[{"ContainerName": "b", "Condition": "START"}]),
    }
    assert said(tmp_path, "start", edits) == ("no", {"ECS220"})


def test_two_that_wait_for_a_third_are_no_circle(tmp_path: Path) -> None:
    wait = [{"ContainerName": "c", "Condition": "START"}]
    edits = {
        f"{FIRST}.DependsOn": "[{ContainerName: b, Condition: START}, {ContainerName: c, Condition: START}]",
        SECOND: beside(Name="b", DependsOn=wait),
        THIRD: beside(Name="c"),
    }
    assert said(tmp_path, "start", edits) == ("yes", set())
