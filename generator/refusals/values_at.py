"""Values at the end of a way through a resource, lists on it gone through."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.stack import Mapping, Value


def values_at(value: Value, way: tuple[str, ...] | list[str]) -> Iterator[Value]:
    """The values at the end of a way; ``*`` is every item of a list, which the end of it is gone through as well."""
    if way and way[0] == "*":
        for _, inner in items(value):
            yield from values_at(inner, way[1:])
    elif way:
        yield from values_at(value.get(way[0]), way[1:]) if isinstance(value, Mapping) else ()
    else:
        listed = [inner for _, inner in items(value)]
        yield from listed or [value]
