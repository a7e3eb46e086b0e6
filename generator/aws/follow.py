"""The events of a running operation, of the root and of every nested stack, as they come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from generator.aws.cloud import Cloud
from generator.aws.events import BEGINNINGS, events
from generator.aws.stacks import Stack, find
from generator.changes.causes import Event
from generator.changes.change import STACK

# Where a nested stack waits that has succeeded, until its root knows whether all others have.
_WAITS = "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"


@dataclass
class _Stream:
    """The events of one stack: how far they have been read, and whether more are to come.

    ``told`` is whether its parent says that it is at work, ``status`` what it says itself, as far as that was read. A
    parent is done with a nested stack before that has cleaned up.
    """

    stack: str
    path: tuple[str, ...]
    last: str = ""
    told: bool = True
    status: str = ""

    @property
    def at_work(self) -> bool:
        """Whether it says itself that it is not done."""
        return self.status.endswith("_IN_PROGRESS") and self.status != "REVIEW_IN_PROGRESS"


class Follower:
    """Reads what is new of one operation on the root stack ``stack_id``.

    ``after`` is the id of the last event before the operation began; empty, and the operation that began last is meant.
    """

    def __init__(self, cloud: Cloud, stack_id: str, after: str = "") -> None:
        self._cloud = cloud
        self._root = stack_id
        self._streams = {stack_id: _Stream(stack_id, (), after)}
        self._began: datetime | None = None
        self._unsaid: list[Event] = []

    def look(self) -> tuple[list[Event], Stack | None]:
        """The events since the last look, oldest first, and the stack as it stood before them.

        Raises what :func:`~generator.aws.calls.ask` raises. The operation goes on all the same, and the next look gives
        what this one could not.
        """
        stack = find(self._cloud, self._root)
        return self.news(), stack

    def news(self) -> list[Event]:
        """The events since the last look, oldest first."""
        read: set[str] = set()
        while pending := [
            stream for stream in self._streams.values() if self._speaks(stream) and stream.stack not in read
        ]:
            self._unsaid += self._read(pending[0])
            read.add(pending[0].stack)
        news, self._unsaid = sorted(self._unsaid, key=lambda event: event.time), []
        for event in news:
            if event.physical_id != self._root and event.physical_id in self._streams:
                self._streams[event.physical_id].told = event.status.endswith("_IN_PROGRESS")
        return news

    def cleaning(self, *, ask_them: bool = False) -> list[str]:
        """Name the nested stacks that still delete what is old, by their paths.

        ``ask_them`` believes their status instead of their events, which may be incomplete.
        """
        streams = [stream for stream in self._streams.values() if stream.stack != self._root and stream.at_work]
        if ask_them:
            for stream in streams:
                stack = find(self._cloud, stream.stack)
                stream.status = stack.status if stack else "DELETE_COMPLETE"
        return ["/".join(stream.path) for stream in streams if stream.at_work]

    def _speaks(self, stream: _Stream) -> bool:
        """Whether there may be something new of a stack. One that waits for its root has nothing to say."""
        if stream.stack == self._root or stream.told:
            return True
        return stream.at_work and (stream.status != _WAITS or self._streams[self._root].status != "UPDATE_IN_PROGRESS")

    def _read(self, stream: _Stream) -> list[Event]:
        unread: list[Event] = []
        for event in events(self._cloud, stream.stack, stream.path):
            if event.id == stream.last or (self._began and not stream.last and event.time < self._began):
                break
            unread.append(event)
            if self._began is None and not stream.last and not event.path and event.status in BEGINNINGS:
                break
        if not unread:
            return []
        stream.last = unread[0].id
        self._began = self._began or unread[-1].time
        told = []
        for event in reversed(unread):
            if event.path == stream.path:
                stream.status = event.status
            elif event.type == STACK and event.physical_id:
                self._streams.setdefault(event.physical_id, _Stream(event.physical_id, event.path)).told = True
            told.append(replace(event, rollback="ROLLBACK" in stream.status))
        # What a nested stack says of itself, its parent says as well.
        return [event for event in told if event.path != stream.path or stream.stack == self._root]


def last_events(cloud: Cloud, stack_id: str) -> list[Event]:
    """The events of the operation that ran last, of the root and of nested stacks, oldest first."""
    return Follower(cloud, stack_id).news()
