"""Delete resources, and stacks with all that is in them."""

from __future__ import annotations

import asyncio

from ministack.core.responses import now_iso
from ministack.services import cloudformation
from ministack.services.cloudformation import provisioners
from ministack.services.cloudformation import stacks as stock

from generator.rehearsal.engine import definitions
from generator.rehearsal.engine.order import as_far_as_possible, reverse
from generator.rehearsal.engine.records import NESTED, Failed, Record, Stack, add_event, find_stack, set_status
from generator.rehearsal.pace import DELETE, PACE

KEPT = ("Retain", "RetainExceptOnCreate")


async def remove(stack: Stack, record: Record, policy: str = "Delete") -> None:
    """Delete one resource, or leave it where its policy says so."""
    logical_id, kind, physical_id = record["LogicalResourceId"], record["ResourceType"], record["PhysicalResourceId"]
    if policy in KEPT:
        add_event(stack, logical_id, kind, "DELETE_SKIPPED", physical_id=physical_id)
        return
    add_event(stack, logical_id, kind, "DELETE_IN_PROGRESS", physical_id=physical_id)
    try:
        if kind == NESTED:
            await _nested(physical_id)
        else:
            if policy == "Snapshot":
                provisioners._snapshot_resource(kind, physical_id, record["Properties"])
            await _call(stack, record)
            await PACE.pause(kind, DELETE)
    except Exception as error:
        add_event(stack, logical_id, kind, "DELETE_FAILED", str(error), physical_id)
        raise Failed(str(error)) from error
    add_event(stack, logical_id, kind, "DELETE_COMPLETE", physical_id=physical_id)


async def _call(stack: Stack, record: Record) -> None:
    kind = record["ResourceType"]
    arguments = (
        kind, record["PhysicalResourceId"], record["Properties"], stack["StackName"], record["LogicalResourceId"]
    )  # fmt: skip
    if stock._runs_on_worker_thread(kind):
        await asyncio.to_thread(provisioners._delete_resource, *arguments)
    else:
        provisioners._delete_resource(*arguments)


async def _nested(physical_id: str) -> None:
    child = find_stack(physical_id)
    if child is None or child["StackStatus"] == "DELETE_COMPLETE":
        return
    await delete_stack(child)
    if child["StackStatus"] != "DELETE_COMPLETE":
        raise Failed(f"Embedded stack {physical_id} was not successfully deleted: {child['StackStatusReason']}")


async def delete_stack(stack: Stack, retain: frozenset[str] = frozenset(), force: bool = False) -> None:
    """Delete a stack: what others use last, and what fails stays in it."""
    if stack["StackStatus"] != "DELETE_IN_PROGRESS":
        set_status(stack, "DELETE_IN_PROGRESS")
    stack["_deleting"] = {"retain": sorted(retain), "force": force}
    template, params = stack.get("_template") or {}, stack.get("_resolved_params") or {}
    before = definitions.waits(template, params) if template else {}
    order = {name: before.get(name, set()) for name in stack["_resources"]}

    async def step(name: str) -> None:
        record = stack["_resources"][name]
        policy = "Retain" if name in retain else definitions.policy(stack, template, name, "DeletionPolicy")
        try:
            await remove(stack, record, policy)
        except Failed:
            if not force:
                raise
            add_event(stack, name, record["ResourceType"], "DELETE_SKIPPED", physical_id=record["PhysicalResourceId"])
        del stack["_resources"][name]

    failed = await as_far_as_possible(reverse(order), step)
    await asyncio.sleep(0)
    del stack["_deleting"]
    if failed:
        set_status(stack, "DELETE_FAILED", f"The following resource(s) failed to delete: [{', '.join(failed)}]. ")
        return
    for output in stack.get("Outputs", []):
        cloudformation._exports.pop(output.get("ExportName"), None)
    stack.pop("_operation", None)
    stack.update(DeletionTime=now_iso(), _template={}, _conditions={}, _resolved_params={})
    set_status(stack, "DELETE_COMPLETE")
