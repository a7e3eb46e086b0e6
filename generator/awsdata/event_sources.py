"""Sources of AWS's own events, and what the events of some of them are called."""

from __future__ import annotations

from functools import cache

from generator.awsdata.load import Table, Words

_SOURCES = Table("event_sources.yaml", "sources", Words)
_TYPES = Table("event_sources.yaml", "detail_types", Words)
TABLES = (_SOURCES, _TYPES)


@cache
def sources() -> frozenset[str]:
    """Everything that ``source`` can be in an event of AWS: ``aws.s3``."""
    return frozenset(f"aws.{name}" for name in _SOURCES.entries["names"].words)


def detail_types(source: str) -> tuple[str, ...]:
    """What the events of a source are called that it sends itself; empty where that is not on record."""
    known = _TYPES.entries.get(source)
    return known.words if known else ()
