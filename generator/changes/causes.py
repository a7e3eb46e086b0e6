"""The first cause of a failure, out of all the events that follow from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from generator.changes.change import STACK


@dataclass(frozen=True)
class Event:
    """One event of a resource, in the root or in a nested stack.

    ``path`` leads from the root to the resource by logical ids; it is empty for the root stack itself. ``stack`` is the
    id of the stack that tells it, ``token`` the ClientRequestToken of the operation that it belongs to, ``rollback``
    whether that stack was being rolled back then.
    """

    id: str
    time: datetime
    path: tuple[str, ...]
    type: str
    status: str
    reason: str = ""
    stack: str = ""
    physical_id: str = ""
    token: str = ""
    rollback: bool = False

    @property
    def failed(self) -> bool:
        """Whether the resource failed, for whatever reason."""
        return self.status.endswith("_FAILED")

    @property
    def name(self) -> str:
        """The path as people read it: ``Database/Instance``."""
        return "/".join(self.path)


# What CloudFormation says of a resource that failed only because another did; texts as in its events, read 2026-11.
_CONSEQUENCES = (
    "cancelled",
    "embedded stack",
    "the following resource(s) failed",
    "nested stack",
)


def consequence(event: Event) -> bool:
    """Whether a failed resource failed only because another one did."""
    reason = event.reason.lower()
    return (not reason and event.type == STACK) or any(words in reason for words in _CONSEQUENCES)


def causes(events: Iterable[Event]) -> list[Event]:
    """The resources that failed by themselves, earliest first and each once.

    When every failure follows from another one, the earliest of them is all there is to show.
    """
    failures = sorted((event for event in events if event.failed), key=lambda event: event.time)
    own: dict[tuple[str, ...], Event] = {}
    for failure in failures:
        if not consequence(failure):
            own.setdefault(failure.path, failure)
    return list(own.values()) or failures[:1]
