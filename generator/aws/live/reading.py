"""Calls that only read: every page, and what was refused noted as not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.aws.cloud import Cloud
from generator.aws.evidence.asking import Asking, action_of
from generator.aws.live.actions import ACTIONS
from generator.live.facts import Facts

_TOKENS = (("NextToken", "NextToken"), ("nextToken", "nextToken"), ("NextMarker", "Marker"), ("Marker", "Marker"))
"""How an answer says that there is more, and how it is asked for: as these services do (botocore, 2026-11)."""


@dataclass
class Reading:
    """Asks, and keeps what is answered. Throttled calls are repeated by ``generator.aws.calls``."""

    cloud: Cloud
    facts: Facts
    asking: Asking = field(init=False)

    def __post_init__(self) -> None:
        self.asking = Asking(self.cloud)

    def one(self, service: str, operation: str, **arguments: Any) -> dict[str, Any] | None:
        """Ask once; None where that was refused, or where there is no such thing."""
        action = self.action(service, operation)
        assert action in ACTIONS, f"{action} is not in the policy"
        answer = self.asking.ask(service, operation, **arguments)
        if gap := self.asking.gaps.get(action):
            self.facts.unread[action] = gap.why
        return answer

    def all(self, service: str, operation: str, key: str, **arguments: Any) -> list[dict[str, Any]]:
        """The entries of every page."""
        found: list[dict[str, Any]] = []
        more: dict[str, str] = {}
        while True:
            answer = self.one(service, operation, **arguments, **more)
            if answer is None:
                return found
            found += answer.get(key) or ()
            token = next(({to: answer[name]} for name, to in _TOKENS if answer.get(name)), {})
            if not token or token == more:  # EFS repeats the marker that it was given
                return found
            more = token

    def keep(self, service: str, operation: str, key: str, **arguments: Any) -> list[dict[str, Any]]:
        """Keep the entries of every page as facts, and give them."""
        found = self.all(service, operation, key, **arguments)
        self.facts.add(self.action(service, operation), found)
        return found

    def action(self, service: str, operation: str) -> str:
        """The action that a call takes."""
        return action_of(self.cloud.client(service), service, operation)

    def refused(self, service: str, operation: str) -> bool:
        """Whether the call was refused before."""
        return self.action(service, operation) in self.facts.unread


def batches(ids: Iterable[str], size: int) -> Iterator[Sequence[str]]:
    """Split ids, each once, into as many as one call takes."""
    known = list(dict.fromkeys(ids))
    for start in range(0, len(known), size):
        yield known[start : start + size]
