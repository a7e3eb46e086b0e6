"""What a template says to this program: the entries of ``Metadata: {ecs-proof: [...]}`` on a resource."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.stack.resource import Resource

KEY = "ecs-proof"


def remarks(resource: Resource) -> Iterator[dict[str, Any]]:
    """Each entry as a mapping; one that is not a mapping stands for the id of a rule."""
    metadata = resource.body.get("Metadata")
    given = metadata.get(KEY) if isinstance(metadata, dict) else None
    for each in given if isinstance(given, list) else [] if given is None else [given]:
        yield each if isinstance(each, dict) else {"id": each}
