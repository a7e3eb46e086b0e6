"""What a template says to this program: the entries of ``Metadata: {ecs-proof: [...]}`` on a resource."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.stack.resource import Resource

KEY = "ecs-proof"


def remarks(resource: Resource) -> Iterator[dict[str, Any]]:
    """Each entry as a mapping; one that is not a mapping stands for the id of a rule."""
    metadata = resource.body.get("Metadata")
    written = metadata.get(KEY) if isinstance(metadata, dict) else None
    for entry in written if isinstance(written, list) else [] if written is None else [written]:
        yield entry if isinstance(entry, dict) else {"id": entry}
