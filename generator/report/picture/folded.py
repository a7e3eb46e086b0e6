"""Long tables of the page: folded away, so that what stands below them is found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

MOST = 30
"""So many rows stand in the open."""


def folding(count: int, what: str, lines: Iterable[str]) -> Iterator[str]:
    """Write a table as it is, or behind a line that counts its rows."""
    if count <= MOST:
        yield from lines
        return
    yield f"<details><summary>{count} {escape(what)}</summary>"
    yield from lines
    yield "</details>"
