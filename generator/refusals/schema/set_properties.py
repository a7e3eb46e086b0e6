"""The properties that a resource sets, each at the depth at which the registry schema of its type ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.refusals.schema.registry_schemas import referred, schema
from generator.stack import Absent, Choice, Listing, Mapping, Resource, Value

_DEEPEST = 14
_ALTERNATIVES = ("allOf", "anyOf", "oneOf")


Part = dict[str, Any]
"""What a schema says of one property."""


def set_properties(resource: Resource) -> Iterator[tuple[str, Value, Part]]:
    """Each property with its way, such as ``Volumes.Name``, and its part of the schema.

    Lists and open conditions are gone through. What is a document of its own, a policy for one, is one property.
    Nothing of a type that has no schema.
    """
    known = schema(resource.type)
    if known:
        yield from _below(known, known, resource.get(), "", 0)


def _below(root: Part, part: Part, value: Value, way: str, depth: int) -> Iterator[tuple[str, Value, Part]]:
    part = referred(root, part)
    match value:
        case Absent() | Listing(()):
            return
        case Choice():
            yield from _below(root, part, value.yes, way, depth)
            yield from _below(root, part, value.no, way, depth)
        case Listing(items):
            for item in items:
                yield from _below(root, part.get("items", {}), item, way, depth + 1)
        case Mapping() if depth < _DEEPEST and (inner := _inner(root, part)):
            for name, below in value.entries:
                if name in inner:
                    yield from _below(root, inner[name], below, f"{way}.{name}" if way else name, depth + 1)
        case _:
            if way:
                yield way, value, part


def _inner(root: Part, part: Part) -> dict[str, Part]:
    """What a mapping may hold; CloudFormation makes a list of one of a mapping where a list is taken."""
    found = dict(part.get("properties", {}))
    for key in _ALTERNATIVES:
        for either in part.get(key, ()):
            found = referred(root, either).get("properties", {}) | found
    return found or (_inner(root, referred(root, part["items"])) if "items" in part else {})
