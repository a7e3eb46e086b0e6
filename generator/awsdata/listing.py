"""Every fact of every file, and which of them nobody has looked up: what ``python -m generator facts`` shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from generator.awsdata import (
    certificate_authorities,
    commands,
    databases,
    demands,
    deployments,
    ecr,
    edge,
    fargate,
    health_checks,
    images,
    limits,
    managed_policies,
    packages,
    placeholders,
    regions,
    resources,
    services,
    tmpfs,
    unreachable,
)
from generator.awsdata.load import Fact, Table, lines, read

_TOPICS = (
    certificate_authorities,
    commands,
    databases,
    demands,
    deployments,
    ecr,
    edge,
    fargate,
    health_checks,
    images,
    limits,
    managed_policies,
    packages,
    placeholders,
    regions,
    resources,
    services,
    tmpfs,
    unreachable,
)
TABLES: tuple[Table[Any], ...] = tuple(table for topic in _TOPICS for table in topic.TABLES)
"""Every section of every file. A section that no table reads fails a test."""

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


def facts() -> Iterator[Listed]:
    """Go through all entries, file by file. Raises DataError."""
    for table in sorted(TABLES, key=lambda table: table.file):
        line_of, written = lines(table.file), read(table.file)[table.section]
        for name, fact in table.entries.items():
            says = {key: value for key, value in written[name].items() if key not in _OF_ITSELF}
            yield Listed(table.file, line_of[table.section, name], table.section, name, fact, says)


def unverified() -> Iterator[Listed]:
    """Go through the entries that are known from memory or are somebody's judgement. Raises DataError."""
    return (entry for entry in facts() if entry.fact.confidence == "unverified")
