"""Attributes of load balancers and target groups: lists of keys and values."""

from __future__ import annotations

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.stack import Resource


def attributes_of(resource: Resource, name: str) -> list[tuple[str, str | None]]:
    """The keys that are known, with their values where those are known, in the order of the list."""
    indexes = [index for index, _ in items(resource.get(name))]
    keys = [literal(resource.get(name, index, "Key")) for index in indexes]
    values = [literal(resource.get(name, index, "Value")) for index in indexes]
    return [(key, value) for key, value in zip(keys, values, strict=True) if key is not None]
