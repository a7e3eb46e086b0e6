"""Make the change sets of the stacks below a change set's own."""

from __future__ import annotations

from typing import Any

from ministack.core.responses import get_account_id, get_region, new_uuid, now_iso
from ministack.services import cloudformation
from ministack.services.cloudformation import stacks as stock

from generator.rehearsal.changes.difference import Change, differences, foreseen, references, unsure_outputs
from generator.rehearsal.changes.sets import ChangeSet
from generator.rehearsal.engine import definitions, nested
from generator.rehearsal.engine.records import NESTED, Failed, Stack, find_stack, set_status

UNCHANGED = "The submitted information didn't contain changes. Submit different information to create a change set."
FROM_ROOT = "Only executable from the root change set"


def descend(change_set: ChangeSet, stack: Stack, unsure: set[str]) -> None:
    """Add to a change set what changes in the stacks nested in it. Unsure are parameters of its own stack."""
    template, params = change_set["_template"], change_set["_resolved_params"]
    resources = definitions.active(template, params)
    waits = definitions.waits(template, params)
    shaken: dict[str, set[str]] = {}
    children: dict[str, ChangeSet] = {}
    for name in sorted(resources, key=lambda name: (_depth(name, waits), name)):
        if resources[name]["Type"] != NESTED:
            continue
        passed = resources[name].get("Properties", {}).get("Parameters") or {}
        doubtful = {
            parameter
            for parameter, value in passed.items()
            for source, attribute in references(value)
            if source in unsure or (attribute or "").removeprefix("Outputs.") in shaken.get(source, ())
        }
        children[name], shaken[name] = _child(change_set, stack, name, resources[name], doubtful)
    _gather(change_set, stack, children)


def _depth(name: str, waits: dict[str, set[str]]) -> int:
    return 1 + max((_depth(predecessor, waits) for predecessor in waits[name]), default=0)


def _child(
    parent_set: ChangeSet, parent: Stack, name: str, definition: dict[str, Any], unsure: set[str]
) -> tuple[ChangeSet, set[str]]:
    """Make the change set of one nested stack; name its outputs that may change."""
    standing = parent["_resources"].get(name)
    child = find_stack(standing["PhysicalResourceId"]) if standing else None
    update = child is not None
    if child is None:
        child = nested.new_child(parent, name, "REVIEW_IN_PROGRESS")
        set_status(child, "REVIEW_IN_PROGRESS")
        parent_set.setdefault("_reserved", {})[name] = child["StackId"]
    made = _empty(parent_set, child, name, "UPDATE" if update else "CREATE")
    cloudformation._change_sets[made["ChangeSetId"]] = made
    values = foreseen(parent, parent_set["_template"], parent_set["_resolved_params"], definition.get("Properties", {}))
    try:
        text, template, params = nested.described(values, parent_set["Capabilities"])
    except Failed as failure:
        made.update(Status="FAILED", StatusReason=str(failure))
        return made, set()
    tags = (parent_set["Tags"] or parent.get("Tags") or []) + (values.get("Tags") or [])
    retagged = update and stock._stack_tags_changed(child, tags, True)
    made.update(
        _template=template,
        _template_body=text,
        _resolved_params=params,
        Parameters=[{"ParameterKey": key, "ParameterValue": value["Value"]} for key, value in params.items()],
        Changes=differences(child, template, params, unsure, retagged),
    )
    descend(made, child, unsure)
    if not made["Changes"] and made["Status"] != "FAILED":
        made.update(Status="FAILED", StatusReason=UNCHANGED)
    return made, unsure_outputs(child, template, made["Changes"], unsure)


def _empty(parent_set: ChangeSet, child: Stack, name: str, kind: str) -> ChangeSet:
    """Make a change set below another: it is executed from the root only."""
    title = f"{parent_set['ChangeSetName'][:60]}-{name[:40]}-{new_uuid()[:8]}"
    return {
        "ChangeSetId": f"arn:aws:cloudformation:{get_region()}:{get_account_id()}:changeSet/{title}/{new_uuid()}",
        "ChangeSetName": title,
        "StackId": child["StackId"],
        "StackName": child["StackName"],
        "Status": "CREATE_COMPLETE",
        "ExecutionStatus": "UNAVAILABLE",
        "StatusReason": FROM_ROOT,
        "CreationTime": now_iso(),
        "Description": "",
        "ChangeSetType": kind,
        "Changes": [],
        "Parameters": [],
        "Tags": [],
        "Capabilities": parent_set["Capabilities"],
        "OnStackFailure": "",
        "IncludeNestedStacks": True,
        "ParentChangeSetId": parent_set["ChangeSetId"],
        "RootChangeSetId": parent_set.get("RootChangeSetId") or parent_set["ChangeSetId"],
        "_template": {},
        "_template_body": "",
        "_resolved_params": {},
    }


def _gather(change_set: ChangeSet, stack: Stack, children: dict[str, ChangeSet]) -> None:
    """Tell in a change set of those below: what they change, and whether they could be made."""
    listed = {
        change["ResourceChange"]["LogicalResourceId"]: change["ResourceChange"] for change in change_set["Changes"]
    }
    for name, child in children.items():
        changes = child["StatusReason"] != UNCHANGED
        if name not in listed and changes:
            change = _modified(stack, name)
            change_set["Changes"].append(change)
            listed[name] = change["ResourceChange"]
        if name in listed:
            listed[name]["ChangeSetId"] = child["ChangeSetId"]
    change_set["Changes"].sort(key=lambda entry: str(entry["ResourceChange"]["LogicalResourceId"]))
    broken = [
        child for child in children.values() if child["Status"] == "FAILED" and child["StatusReason"] != UNCHANGED
    ]  # fmt: skip
    is_root = "RootChangeSetId" not in change_set
    if broken:
        reason = f"Nested change set {broken[0]['ChangeSetId']} was not successfully created: Currently in FAILED."
        change_set.update(Status="FAILED", ExecutionStatus="UNAVAILABLE", StatusReason=reason)
    elif change_set["Changes"]:
        change_set.update(Status="CREATE_COMPLETE", StatusReason="" if is_root else FROM_ROOT)
        change_set["ExecutionStatus"] = "AVAILABLE" if is_root else "UNAVAILABLE"


def _modified(stack: Stack, name: str) -> Change:
    """The change of a nested stack that only its own template or outputs of others bring about."""
    target = {"Attribute": "Properties", "RequiresRecreation": "Never"}
    return {
        "ResourceChange": {
            "Action": "Modify",
            "LogicalResourceId": name,
            "PhysicalResourceId": stack["_resources"].get(name, {}).get("PhysicalResourceId", ""),
            "ResourceType": NESTED,
            "Replacement": "False",
            "Scope": ["Properties"],
            "Details": [{"Target": target, "Evaluation": "Dynamic", "ChangeSource": "Automatic"}],
        }
    }


def automatic(change_set: ChangeSet) -> None:
    """List every nested stack that stays as modified: without looking into it, nobody knows."""
    stack = cloudformation._stacks[change_set["StackName"]]
    listed = {change["ResourceChange"]["LogicalResourceId"] for change in change_set["Changes"]}
    resources = definitions.active(change_set["_template"], change_set["_resolved_params"])
    for name in sorted(resources):
        if resources[name]["Type"] == NESTED and name not in listed and name in stack["_resources"]:
            change_set["Changes"].append(_modified(stack, name))
    if change_set["Changes"] and change_set["Status"] == "FAILED":
        change_set.update(Status="CREATE_COMPLETE", ExecutionStatus="AVAILABLE", StatusReason="")
