"""How ECS replaces the tasks of a service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.awsdata.load import Fact, Table


@dataclass(frozen=True, kw_only=True)
class Share(Fact):
    """A percentage of the desired tasks, and how ECS makes a number of tasks of it."""

    default: int
    rounds: Literal["up", "down"]

    def tasks(self, desired: int, percent: int) -> int:
        """How many tasks a percentage of those that are desired comes to."""
        return -(-desired * percent // 100) if self.rounds == "up" else desired * percent // 100


_SHARES = Table("deployments.yaml", "shares", Share)
TABLES = (_SHARES,)


def minimum_healthy() -> Share:
    """The share of the tasks that a rolling deployment keeps running."""
    return _SHARES.entries["minimum_healthy_percent"]


def maximum() -> Share:
    """The share of the tasks that may run during a rolling deployment, the old and the new ones counted."""
    return _SHARES.entries["maximum_percent"]


def stuck(desired: int, minimum_healthy_percent: int, maximum_percent: int) -> bool:
    """Tell whether a rolling deployment can replace no task: none may stop first, and none may start beside the others.

    Source of the rounding: ECS Developer Guide, "Service event messages", read 2026-11.
    """
    none_may_stop = minimum_healthy().tasks(desired, minimum_healthy_percent) >= desired
    none_may_start = maximum().tasks(desired, maximum_percent) <= desired
    return none_may_stop and none_may_start
