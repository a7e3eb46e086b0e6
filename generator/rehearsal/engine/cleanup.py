"""The end of an update that went well: what it replaced or took out goes, in nested stacks too."""

from __future__ import annotations

from generator.rehearsal.engine import definitions
from generator.rehearsal.engine.order import as_far_as_possible, reverse
from generator.rehearsal.engine.records import NESTED, Failed, Record, Stack, find_stack, set_status
from generator.rehearsal.engine.removal import remove

CLEANING = "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"
# What cannot be deleted in so many attempts is let go of (User Guide, "Troubleshooting CloudFormation", "Resource
# removed from stack but not deleted", read 2026-11).
ATTEMPTS = 3


async def clean_up(stack: Stack) -> None:
    """Delete what is left of before. What cannot be deleted belongs to no stack any more, and the update succeeds."""
    previous = stack["_operation"]["previous"]
    if stack["StackStatus"] != CLEANING:
        set_status(stack, CLEANING)
    for resource in list(stack["_resources"].values()):
        child = find_stack(resource["PhysicalResourceId"]) if resource["ResourceType"] == NESTED else None
        if child is not None and child.get("_operation"):
            await clean_up(child)
    old: dict[str, Record] = previous["_resources"]
    kept = definitions.active(stack["_operation"]["template"], stack["_operation"]["params"])
    doomed = {
        name: resource
        for name, resource in old.items()
        if name not in kept or stack["_resources"][name]["PhysicalResourceId"] != resource["PhysicalResourceId"]
    }
    waits = definitions.waits(previous["_template"], previous["_resolved_params"])

    async def step(name: str) -> None:
        if name in kept:
            policy = definitions.policy(stack, stack["_template"], name, "UpdateReplacePolicy")
        else:
            policy = definitions.policy(stack, previous["_template"], name, "DeletionPolicy")
            stack["_resources"].pop(name, None)
        for attempt in range(ATTEMPTS):
            try:
                await remove(stack, doomed[name], policy)
                break
            except Failed:
                if attempt == ATTEMPTS - 1:
                    raise

    failed = await as_far_as_possible(reverse({name: waits.get(name, set()) for name in doomed}), step)
    del stack["_operation"]
    set_status(
        stack, "UPDATE_COMPLETE", "Update successful. One or more resources could not be deleted." if failed else ""
    )
