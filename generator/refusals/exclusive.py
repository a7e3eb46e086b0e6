"""Properties of which a resource takes one."""

from __future__ import annotations

from collections.abc import Iterator

from generator.stack import Absent, Choice, Resource, Unknown


def exclusive(resource: Resource, *names: str) -> Iterator[str]:
    """Say which of these properties stand there together; those that may be absent are left out."""
    written = [name for name in names if not isinstance(resource.get(name), Absent | Choice | Unknown)]
    if len(written) > 1:
        yield f"{resource} has {' and '.join(written)}, of which one is taken"
