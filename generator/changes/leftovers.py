"""What an operation leaves behind: what it could not delete, and what it was told to keep.

An update that succeeded may leave resources that it replaced or removed: CloudFormation tries three times to delete
each, then lets go of it and says UPDATE_COMPLETE (User Guide, "Troubleshooting CloudFormation", "Resource removed from
stack but not deleted"; github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/744; read 2026-11).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.changes.causes import Event
from generator.changes.change import STACK

# How a stack that let go of something ends all the same (github.com/serverless/serverless/issues/9144, read 2026-11).
_LEFT_BEHIND = "could not be deleted"


@dataclass(frozen=True)
class Left:
    """A resource that exists and belongs to no stack any more.

    ``why`` is the reason of the failure, or for what is ``kept`` as its policy asks, what is true of it.
    """

    path: tuple[str, ...]
    type: str
    id: str
    why: str
    kept: bool = False
    held_by: tuple[str, ...] = ()
    """Who holds it, in sentences, as far as that was looked at."""

    @property
    def name(self) -> str:
        """The path as people read it; that of the root is empty."""
        return "/".join(self.path)


def leftovers(events: Iterable[Event]) -> list[Left]:
    """What was to be deleted and still exists, by the last word on each, in the order in which it was said.

    A nested stack that could not be deleted stands for everything in it. ``events`` are those of the whole operation,
    oldest first.
    """
    last = _last(events)
    above = {event.physical_id: event.stack for event in last if event.type == STACK}
    failed = [event for event in last if event.status == "DELETE_FAILED"]
    stacks = {event.physical_id for event in failed if event.type == STACK}

    def outermost(event: Event) -> str:
        """The id of the outermost stack that is left and holds what an event is about; empty if none is."""
        left, stack = "", event.stack
        while stack:
            left = stack if stack in stacks else left
            stack = above.get(stack, "")
        return left

    return [
        Left(failure.path, failure.type, failure.physical_id, _why(failure, failed))
        for failure in failed
        if not outermost(failure)
    ]


def kept(events: Iterable[Event]) -> list[Left]:
    """What was not deleted because a policy says so: Retain, or RetainExceptOnCreate."""
    return [
        Left(event.path, event.type, event.physical_id, "stays: its policy keeps it", kept=True)
        for event in _last(events)
        if event.status == "DELETE_SKIPPED"
    ]


def reports_leftovers(reason: str) -> bool:
    """Whether a stack says of its end that something could not be deleted."""
    return _LEFT_BEHIND in reason


def _last(events: Iterable[Event]) -> list[Event]:
    """The last word on the deletion of each resource. A replaced one has the path of the one that replaces it."""
    last: dict[tuple[tuple[str, ...], str], Event] = {}
    for event in events:
        if event.path and event.status.startswith("DELETE_"):
            last[event.path, event.physical_id] = event
    return list(last.values())


def _why(event: Event, failed: list[Event]) -> str:
    inside = [failure for failure in failed if failure.stack == event.physical_id] if event.type == STACK else []
    told = [f"{failure.path[-1]}: {_why(failure, failed)}" for failure in inside]
    return "; ".join(told) or " ".join(event.reason.split()) or "CloudFormation does not say why"
