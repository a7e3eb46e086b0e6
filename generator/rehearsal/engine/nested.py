"""A stack in a stack: the same operation on a child, told in the child's events and in its parent's."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from ministack.core.responses import get_account_id, get_region, new_uuid, now_iso
from ministack.services import cloudformation
from ministack.services.cloudformation import engine as language
from ministack.services.cloudformation import handlers, helpers
from ministack.services.cloudformation import stacks as stock

from generator.rehearsal.engine.records import Failed, Stack, as_it_is, find_stack, set_status
from generator.rehearsal.engine.rollback import roll_back

Apply = Callable[[Stack], Awaitable[None]]
LEFT_FAILED = ("CREATE_FAILED", "UPDATE_FAILED")
"""Where an operation without rollback leaves a nested stack. The next update begins anew, with its own template."""


def described(values: dict[str, Any], capabilities: list[str]) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Read the template that a nested stack names, and what its parent passes: text, template, parameters.

    ``capabilities`` are those of the request, which nested stacks have to have as well. Raises Failed.
    """
    url = values.get("TemplateURL", "")
    text, error = helpers._resolve_template({"TemplateURL": [url]})
    if error is not None or not text:
        raise Failed(f"S3 error: The specified key does not exist. ({url})")
    try:
        passed = [{"Key": name, "Value": str(value)} for name, value in (values.get("Parameters") or {}).items()]
        template = _parsed(text)
        template = language._apply_transforms(template, passed)
        params = language._resolve_parameters(template, passed)
        language.validate_template_support(template, language._evaluate_conditions(template, params), params=params)
    except ValueError as problem:
        raise Failed(str(problem)) from problem
    if missing := handlers._missing_capabilities(set(capabilities), handlers._required_iam_capabilities(template)):
        raise Failed(handlers._insufficient_capabilities_message(missing))
    return text, template, params


def _parsed(text: str) -> dict[str, Any]:
    try:
        template: dict[str, Any] = language._parse_template(text)
    except ValueError as problem:
        raise Failed(f"Template format error: {problem}") from problem
    return template


def new_child(parent: Stack, logical_id: str, status: str) -> Stack:
    """Make the record of a nested stack, with the kind of name that CloudFormation gives."""
    name = f"{parent['StackName']}-{logical_id}-{new_uuid().replace('-', '')[:12].upper()}"
    child: Stack = {
        "StackName": name,
        "StackId": f"arn:aws:cloudformation:{get_region()}:{get_account_id()}:stack/{name}/{new_uuid()}",
        "StackStatus": status,
        "StackStatusReason": "",
        "CreationTime": now_iso(),
        "LastUpdatedTime": "",
        "Description": "",
        "Parameters": [],
        "Tags": [],
        "Outputs": [],
        "Capabilities": list(parent.get("Capabilities", [])),
        "DisableRollback": parent.get("DisableRollback", False),
        "ParentId": parent["StackId"],
        "RootId": parent.get("RootId") or parent["StackId"],
        "_region": get_region(),
        "_resources": {},
        "_template": {},
        "_template_body": "",
        "_resolved_params": {},
        "_conditions": {},
    }
    cloudformation._stacks[name] = child
    cloudformation._stack_events[child["StackId"]] = []
    return child


def _operate(parent: Stack, child: Stack, values: dict[str, Any], update: bool) -> None:
    """Begin an operation on a child: what it shall become is written down first."""
    text, template, params = described(values, parent.get("Capabilities", []))
    above = parent["_operation"]
    child["_operation"] = {
        "update": update,
        "previous": as_it_is(child) if update else None,
        "template": template,
        "params": params,
        "disable_rollback": above["disable_rollback"],
        "retain_except_on_create": above["retain_except_on_create"],
        "automatic": above.get("automatic", False),
    }
    tags = {tag["Key"]: tag["Value"] for tag in (parent.get("Tags") or []) + (values.get("Tags") or [])}
    child.update(
        Description=template.get("Description", ""),
        Parameters=[
            {"ParameterKey": name, "ParameterValue": parameter["Value"], "NoEcho": parameter["NoEcho"]}
            for name, parameter in params.items()
        ],
        Tags=[{"Key": key, "Value": value} for key, value in tags.items()],
        LastUpdatedTime=now_iso(),
        Capabilities=list(parent.get("Capabilities", [])),
        _template=template,
        _template_body=text,
        _resolved_params=params,
        _conditions=language._evaluate_conditions(template, params),
    )


