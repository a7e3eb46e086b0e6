"""The tags that a resource is written with: a stack adds others, so that what is not written is not known."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.stack import Literal, Mapping, Resource, Value


def tags_of(resource: Resource) -> Iterator[tuple[str, Value]]:
    """Each key that is written out, with its value: of a list of pairs, or of a mapping.

    Source: CloudFormation User Guide, "Resource tags" (stack-level tags are copied to resources); from memory, 2026-11.
    """
    written = resource.get("Tags")
    if isinstance(written, Mapping):
        yield from written.entries
    for index, _ in items(written):
        key = resource.get("Tags", index, "Key")
        if isinstance(key, Literal):
            yield key.text, resource.get("Tags", index, "Value")
