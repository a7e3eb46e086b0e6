"""What properties of one resource may be beside each other, for the service behind its type to create it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from generator.awsdata.load import Fact, Table


@dataclass(frozen=True, kw_only=True)
class Together(Fact):
    """A demand on properties that stand together; its name holds the type, and what is to be said of a resource.

    ``when``, ``unless`` and ``lacks`` say of which resources something is demanded, the rest what; where nothing is,
    there is none of them that is taken. Ways lead from ``at``, and from Properties where there is none; ``*`` is every
    item of a list.
    """

    at: str = ""
    """The way to the mapping that is looked at; each of them by itself."""
    when: Mapping[str, list[str]] = field(default_factory=dict)
    """Properties that are there, with one of these values if any are listed."""
    unless: Mapping[str, list[str]] = field(default_factory=dict)
    """Properties that have none of these values; one that is not there has none."""
    lacks: tuple[str, ...] = ()
    """Properties that are not there."""
    needs: tuple[str, ...] = ()
    """Properties of which one has to be there."""
    without: tuple[str, ...] = ()
    """Properties that must not be there; an empty list and false are as good as nothing."""
    at_most_one: tuple[str, ...] = ()
    """Properties of which one may be there."""
    values: Mapping[str, list[str]] = field(default_factory=dict)
    """What properties may be, if they are there."""
    patterns: Mapping[str, str] = field(default_factory=dict)
    """What texts look like, if they are there."""
    ordered: tuple[str, ...] = ()
    """Two properties of which the second is no smaller number."""
    counts: Mapping[str, list[int]] = field(default_factory=dict)
    """How many items lists have, at least and at most."""
    distinct: tuple[str, ...] = ()
    """Ways at whose ends no text stands twice."""
    single: tuple[str, ...] = ()
    """Ways of which one end at most is neither 0, false nor nothing."""


_TOGETHER = Table("settings.yaml", "together", Together)
TABLES = (_TOGETHER,)


@cache
def settings_together() -> Mapping[str, tuple[tuple[str, Together], ...]]:
    """By type of resource: what is to be said, and of which properties."""
    by_type: dict[str, tuple[tuple[str, Together], ...]] = {}
    for name, known in _TOGETHER.entries.items():
        kind, _, says = name.partition(" ")
        by_type[kind] = (*by_type.get(kind, ()), (says, known))
    return by_type
