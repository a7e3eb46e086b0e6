"""What makes a resource ready: time, and for a service tasks that run."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from generator.rehearsal import tasks
from generator.rehearsal.pace import LOOK, PACE, UPDATE

# A check may raise: the resource then fails as CloudFormation's handler of its type would have it fail.
CHECKS: dict[str, Callable[[str, dict[str, Any]], Awaitable[None]]] = {"AWS::ECS::Service": tasks.settle}


async def wait(kind: str, physical_id: str, values: dict[str, Any], changed: bool = False) -> None:
    """Wait until a resource is ready."""
    if kind in CHECKS:
        await CHECKS[kind](physical_id, values)
    else:
        await PACE.pause(kind, UPDATE if changed else 1.0)


async def linger(error: Exception) -> None:
    """Leave what failed as it is for a moment, where somebody follows who wants to see why."""
    if isinstance(error, tasks.NotSteady) and error.watched:
        await asyncio.sleep(2 * LOOK)  # events first, then logs and targets
