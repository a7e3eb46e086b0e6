"""What a deployment is going to do, judged: everything that a person wants to see before saying yes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from generator.changes.change import Change
from generator.changes.loss import Loss, losses
from generator.changes.restarts import restarts
from generator.changes.widening import Widening, widenings


@dataclass(frozen=True)
class Plan:
    """The changes to a stack. ``kind`` is ``create`` or ``update``, ``change_set`` the id of what would be executed."""

    stack: str
    environment: str
    account: str
    region: str
    kind: str
    change_set: str
    changes: tuple[Change, ...]
    losses: tuple[Loss, ...]
    widenings: tuple[Widening, ...]
    restarts: tuple[Change, ...]

    @property
    def refused(self) -> tuple[Loss, ...]:
        """The losses that nobody allowed."""
        return tuple(each for each in self.losses if not each.allowed)


def plan(
    stack: str,
    environment: str,
    account: str,
    region: str,
    kind: str,
    change_set: str,
    changes: list[Change],
    allowed: Collection[str],
) -> Plan:
    """Judge the changes of a set. ``allowed`` holds the paths of what may be lost."""
    return Plan(
        stack, environment, account, region, kind, change_set,
        tuple(changes),
        tuple(losses(changes, allowed)),
        tuple(widenings(changes)),
        tuple(restarts(changes)),
    )  # fmt: skip
