"""Have the simulator make or change one resource. The way there and the way back both come by here."""

from __future__ import annotations

import asyncio
from typing import Any

from ministack.services.cloudformation import provisioners
from ministack.services.cloudformation import stacks as stock

from generator.rehearsal.engine import definitions
from generator.rehearsal.engine.records import Record, Stack


async def provision(
    stack: Stack, logical_id: str, kind: str, values: dict[str, Any], seed: str = ""
) -> tuple[str, dict[str, Any], str]:
    """Have the simulator make a resource; a seed gives its successor another name."""
    made = definitions.tagged(stack, stack.get("Tags") or [], kind, logical_id, values)
    provisioners._NAME_SEED.set(seed)
    arguments = (kind, logical_id, made, stack["StackName"])
    if stock._runs_on_worker_thread(kind):
        (physical_id, attributes), seed = await asyncio.to_thread(stock._provision_keeping_seed, *arguments)
    else:
        physical_id, attributes = provisioners._provision_resource(*arguments)
        seed = provisioners._NAME_SEED.get()
    return physical_id, attributes, seed


async def change(stack: Stack, now: Record, old: dict[str, Any], new: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Have the simulator change a resource; predecessors stay for the end of the update."""
    kind = now["ResourceType"]
    provisioners._NAME_SEED.set(now.get("_name_seed", ""))
    provisioners._RETAIN_REPLACED.set(True)
    names = (stack["StackName"], now["LogicalResourceId"])
    arguments = (kind, now["PhysicalResourceId"], old, new, *names, now["Attributes"])
    if stock._runs_on_worker_thread(kind):
        physical_id, attributes = await asyncio.to_thread(provisioners._update_resource, *arguments)
    else:
        physical_id, attributes = provisioners._update_resource(*arguments)
    return physical_id, attributes or {}