def begun(parent: Stack, logical_id: str, values: dict[str, Any]) -> Stack:
    """Begin to create a child, that of the change set if one was executed."""
    reserved = parent.setdefault("_reserved", {}).pop(logical_id, None)
    child = find_stack(reserved) if reserved else None
    fresh = child is None
    child = child or new_child(parent, logical_id, "CREATE_IN_PROGRESS")
    try:
        _operate(parent, child, values, update=False)
    except Failed:
        if fresh:
            cloudformation._stacks.pop(child["StackName"])
        raise
    set_status(child, "CREATE_IN_PROGRESS")
    return child


async def created(physical_id: str, apply: Apply) -> dict[str, Any]:
    """Create what is in a child; give what its outputs are known by in the parent."""
    child = find_stack(physical_id)
    if child is None or child["StackStatus"] not in ("CREATE_IN_PROGRESS", "CREATE_COMPLETE"):
        raise Failed(f"Embedded stack {physical_id} was not successfully created.")
    if child["StackStatus"] == "CREATE_COMPLETE":
        return _attributes(child)
    try:
        await apply(child)
    except Failed as failure:
        if child["_operation"]["disable_rollback"]:
            set_status(child, "CREATE_FAILED", str(failure))
        else:
            await roll_back(child, str(failure))
        raise Failed(f"Embedded stack {physical_id} was not successfully created: {failure}") from failure
    except asyncio.CancelledError:
        set_status(child, "CREATE_FAILED", "Resource creation cancelled")
        raise
    del child["_operation"]
    set_status(child, "CREATE_COMPLETE")
    return _attributes(child)


def left_over(physical_id: str) -> bool:
    """Say whether an ended process, or one that was not to roll back, left the update of a child unfinished."""
    child = find_stack(physical_id)
    return child is not None and "_operation" in child


async def updated(parent: Stack, physical_id: str, values: dict[str, Any], apply: Apply) -> dict[str, Any]:
    """Update what is in a child, if anything changes; what is to go waits for the end of the whole update."""
    child = find_stack(physical_id)
    if child is None:
        raise Failed(f"Stack with id {physical_id} does not exist")
    failed = child["StackStatus"] in LEFT_FAILED
    if failed or "_operation" not in child:
        if not failed and _same(parent, child, values):
            return _attributes(child)
        _operate(parent, child, values, update=True)
        set_status(child, "UPDATE_IN_PROGRESS")
    if child["StackStatus"] == "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS":
        return _attributes(child)
    try:
        await apply(child)
    except Failed as failure:
        # The way back is the parent's to lead: it reverts this child with the others.
        keeps = child["_operation"]["disable_rollback"]
        set_status(child, "UPDATE_FAILED" if keeps else "UPDATE_ROLLBACK_IN_PROGRESS", str(failure))
        raise Failed(
            f"Embedded stack {physical_id} was not successfully updated. "
            f"Currently in {child['StackStatus']} with reason: {failure}"
        ) from failure
    except asyncio.CancelledError:
        set_status(child, "UPDATE_FAILED", "Resource update cancelled")
        raise
    set_status(child, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
    return _attributes(child)


def _same(parent: Stack, child: Stack, values: dict[str, Any]) -> bool:
    _, template, params = described(values, parent.get("Capabilities", []))
    tags = (parent.get("Tags") or []) + (values.get("Tags") or [])
    return (
        template == child["_template"]
        and {name: parameter["Value"] for name, parameter in params.items()}
        == {name: parameter["Value"] for name, parameter in child["_resolved_params"].items()}
        and not stock._stack_tags_changed(child, tags, True)
    )


def _attributes(child: Stack) -> dict[str, Any]:
    return {f"Outputs.{output['OutputKey']}": output["OutputValue"] for output in child["Outputs"]}
