"""What may bear a fixed name only once, so that a second of that name is not created."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.awsdata.load import Fact, Table


@dataclass(frozen=True, kw_only=True)
class Naming(Fact):
    """How resources of a type are named: by which property, within what, and whether case counts."""

    name: str
    within: str = ""
    """The property that names what a name has to be unique in; empty for an account and region."""
    alike: bool = False
    """Whether names that differ only in case are the same."""


_NAMES = Table("taken_names.yaml", "names", Naming)
TABLES = (_NAMES,)


def namings() -> Mapping[str, Naming]:
    """Every type whose names may be taken."""
    return _NAMES.entries
