"""Every fact of every file, and which of them nobody has looked up: what ``python -m generator facts`` shows."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from types import ModuleType
from typing import Any

import generator.awsdata as package
from generator.awsdata.load import Fact, Table, lines, read

_ABOUT_FACTS = frozenset({"iam_actions", "listing", "load"})
"""The modules that have none. Every other one has its ``TABLES``, and so is listed."""
_OF_ITSELF = frozenset(field.name for field in fields(Fact))


@dataclass(frozen=True)
class Listed:
    """One entry, where it stands, and what it says as it is written."""

    file: str
    """Below the package, as in ``images/servers.yaml``."""
    line: int
    section: str
    name: str
    fact: Fact
    says: Mapping[str, object]


@cache
def tables() -> tuple[Table[Any], ...]:
    """Every section of every file, sorted by file. Raises AttributeError for a module without ``TABLES``."""
    found = (table for topic in _topics() for table in topic.TABLES)
    return tuple(sorted(found, key=lambda table: table.file))


def _topics() -> Iterator[ModuleType]:
    for place in pkgutil.iter_modules(package.__path__):
        if place.name not in _ABOUT_FACTS:
            yield importlib.import_module(f"{package.__name__}.{place.name}")


def facts() -> Iterator[Listed]:
    """Go through all entries, file by file. Raises DataError."""
    for table in tables():
        line_of, written = lines(table.file), read(table.file)[table.section]
        for name, fact in table.entries.items():
            says = {key: value for key, value in written[name].items() if key not in _OF_ITSELF}
            yield Listed(table.file, line_of[table.section, name], table.section, name, fact, says)


def unverified() -> Iterator[Listed]:
    """Go through the entries that are known from memory or are somebody's judgement. Raises DataError."""
    return (entry for entry in facts() if entry.fact.confidence == "unverified")
