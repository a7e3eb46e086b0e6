"""The first cause of a failure, out of all the events that follow from it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from generator.changes.change import STACK

_ASKED = re.compile(r"rollback requested by user|user initiated", re.I)
"""Why a stack is rolled back, where nothing else is the matter."""


@dataclass(frozen=True)
class Hook:
    """What a hook of CloudFormation said of a resource before it was made or changed.

    ``status`` is such as HOOK_COMPLETE_FAILED, and ``mode`` what a failure does: FAIL, or WARN, which lets the
    operation go on (CloudFormation API reference, StackEvent and HookResultSummary, read 2026-11).
    """

    name: str
    status: str = ""
    reason: str = ""
    mode: str = ""

    @property
    def failed(self) -> bool:
        """Whether it did not pass, whatever comes of that."""
        return self.status in ("HOOK_COMPLETE_FAILED", "HOOK_FAILED")

    @property
    def refuses(self) -> bool:
        """Whether the operation fails by it."""
        return self.failed and self.mode != "WARN"

    @property
    def told(self) -> str:
        """What it said, in one sentence."""
        return f"hook {self.name} {'failed' if self.refuses else 'warns'}: {self.reason or self.status}"


@dataclass(frozen=True)
class Event:
    """One event of a resource, in the root or in a nested stack.

    ``path`` leads from the root to the resource by logical ids; it is empty for the root stack itself. ``stack`` is the
    id of the stack that tells it, ``token`` the ClientRequestToken of the operation that it belongs to, ``rollback``
    whether that stack was being rolled back then. ``hook`` is set where the event is what a hook said of the resource,
    whose own status then is that of before.
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
    hook: Hook | None = None

    @property
    def failed(self) -> bool:
        """Whether the resource failed, for whatever reason."""
        return self.status.endswith("_FAILED")

    @property
    def refused(self) -> bool:
        """Whether a hook refused the resource."""
        return self.hook is not None and self.hook.refuses

    @property
    def warned(self) -> bool:
        """Whether a hook only warns of the resource."""
        return self.hook is not None and self.hook.failed and not self.hook.refuses

    @property
    def why(self) -> str:
        """Why it failed: what a hook said of it, else the reason of its status."""
        return self.hook.told if self.hook and self.hook.failed else self.reason

    @property
    def turned_back(self) -> bool:
        """Whether a stack says here why it is rolled back, which is more than that a resource failed or somebody asked.

        Exports in use or missing are told so, of the root, and of no resource.
        """
        own = _ASKED.sub("", self.reason).strip(" .")
        return self.type == STACK and self.status.endswith("ROLLBACK_IN_PROGRESS") and bool(own)

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
    if event.refused:
        return False
    reason = event.reason.lower()
    return (not reason and event.type == STACK) or any(words in reason for words in _CONSEQUENCES)


def causes(events: Iterable[Event]) -> list[Event]:
    """The resources that failed by themselves, or that a hook refused, earliest first and each once.

    When every failure follows from another one, the earliest of them is all there is to show.
    """
    told = [event for event in events if event.failed or event.refused or event.turned_back]
    failures = sorted(told, key=lambda event: event.time)
    own: dict[tuple[str, ...], Event] = {}
    for failure in failures:
        if not consequence(failure):
            own.setdefault(failure.path, failure)
    return list(own.values()) or failures[:1]
