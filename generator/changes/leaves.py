"""Two values compared down to the texts and numbers that differ, for change sets that name a property and no more."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

Leaf = tuple[str, str | None, str | None]
_NOTHING = object()


def leaves(path: str, before: Any, after: Any) -> list[Leaf]:
    """What differs between two values: a path with what was and will be, None for nothing.

    A policy stays whole: one statement says little without the others.
    """
    return list(_leaves(path, before, after))


def _leaves(path: str, before: Any, after: Any) -> Iterator[Leaf]:
    if before == after:
        return
    pairs: dict[str, tuple[Any, Any]] = {}
    if isinstance(before, dict) and isinstance(after, dict) and "Statement" not in {*before, *after}:
        pairs = {key: (before.get(key, _NOTHING), after.get(key, _NOTHING)) for key in {**before, **after}}
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = {str(place): pair for place, pair in enumerate(zip(before, after, strict=True))}
    for key, (was, will) in pairs.items():
        yield from _leaves(f"{path}.{key}", was, will)
    if not pairs:
        yield path, _text(before), _text(after)


def _text(value: Any) -> str | None:
    if value is _NOTHING or value is None:
        return None
    return value if isinstance(value, str) else json.dumps(value)
