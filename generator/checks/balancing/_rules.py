"""How checks word which rules of a listener take the requests of another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.ecs.balancing.listener_rules import ListenerRule

CHANGE = "Priority of {resource}: less than {bound}"
"""What makes a rule come before its takers."""


def words(takers: Sequence[ListenerRule]) -> dict[str, Any]:
    """Fields of messages: ``{takers} {take} every request``, ``{first}``, ``{lowest}`` and ``{bound}``."""
    lowest = min(taker.priority or 1 for taker in takers)
    more = f" and {len(takers) - 3} more" if len(takers) > 3 else ""
    first = takers[0].resource
    return {
        "takers": ", ".join(map(str, takers[:3])) + more,
        "take": "takes" if len(takers) == 1 else "take",
        "first": first,
        "lowest": lowest,
        "bound": f"{lowest}; or Conditions that name requests of its own"
        if lowest > 1
        else f"that of {first}, which must be raised",
    }
