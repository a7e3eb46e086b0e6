"""Where a running deployment stands: every resource's last event, and what is being waited for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from generator.changes.causes import Event, causes


@dataclass
class Item:
    """A resource on its way. ``since`` is when its present work began."""

    path: tuple[str, ...]
    type: str
    status: str
    since: datetime
    until: datetime | None = None
    reason: str = ""

    @property
    def running(self) -> bool:
        """Whether CloudFormation is at it."""
        return self.status.endswith("_IN_PROGRESS")

    @property
    def name(self) -> str:
        """The path as people read it."""
        return "/".join(self.path)


@dataclass
class Progress:
    """Everything that has been heard of so far, by path; the root's own path is empty."""

    items: dict[tuple[str, ...], Item] = field(default_factory=dict)
    began: datetime | None = None
    """When the first of it happened."""
    _bad: list[Event] = field(default_factory=list)

    def apply(self, events: Iterable[Event]) -> None:
        """Take in new events, oldest first."""
        for event in events:
            self.began = self.began or event.time
            if event.failed or event.refused or event.turned_back:
                self._bad.append(event)
            known = self.items.get(event.path)
            if known is None or (event.status.endswith("_IN_PROGRESS") and _verb(known.status) != _verb(event.status)):
                known = Item(event.path, event.type, event.status, event.time)
                self.items[event.path] = known
            known.status, known.type = event.status, event.type
            known.reason = event.reason or known.reason
            known.until = None if known.running else event.time

    def waiting_for(self) -> list[Item]:
        """The resources that are worked on now, longest first: those that no other one stands in for."""
        running = [item for item in self.items.values() if item.running]
        inner = {item.path[:length] for item in running for length in range(len(item.path))}
        return sorted((item for item in running if item.path not in inner), key=lambda item: item.since)

    def undoes(self, item: Item) -> bool:
        """Whether what became of a resource last belongs to a rollback of the root."""
        root = self.items.get(())
        return root is not None and "ROLLBACK" in root.status and (item.until is None or item.until >= root.since)

    def causes(self) -> list[Event]:
        """What failed by itself, earliest first; it stays when what failed is deleted again."""
        return causes(self._bad)

    def count(self) -> tuple[int, int]:
        """How many resources are made as they should be, of how many that have been heard of. Stacks count too."""
        items = [item for item in self.items.values() if item.path]
        return sum(item.status.endswith("_COMPLETE") for item in items), len(items)


def _verb(status: str) -> str:
    """The work that a status belongs to: CREATE, UPDATE, UPDATE_ROLLBACK, DELETE, ..."""
    for ending in ("_IN_PROGRESS", "_COMPLETE", "_FAILED"):
        status = status.removesuffix(ending)
    return status.removesuffix("_COMPLETE_CLEANUP").removesuffix("_CLEANUP")
