"""Examples of checks with values moved into parameters: each is the Default of one, or has no value at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from generator.checks.check import Check
from generator.checks.examples import read, steps_of, write
from generator.text.short_forms import Tagged

NAME = "Moved"
Steps = tuple[str | int, ...]


def moved(check: Check, found: Iterable[Steps], default: bool = True) -> tuple[str, dict[str, str]]:
    """The rejected example, with the literal values that make it one in parameters, and those values by their names.

    They are the values that the edits write, and those at the places that were ``found``. Without a ``default``, the
    parameters have no value.
    """
    body = read(check.rejected)
    ways = [tuple(steps_of(place)) for place, value in check.bad.items() if value is not None]
    parameters: dict[str, Any] = {}
    values: dict[str, str] = {}
    for way in dict.fromkeys(leaf for place in (*ways, *found) for leaf in _leaves(body, place)):
        *above, last = way
        place, name = _at(body, above), f"{NAME}{len(values)}"
        parameters[name] = {"Type": "Number" if type(place[last]) is int else "String"}
        parameters[name] |= {"Default": place[last]} if default else {}
        values[name] = str(place[last]).lower() if type(place[last]) is bool else str(place[last])
        place[last] = Tagged("!Ref", name)
    if values:
        body.setdefault("Parameters", {}).update(parameters)
    return write(body), values


def _leaves(body: Any, way: Steps) -> Iterator[Steps]:
    """The ways to the literals at a place, where a function may stand: in the Properties of a resource."""
    place = _at(body, way)
    if isinstance(place, dict):
        for key in place:
            yield from _leaves(body, (*way, key))
    elif isinstance(place, list):
        for index in range(len(place)):
            yield from _leaves(body, (*way, index))
    elif type(place) in (str, int, bool) and (way[0], *way[2:3]) == ("Resources", "Properties"):
        yield way


def _at(body: Any, way: Iterable[str | int]) -> Any:
    place = body
    for step in way:
        if isinstance(place, dict):
            place = place.get(step)
        elif isinstance(place, list) and isinstance(step, int) and step < len(place):
            place = place[step]
        elif isinstance(place, list) and isinstance(step, int):
            place = place[-1]
        else:
            return None
    return place
