"""Go on with what an ended process left under way, as AWS would have done meanwhile."""

from __future__ import annotations

import asyncio

from ministack.core.responses import request_scope
from ministack.services import cloudformation

from generator.rehearsal.engine.cleanup import CLEANING, clean_up
from generator.rehearsal.engine.entry import carry_out
from generator.rehearsal.engine.records import Stack
from generator.rehearsal.engine.removal import delete_stack
from generator.rehearsal.engine.rollback import roll_back

_TASKS: set[asyncio.Task[None]] = set()


def unfinished() -> None:
    """Continue every root stack that is in the middle of something."""
    for (account, region, _), stack in list(cloudformation._stacks._data.items()):
        if stack["StackStatus"].endswith("_IN_PROGRESS") and not stack.get("ParentId"):
            with request_scope(account, region):  # the task keeps it
                task = asyncio.get_running_loop().create_task(_go_on(stack))
            _TASKS.add(task)
            task.add_done_callback(_TASKS.discard)


async def _go_on(stack: Stack) -> None:
    status = stack["StackStatus"]
    if status == "DELETE_IN_PROGRESS":
        how = stack.get("_deleting") or {"retain": [], "force": False}
        await delete_stack(stack, frozenset(how["retain"]), how["force"])
    elif "_operation" not in stack:
        return
    elif "ROLLBACK" in status:
        await roll_back(stack)
    elif status == CLEANING:
        await clean_up(stack)
    else:
        await carry_out(stack)
    for change_set in cloudformation._change_sets.values():
        if change_set["StackId"] == stack["StackId"] and change_set["ExecutionStatus"] == "EXECUTE_IN_PROGRESS":
            good = stack["StackStatus"] in ("CREATE_COMPLETE", "UPDATE_COMPLETE")
            change_set["ExecutionStatus"] = "EXECUTE_COMPLETE" if good else "EXECUTE_FAILED"
