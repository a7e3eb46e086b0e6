"""Where the simulator's handlers hand an operation over."""

from __future__ import annotations

from typing import Any

from ministack.services import cloudformation
from ministack.services.cloudformation import engine as language
from ministack.services.cloudformation import stacks as stock

from generator.rehearsal.engine.apply import apply
from generator.rehearsal.engine.cleanup import clean_up
from generator.rehearsal.engine.records import Failed, Stack, set_status
from generator.rehearsal.engine.removal import delete_stack
from generator.rehearsal.engine.rollback import roll_back


async def deploy(
    stack_name: str,
    stack_id: str,
    template: dict[str, Any],
    params: dict[str, Any],
    disable_rollback: bool,
    tags: list[dict[str, str]],
    is_update: bool = False,
    previous_stack: dict[str, Any] | None = None,
    retain_except_on_create: bool = False,
    imports: dict[str, Any] | None = None,
) -> None:
    """Create or update a stack."""
    stack = cloudformation._stacks[stack_name]
    conditions = language._evaluate_conditions(template, params)
    try:
        ordered = language._topological_sort(template.get("Resources", {}), conditions)
    except ValueError as error:
        set_status(stack, "UPDATE_FAILED" if is_update else "CREATE_FAILED", str(error))
        return
    before = (previous_stack or {}) if is_update else None
    checked = (stack, stack_id, stack_name, template.get("Resources", {}), ordered, params, conditions)
    if not stack.get("_disable_validation") and stock._fail_property_validation(
        *checked, template.get("Mappings", {}), disable_rollback, previous_stack=before
    ):
        return
    stack["_operation"] = {
        "update": is_update,
        "previous": previous_stack,
        "template": template,
        "params": params,
        "disable_rollback": disable_rollback,
        "retain_except_on_create": retain_except_on_create,
        "automatic": stack.pop("_automatic", is_update),
    }
    stack.update(_template=template, _resolved_params=params, _conditions=conditions)
    stack["Description"] = template.get("Description", "")
    stack.pop("_failed_operation", None)
    stack.pop("_cancel_requested", None)
    await carry_out(stack)


async def carry_out(stack: Stack) -> None:
    """Take an operation from where it is to its end."""
    operation = stack["_operation"]
    verb = "UPDATE" if operation["update"] else "CREATE"
    try:
        await apply(stack)
    except Failed as failure:
        if operation["disable_rollback"]:
            set_status(stack, f"{verb}_FAILED", str(failure))
            stack["_failed_operation"] = {"is_update": operation["update"]}
        else:
            await roll_back(stack, str(failure))
        return
    if operation["update"]:
        await clean_up(stack)
        return
    del stack["_operation"]
    set_status(stack, "CREATE_COMPLETE")


async def delete(stack_name: str, stack_id: str, retain: Any = (), force: bool = False) -> None:
    """Delete a stack."""
    stack = cloudformation._stacks.get(stack_name)
    if stack is not None:
        await delete_stack(stack, frozenset(retain), force)


async def roll_back_failed(
    stack_name: str, stack_id: str, stack: Stack, operation: dict[str, Any], reason_override: str = ""
) -> None:
    """Do what RollbackStack asks: take back a failed operation that was left as it was."""
    await roll_back(stack, reason_override)


async def continue_rollback(stack_name: str, stack_id: str, skip: frozenset[str]) -> None:
    """Do what ContinueUpdateRollback asks."""
    stack = cloudformation._stacks[stack_name]
    await roll_back(stack, "User Initiated", skip)
