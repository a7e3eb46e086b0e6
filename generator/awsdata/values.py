"""What a property may be, where CloudFormation passes any text on and the service behind it refuses some."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from generator.awsdata.demands import Beside
from generator.awsdata.load import Fact, Table


@dataclass(frozen=True, kw_only=True)
class Accepted(Fact):
    """What is accepted: one of some words, a number within bounds, a text of some shape, or nothing at all."""

    words: tuple[str, ...] = ()
    newer: str = ""
    """A pattern of words that are not listed, and that may have come since: whether they are accepted is not known."""
    least: int | None = None
    most: int | None = None
    pattern: str = ""
    says: str = ""
    """What fits the pattern, for people."""
    absent: bool = False
    """Whether the property must not be there; an empty list and false are as good as nothing."""
    unless: Beside | None = None
    """A property of the resource that makes anything acceptable, with one of these values."""

    only_with: Beside | None = None
    """A property of the resource without one of whose values nothing is acceptable."""

    @property
    def for_people(self) -> str:
        """Say what is accepted."""
        if self.absent:
            return "nothing"
        if self.says:
            return self.says
        if self.words:
            return ", ".join(self.words)
        return f"{self.least} to {self.most}" if self.most is not None else f"{self.least} or more"

    def fits(self, text: str) -> bool | None:
        """Tell whether a value is accepted; None where it may be one that has come since."""
        if self.absent:
            return text.lower() == "false"
        if self.words:
            known = text in self.words or (self._of_flags and text.lower() in self.words)
            return True if known else None if self.newer and re.fullmatch(self.newer, text) else False
        if self.pattern:
            return bool(re.fullmatch(self.pattern, text, re.ASCII | re.DOTALL))
        if not re.fullmatch(r"[+-]?\d{1,18}(\.0+)?", text.strip(), re.ASCII):
            return False
        number = int(float(text))
        return (self.least is None or number >= self.least) and (self.most is None or number <= self.most)

    @property
    def _of_flags(self) -> bool:
        return set(self.words) <= {"true", "false"}


_VALUES, _FARGATE, _ATTRIBUTES = (Table("values.yaml", name, Accepted) for name in ("values", "fargate", "attributes"))
TABLES = (_VALUES, _FARGATE, _ATTRIBUTES)
Ways = Mapping[str, tuple[tuple[tuple[str, ...], Accepted], ...]]
"""By type of resource: the ways to properties, lists on them gone through, and what is accepted there."""


@cache
def accepted() -> Ways:
    """What is accepted anywhere."""
    return by_type(_VALUES.entries)


@cache
def accepted_on_fargate() -> Ways:
    """What Fargate accepts in addition."""
    return by_type(_FARGATE.entries)


@cache
def attributes() -> Mapping[str, Mapping[str, Accepted]]:
    """What is accepted as the value of an attribute, by type of resource and key."""
    return {kind: {".".join(way): known for way, known in ways} for kind, ways in by_type(_ATTRIBUTES.entries).items()}


def by_type(entries: Mapping[str, Accepted]) -> Ways:
    """Sort entries that are named by a type, a space and a way to a property."""
    sorted_by: dict[str, tuple[tuple[tuple[str, ...], Accepted], ...]] = {}
    for name, known in entries.items():
        kind, _, way = name.partition(" ")
        sorted_by[kind] = (*sorted_by.get(kind, ()), (tuple(way.split(".")), known))
    return sorted_by
