"""What a deployment is going to do, judged: everything that a person wants to see before saying yes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from generator.changes.change import Change
from generator.changes.interruption import Interruption
from generator.changes.loss import Loss, losses
from generator.changes.monthly import Monthly
from generator.changes.notices import Notice
from generator.changes.opening import Opening
from generator.changes.outages import Outage, outages
from generator.changes.providers import ProviderInUse, providers_in_use
from generator.changes.restarts import restarts
from generator.changes.taken import Taken, taken
from generator.changes.widening import Widening, widenings


@dataclass(frozen=True)
class Fault:
    """Something outside of the stack that would make the deployment fail, and what to do about it."""

    what: str
    hint: str


@dataclass(frozen=True)
class Plan:
    """The changes to a stack. ``kind`` is ``create`` or ``update``, ``change_set`` the id of what would be executed.

    ``faults`` was found before the change set was made. ``providers_in_use`` are warnings: they refuse nothing, and
    nor do ``notices``, what CloudFormation itself said of the set, and ``taken``, what cannot be created in it.
    """

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
    faults: tuple[Fault, ...] = ()
    providers_in_use: tuple[ProviderInUse, ...] = ()
    notices: tuple[Notice, ...] = ()
    taken: tuple[Taken, ...] = ()
    interruptions: tuple[Interruption, ...] = ()
    """What tasks are without while the update runs."""
    monthly: Monthly | None = None
    outages: tuple[Outage, ...] = ()
    openings: tuple[Opening, ...] = ()
    """Routes from the internet to tasks; what lets in more by itself is among the widenings."""

    @property
    def unallowed(self) -> tuple[Loss, ...]:
        """The losses that nobody allowed."""
        return tuple(loss for loss in self.losses if not loss.allowed)

    @property
    def refused(self) -> bool:
        """Whether it would not be executed as it stands."""
        return bool(self.unallowed or self.faults or any(each.refused for each in self.interruptions))


def plan(
    stack: str,
    environment: str,
    account: str,
    region: str,
    kind: str,
    change_set: str,
    changes: list[Change],
    allowed: Collection[str],
    faults: Collection[Fault] = (),
    notices: Collection[Notice] = (),
) -> Plan:
    """Judge the changes of a set. ``allowed`` holds the paths of what may be lost."""
    return Plan(
        stack, environment, account, region, kind, change_set,
        tuple(changes),
        tuple(losses(changes, allowed)),
        tuple(widenings(changes)),
        tuple(restarts(changes)),
        tuple(faults),
        tuple(providers_in_use(changes)),
        tuple(notices),
        tuple(taken(changes)),
        outages=tuple(outages(changes)),
    )  # fmt: skip
