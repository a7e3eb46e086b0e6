"""What a change does to the bill."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.cost.estimate import Estimate
from generator.cost.item import Item


@dataclass(frozen=True)
class Changed:
    """One resource that costs something else than before: US dollars a month, 0 where it is not there."""

    resource: str
    old: float
    new: float
    unknown: str = ""
    """What of it is not known, before or after; then the amounts are at least these."""

    @property
    def more(self) -> float:
        """What it costs more; negative where it costs less."""
        return self.new - self.old


@dataclass(frozen=True)
class Difference:
    """Two estimates, and the resources that make the difference, the dearest change first."""

    old: float
    new: float
    resources: tuple[Changed, ...]

    @property
    def more(self) -> float:
        """What all of it costs more a month, in US dollars; negative where it costs less."""
        return self.new - self.old


def monthly_difference(old: Estimate, new: Estimate) -> Difference:
    """Compare two estimates of one stack, made at the same prices and with the same use."""
    paths = dict.fromkeys(item.resource for item in (*old.items, *new.items))
    changed = sorted(_changes(old, new, paths), key=lambda each: (-abs(each.more), each.resource))
    return Difference(old.monthly, new.monthly, tuple(changed))


def _changes(old: Estimate, new: Estimate, paths: dict[str, None]) -> Iterator[Changed]:
    for path in paths:
        before, after = ([item for item in one.items if item.resource == path] for one in (old, new))
        was, is_ = _sum(before), _sum(after)
        unknown = dict.fromkeys(item.unknown for item in (*before, *after) if item.unknown)
        differs = round(was - is_, 6) != 0 or {i.unknown for i in before} != {i.unknown for i in after}
        if differs:
            yield Changed(path, was, is_, "; ".join(unknown))


def _sum(items: list[Item]) -> float:
    return sum(item.monthly or 0 for item in items)
