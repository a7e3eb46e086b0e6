"""Bring the resources of a stack to what its template says."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

from ministack.core.responses import new_uuid
from ministack.services import cloudformation
from ministack.services.cloudformation import provisioners
from ministack.services.cloudformation import stacks as stock

from generator.rehearsal.engine import definitions, nested, replacement, steady
from generator.rehearsal.engine.order import in_order
from generator.rehearsal.engine.policy import allow
from generator.rehearsal.engine.records import NESTED, Failed, Record, Stack, add_event, readable, record
from generator.rehearsal.engine.simulator import change, provision

INITIATED = "Resource creation Initiated"
REPLACES = "Requested update requires the creation of a new physical resource; hence creating one."


async def apply(stack: Stack) -> None:
    """Create and change what the operation of a stack calls for; what is to go stays until the end."""
    operation = stack["_operation"]
    waits = definitions.waits(operation["template"], operation["params"])
    if operation["update"]:
        _allow_removals(stack, waits)
    failed = await in_order(waits, partial(_step, stack))
    if failed:
        raise Failed(_reason(stack, failed))
    try:
        stack["Outputs"], exports = definitions.outputs(stack)
    except ValueError as error:
        raise Failed(str(error)) from error
    cloudformation._exports.update(exports)


def _reason(stack: Stack, failed: list[str]) -> str:
    """Name those that failed, the way CloudFormation does."""
    previous = (stack["_operation"]["previous"] or {}).get("_resources", {})
    verbs = {"create": [n for n in failed if n not in previous], "update": [n for n in failed if n in previous]}
    return "".join(
        f"The following resource(s) failed to {verb}: [{', '.join(names)}]. " for verb, names in verbs.items() if names
    )


def _allow_removals(stack: Stack, kept: dict[str, Any]) -> None:
    for name, resource in (stack["_operation"]["previous"] or {}).get("_resources", {}).items():
        if name not in kept:
            allow(stack, name, resource["ResourceType"], "Update:Delete")


async def _step(stack: Stack, logical_id: str) -> None:
    """Create, change or leave one resource."""
    definition = stack["_operation"]["template"]["Resources"][logical_id]
    now = stack["_resources"].get(logical_id)
    verb = "UPDATE" if now and not now["ResourceStatus"].startswith("CREATE_IN") else "CREATE"
    kind = definition["Type"]
    try:
        _stop_if_cancelled(stack)
        values, secrets = definitions.properties(stack, logical_id, definition)
        if now is None:
            await _create(stack, logical_id, kind, values)
        elif verb == "CREATE":  # an ended process left it there
            await _go_on(stack, logical_id, kind, values, now)
        elif now["ResourceStatus"] == "UPDATE_IN_PROGRESS" and kind != NESTED and now["Properties"] == values:
            await _settle(stack, now)
        elif stack["_operation"]["update"]:
            await _update(stack, logical_id, kind, values, now)
        if secrets:
            stack["_resources"][logical_id]["_dynamic"] = secrets
    except asyncio.CancelledError:
        known = stack["_resources"].get(logical_id, {}).get("PhysicalResourceId", "")
        noun = "creation" if verb == "CREATE" else "update"
        add_event(stack, logical_id, kind, f"{verb}_FAILED", f"Resource {noun} cancelled", known)
        raise
    except Exception as error:
        known = stack["_resources"].get(logical_id, {}).get("PhysicalResourceId", "")
        add_event(stack, logical_id, kind, f"{verb}_FAILED", readable(str(error)), known)
        await steady.linger(error)
        raise Failed(readable(str(error))) from error


def _stop_if_cancelled(stack: Stack) -> None:
    """Heed CancelUpdateStack."""
    if stack.get("_cancel_requested"):
        stock.CLIENT_REQUEST_TOKEN.set(stack.pop("_cancel_token", ""))
        raise Failed("Resource update cancelled")


async def _create(stack: Stack, logical_id: str, kind: str, values: dict[str, Any]) -> None:
    add_event(stack, logical_id, kind, "CREATE_IN_PROGRESS")
    if kind == NESTED:
        child = nested.begun(stack, logical_id, values)
        record(stack, logical_id, kind, "CREATE_IN_PROGRESS", child["StackId"], Properties=values)
        add_event(stack, logical_id, kind, "CREATE_IN_PROGRESS", INITIATED, child["StackId"])
    else:
        physical_id, attributes, seed = await provision(stack, logical_id, kind, values)
        more = {"Properties": values, "Attributes": attributes} | ({"_name_seed": seed} if seed else {})
        record(stack, logical_id, kind, "CREATE_IN_PROGRESS", physical_id, **more)
        add_event(stack, logical_id, kind, "CREATE_IN_PROGRESS", INITIATED, physical_id)
    await _go_on(stack, logical_id, kind, values, stack["_resources"][logical_id])


async def _go_on(stack: Stack, logical_id: str, kind: str, values: dict[str, Any], now: Record) -> None:
    """Wait until what was begun is ready."""
    if kind == NESTED:
        now["Attributes"] = await nested.created(now["PhysicalResourceId"], apply)
    else:
        await steady.wait(kind, now["PhysicalResourceId"], values)
    add_event(stack, logical_id, kind, "CREATE_COMPLETE", physical_id=now["PhysicalResourceId"])


async def _update(stack: Stack, logical_id: str, kind: str, values: dict[str, Any], now: Record) -> None:
    operation = stack["_operation"]
    tags = (operation["previous"] or {}).get("Tags") or []
    old = definitions.tagged(stack, tags, now["ResourceType"], logical_id, now["Properties"])
    new = definitions.tagged(stack, stack.get("Tags") or [], kind, logical_id, values)
    same = old == new and kind == now["ResourceType"]
    if kind == NESTED and (operation.get("automatic") or not same or nested.left_over(now["PhysicalResourceId"])):
        allow(stack, logical_id, kind, "Update:Modify")
        add_event(stack, logical_id, kind, "UPDATE_IN_PROGRESS", physical_id=now["PhysicalResourceId"])
        now["Attributes"] = await nested.updated(stack, now["PhysicalResourceId"], values, apply)
        now["Properties"] = values
        add_event(stack, logical_id, kind, "UPDATE_COMPLETE", physical_id=now["PhysicalResourceId"])
    elif not same:
        replaces = kind != now["ResourceType"] or replacement.needed(kind, old, new)
        allow(stack, logical_id, kind, "Update:Replace" if replaces else "Update:Modify")
        refusal = provisioners._custom_named_replacement_error(kind, old, new, now["PhysicalResourceId"])
        if refusal:
            raise Failed(refusal)
        await (_replace(stack, logical_id, kind, values, now) if replaces else _change(stack, values, now, old, new))


async def _replace(stack: Stack, logical_id: str, kind: str, values: dict[str, Any], now: Record) -> None:
    """Make the successor; what it replaces goes at the end of the update."""
    add_event(stack, logical_id, kind, "UPDATE_IN_PROGRESS", REPLACES, now["PhysicalResourceId"])
    physical_id, attributes, seed = await provision(stack, logical_id, kind, values, new_uuid()[:8])
    made = {"Properties": values, "Attributes": attributes, "_name_seed": seed}
    record(stack, logical_id, kind, "UPDATE_IN_PROGRESS", physical_id, **made)
    add_event(stack, logical_id, kind, "UPDATE_IN_PROGRESS", INITIATED, physical_id)
    await steady.wait(kind, physical_id, values)
    add_event(stack, logical_id, kind, "UPDATE_COMPLETE", physical_id=physical_id)


async def _change(stack: Stack, values: dict[str, Any], now: Record, old: dict[str, Any], new: dict[str, Any]) -> None:
    """Change a resource in place."""
    logical_id, kind = now["LogicalResourceId"], now["ResourceType"]
    add_event(stack, logical_id, kind, "UPDATE_IN_PROGRESS", physical_id=now["PhysicalResourceId"])
    physical_id, attributes = await change(stack, now, old, new)
    now.update(PhysicalResourceId=physical_id, Attributes=now["Attributes"] | attributes, Properties=values)
    await _settle(stack, now)


async def _settle(stack: Stack, now: Record) -> None:
    """Wait until what was changed is ready."""
    kind, physical_id = now["ResourceType"], now["PhysicalResourceId"]
    await steady.wait(kind, physical_id, now["Properties"], changed=True)
    add_event(stack, now["LogicalResourceId"], kind, "UPDATE_COMPLETE", physical_id=physical_id)
