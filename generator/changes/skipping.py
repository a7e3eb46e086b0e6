"""What a rollback that is stuck can go on without."""

from __future__ import annotations

from collections.abc import Iterable

from generator.changes.causes import Event, consequence
from generator.changes.change import STACK


def skippable(events: Iterable[Event]) -> list[str]:
    """What ContinueUpdateRollback takes for ResourcesToSkip: what failed in the rollback, and still does.

    What failed in the update, or was cancelled, is refused there; what was rolled back by now needs it no more. A
    resource of a nested stack goes by the stack's own name, not its logical id. Source: API reference of
    ContinueUpdateRollback, read 2026-11. ``events`` are those of the whole operation, oldest first.
    """
    told = list(events)
    seen = any(event.status == "UPDATE_ROLLBACK_IN_PROGRESS" for event in told)
    last = {(event.stack, event.path): event for event in told if event.path and event.type != STACK}
    failed = [
        event
        for event in last.values()
        if event.status == "UPDATE_FAILED" and not consequence(event) and (event.rollback or not seen)
    ]
    return sorted(_named(event) for event in failed)


def _named(event: Event) -> str:
    stack = event.stack.partition(":stack/")[2].partition("/")[0]
    return event.path[-1] if len(event.path) == 1 else f"{stack}.{event.path[-1]}"
