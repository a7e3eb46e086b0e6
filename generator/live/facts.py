"""What was read of an account: entries of answers by the action that gives them, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Entry = Mapping[str, Any]


@dataclass
class Facts:
    """What an account answered.

    ``entries`` are the entries of all pages by action, as in ``ec2:DescribeSubnets``; what further calls tell of an
    entry stands in it under the name that AWS gives it there. ``unread`` says of an action why it gave nothing.
    ``called`` names by type and id what a stack calls a resource, as in ``Network/TaskSubnet1``.
    """

    region: str = ""
    account: str = ""
    partition: str = "aws"
    entries: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    called: dict[tuple[str, str], str] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)
    """What something names and the account does not have: by its id or name, what it would be."""

    def of(self, action: str) -> Sequence[dict[str, Any]]:
        """The entries that an action gave; none as well where it was refused."""
        return self.entries.get(action, ())

    def add(self, action: str, entries: Iterable[Mapping[str, Any]]) -> None:
        """Keep what an action gave."""
        self.entries.setdefault(action, []).extend(dict(entry) for entry in entries)

    def refused(self, *actions: str) -> str:
        """The first of these actions that could not be done, if any."""
        return next((action for action in actions if action in self.unread), "")
