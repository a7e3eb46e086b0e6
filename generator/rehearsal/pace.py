"""How long things take. Real durations are minutes; these keep their proportions and fit in half a minute."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from generator.awsdata.resources import resource_type

# Seconds of AWS in a second at pace 1, and the least that anything takes.
FASTER = 30
LEAST = 0.4
# Shares of that for what is only changed or deleted: it is there already.
UPDATE = 0.4
DELETE = 0.3
LOOK = 1.2
"""Seconds that a failure stays to be looked at before it is undone, at any pace: on AWS those are minutes."""


def usual(kind: str) -> float:
    """Say how many seconds a resource takes at pace 1 until it is ready."""
    return max((resource_type(kind).seconds or 0) / FASTER, LEAST)


@dataclass
class Pace:
    """The factor by which all durations are multiplied: 0 in tests."""

    factor: float = 1.0

    async def pause(self, kind: str, share: float = 1.0) -> None:
        """Wait as long as the resource takes, or this share of it."""
        await asyncio.sleep(usual(kind) * share * self.factor)


PACE = Pace()
