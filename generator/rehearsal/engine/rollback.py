"""Take back what a failed operation did, from what the records say was there before."""

from __future__ import annotations

import asyncio
from typing import Any

from generator.rehearsal.engine import definitions
from generator.rehearsal.engine.order import as_far_as_possible, reverse
from generator.rehearsal.engine.records import (
    NESTED,
    RESTORED,
    Failed,
    Record,
    Stack,
    add_event,
    find_stack,
    set_status,
)
from generator.rehearsal.engine.removal import KEPT, remove
from generator.rehearsal.engine.simulator import change


async def roll_back(stack: Stack, reason: str = "", skip: frozenset[str] = frozenset()) -> None:
    """Bring a stack back to where it was: to nothing after a failed creation."""
    operation = stack["_operation"]
    stack.pop("_cancel_requested", None)
    if operation["update"]:
        await _to_previous(stack, reason, skip)
    else:
        await _to_nothing(stack, reason)


async def _to_nothing(stack: Stack, reason: str) -> None:
    operation = stack["_operation"]
    if stack["StackStatus"] != "ROLLBACK_IN_PROGRESS" or reason:
        set_status(stack, "ROLLBACK_IN_PROGRESS", f"{reason}Rollback requested by user.")
    failed = await _remove_all(stack, dict(stack["_resources"]), operation["template"])
    await asyncio.sleep(0)
    if failed:
        set_status(stack, "ROLLBACK_FAILED", f"The following resource(s) failed to delete: [{', '.join(failed)}]. ")
        return
    del stack["_operation"]
    set_status(stack, "ROLLBACK_COMPLETE")


async def _remove_all(stack: Stack, doomed: dict[str, Record], template: dict[str, Any]) -> list[str]:
    """Delete what the operation made. A plain Retain holds even now, unless the caller said otherwise."""
    operation = stack["_operation"]
    waits = definitions.waits(template, operation["params"])

    async def step(name: str) -> None:
        policy = definitions.policy(stack, template, name, "DeletionPolicy")
        if policy in KEPT and (policy != "Retain" or operation["retain_except_on_create"]):
            policy = "Delete"
        await remove(stack, doomed[name], "Delete" if policy == "Snapshot" else policy)
        if stack["_resources"].get(name) is doomed[name]:
            del stack["_resources"][name]

    return await as_far_as_possible(reverse({name: waits.get(name, set()) for name in doomed}), step)


async def _to_previous(stack: Stack, reason: str, skip: frozenset[str]) -> None:
    operation = stack["_operation"]
    previous, template = operation["previous"], operation["template"]
    if "ROLLBACK_IN" not in stack["StackStatus"] or reason:
        set_status(stack, "UPDATE_ROLLBACK_IN_PROGRESS", reason)
    old: dict[str, Record] = previous["_resources"]
    made = {
        name: resource
        for name, resource in stack["_resources"].items()
        if name not in old or old[name]["PhysicalResourceId"] != resource["PhysicalResourceId"]
    }
    doomed = operation.setdefault("doomed", {}) | made
    operation["doomed"] = doomed
    waits = definitions.waits(previous["_template"], previous["_resolved_params"])

    async def step(name: str) -> None:
        if name in old:
            await _revert(stack, name, old[name], name in skip or f"{stack['StackName']}.{name}" in skip, skip)

    failed = await as_far_as_possible(waits, step)
    if failed:
        stack["_rollback_failed"] = dict.fromkeys([*failed, *_failed_below(stack, failed)])
        set_status(
            stack, "UPDATE_ROLLBACK_FAILED", f"The following resource(s) failed to update: [{', '.join(failed)}]. "
        )  # fmt: skip
        return
    stack.pop("_rollback_failed", None)
    set_status(stack, "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS")
    await _remove_all(stack, doomed, template)
    for key in RESTORED:
        if key in previous:
            stack[key] = previous[key]
    del stack["_operation"]
    set_status(stack, "UPDATE_ROLLBACK_COMPLETE")


def _failed_below(stack: Stack, failed: list[str]) -> list[str]:
    """Name what failed in nested stacks the way ContinueUpdateRollback takes it: NestedStackName.LogicalId."""
    children = [find_stack(stack["_resources"][name]["PhysicalResourceId"]) for name in failed]
    return [
        name if "." in name else f"{child['StackName']}.{name}"
        for child in children
        if child is not None
        for name in child.get("_rollback_failed", ())
    ]


async def _revert(stack: Stack, name: str, old: Record, skipped: bool, skip: frozenset[str]) -> None:
    """Put the previous properties of one resource back."""
    now = stack["_resources"].get(name, old)
    kind, physical_id = old["ResourceType"], old["PhysicalResourceId"]
    if kind == NESTED:
        await _revert_nested(stack, name, old, skip)
        return
    same = now["Properties"] == old["Properties"] and now["PhysicalResourceId"] == physical_id
    if same and now["ResourceStatus"] == old["ResourceStatus"]:
        return
    add_event(stack, name, kind, "UPDATE_IN_PROGRESS", physical_id=physical_id)
    previous_tags = stack["_operation"]["previous"].get("Tags") or []
    if not skipped and not same and now["PhysicalResourceId"] == physical_id:
        before = definitions.tagged(stack, stack.get("Tags") or [], kind, name, now["Properties"])
        after = definitions.tagged(stack, previous_tags, kind, name, old["Properties"])
        try:
            await change(stack, now, before, after)
        except Exception as error:
            add_event(stack, name, kind, "UPDATE_FAILED", str(error), physical_id)
            raise Failed(str(error)) from error
    stack["_resources"][name] = old
    reason = "Resource rollback skipped by user" if skipped else ""
    add_event(stack, name, kind, "UPDATE_COMPLETE", reason, physical_id)


async def _revert_nested(stack: Stack, name: str, old: Record, skip: frozenset[str]) -> None:
    child = find_stack(old["PhysicalResourceId"])
    if child is None or not (child.get("_operation") or stack["_resources"].get(name) != old):
        return
    add_event(stack, name, NESTED, "UPDATE_IN_PROGRESS", physical_id=old["PhysicalResourceId"])
    if child.get("_operation"):
        await roll_back(child, "", skip)
    if not child["StackStatus"].endswith("_COMPLETE"):
        reason = f"Embedded stack {child['StackId']} was not successfully updated. Currently in {child['StackStatus']}"
        add_event(stack, name, NESTED, "UPDATE_FAILED", reason, old["PhysicalResourceId"])
        raise Failed(reason)
    stack["_resources"][name] = old
    add_event(stack, name, NESTED, "UPDATE_COMPLETE", physical_id=old["PhysicalResourceId"])
