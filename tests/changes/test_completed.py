"""A change set that was read twice, because the reading with property values did not tell all."""

from __future__ import annotations

from typing import Any

import pytest

from generator.changes.change import Described, flatten
from generator.changes.completed import completed


def entry(name: str, *details: dict[str, Any], **more: Any) -> dict[str, Any]:
    change = {"LogicalResourceId": name, "ResourceType": "AWS::X::Y", "Action": "Modify", "Details": list(details)}
    return {"Type": "Resource", "ResourceChange": {**change, **more}}


def detail(name: str, **target: str) -> dict[str, Any]:
    return {"Target": {"Attribute": "Properties", "Name": name, **target}, "Evaluation": "Static"}


def seen(valued: list[Any], plain: list[Any]) -> dict[str, tuple[str, list[tuple[str, str | None]]]]:
    changes = flatten(Described(completed(valued, plain)))
    return {each.name: (each.action, [(one.path, one.after) for one in each.differences]) for each in changes}


def test_a_resource_that_was_left_out_is_there() -> None:
    found = seen([entry("A", detail("P", AfterValue="2"))], [entry("A", detail("P")), entry("B", detail("Q"))])
    assert found == {"A": ("modify", [("P", "2")]), "B": ("modify", [("Q", None)])}


def test_a_property_that_was_left_out_is_there_and_none_twice() -> None:
    found = seen([entry("A", detail("P", AfterValue="2"))], [entry("A", detail("P"), detail("Q"))])
    assert found == {"A": ("modify", [("P", "2"), ("Q", None)])}


@pytest.mark.parametrize(("one", "other"), [("False", "True"), ("True", "False"), ("True", "True")])
def test_the_graver_replacement_counts(one: str, other: str) -> None:
    found = seen([entry("A", detail("P"), Replacement=one)], [entry("A", detail("P"), Replacement=other)])
    assert found["A"][0] == "replace"


def test_what_only_the_reading_with_values_has_stays() -> None:
    assert set(seen([entry("A"), entry("B")], [entry("A")])) == {"A", "B"}
