"""What AWS demands of a resource and CloudFormation's schema does not say: without it the creation is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from generator.awsdata.load import Fact, Table

EACH = "*"
"""A step that leads to every item of a list."""


@dataclass(frozen=True)
class Beside:
    """A property that has to be there, with one of some values; with any, if none are listed."""

    property: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Demand:
    """One of some properties has to be there, at a place below a resource of a type.

    ``unless`` are properties beside them that make it needless. Without what ``only_with`` names there is no demand.
    """

    type: str
    place: tuple[str, ...]
    """Steps from Properties; empty for the properties of the resource itself."""
    one_of: tuple[str, ...]
    unless: tuple[str, ...]
    only_with: Beside | None


@dataclass(frozen=True, kw_only=True)
class _Entry(Fact):
    """A demand as it is written: its name holds the type and the way to the property."""

    alternatives: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    only_with: Beside | None = None


_DEMANDS = Table("demands.yaml", "demands", _Entry)
TABLES = (_DEMANDS,)


@cache
def demands() -> Mapping[str, tuple[Demand, ...]]:
    """The demands on each type of resource, in the order of the file."""
    by_type: dict[str, list[Demand]] = {}
    for name, entry in _DEMANDS.entries.items():
        kind, _, way = name.partition(" ")
        *place, wanted = way.split(".")
        demand = Demand(kind, tuple(place), (wanted, *entry.alternatives), entry.unless, entry.only_with)
        by_type.setdefault(kind, []).append(demand)
    return {kind: tuple(some) for kind, some in by_type.items()}
