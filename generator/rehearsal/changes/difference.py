"""What a change set would change in one stack, given what is known before it is executed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ministack.services.cloudformation import changesets
from ministack.services.cloudformation import engine as language
from ministack.services.cloudformation import stacks as stock

from generator.rehearsal.engine.records import Stack

Change = dict[str, Any]
Reference = tuple[str, str | None]


class Known(dict[str, Any]):
    """The attributes of a resource; what is not there yet is named instead, as CloudFormation does."""

    def __init__(self, name: str, stack_id: str, attributes: dict[str, Any]) -> None:
        super().__init__(attributes)
        self.place = f"{stack_id}/{name}"

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: str) -> str:
        return f"{{{{IntrinsicFunction:{self.place}/{key}}}}}"


def foreseen(stack: Stack, template: dict[str, Any], params: dict[str, Any], value: Any) -> Any:
    """Resolve a value with what stands today."""
    resources = {
        name: {
            "PhysicalResourceId": stack["_resources"].get(name, {}).get("PhysicalResourceId", name),
            "Attributes": Known(name, stack["StackId"], stack["_resources"].get(name, {}).get("Attributes", {})),
        }
        for name in template.get("Resources", {})
    }
    conditions = language._evaluate_conditions(template, params)
    mappings = template.get("Mappings", {})
    resolved = language._resolve_refs(
        value, resources, params, conditions, mappings, stack["StackName"], stack["StackId"]
    )
    if isinstance(resolved, dict):
        return {name: item for name, item in resolved.items() if item is not language._NO_VALUE}
    return resolved


def differences(
    stack: Stack, template: dict[str, Any], params: dict[str, Any], unsure: set[str], retagged: bool
) -> list[Change]:
    """Compare a stack with what it shall become. ``unsure`` names parameters whose value only the execution shows."""
    old, old_params = stack.get("_template") or {}, stack.get("_resolved_params") or {}
    new_params = {
        name: old_params[name] if name in unsure and name in old_params else parameter
        for name, parameter in params.items()
    }
    before = changesets._resolve_props_for_diff(old, old_params, stack["StackName"], stack["StackId"])
    after = changesets._resolve_props_for_diff(template, new_params, stack["StackName"], stack["StackId"])
    altered = {
        name for name, parameter in new_params.items() if old_params.get(name, {}).get("Value") != parameter["Value"]
    }
    kept = stack["_resources"] if retagged else ()
    changes: list[Change] = stock._diff_resources(
        before, after, stack["_resources"], template, altered | (unsure & old_params.keys()), kept
    )
    for change in changes:
        _doubt(change["ResourceChange"], unsure)
    show_values(changes, before, after)
    return changes


def show_values(changes: list[Change], before: dict[str, Any], after: dict[str, Any]) -> None:
    """Keep with each change the properties before and after it, for those who ask for values."""
    for change in (entry["ResourceChange"] for entry in changes):
        for key, template in (("BeforeContext", before), ("AfterContext", after)):
            resource = template.get("Resources", {}).get(change["LogicalResourceId"])
            if resource is not None:
                change[key] = json.dumps({"Properties": resource.get("Properties", {})}, default=str)


def _doubt(change: Change, unsure: set[str]) -> None:
    """Say of what hangs on an unsure parameter that it may change, not that it does."""
    hanging = [detail for detail in change.get("Details", ()) if detail.get("CausingEntity") in unsure]
    for detail in hanging:
        detail["Evaluation"] = "Dynamic"
    if hanging:
        change["Replacement"] = stock._replacement(change["Details"], False)
        if change["Replacement"] != "True":
            change.pop("PolicyAction", None)


def unsure_outputs(stack: Stack, template: dict[str, Any], changes: list[Change], unsure: set[str]) -> set[str]:
    """Name the outputs of a stack that these changes may change."""
    changed = {entry["ResourceChange"]["LogicalResourceId"]: entry["ResourceChange"] for entry in changes}
    old = (stack.get("_template") or {}).get("Outputs", {})

    def shaken(reference: Reference) -> bool:
        name, attribute = reference
        if name in unsure or (name in changed and changed[name]["Action"] == "Add"):
            return True
        return name in changed and (attribute is not None or changed[name].get("Replacement") != "False")

    return {
        name
        for name, output in template.get("Outputs", {}).items()
        if old.get(name, {}).get("Value") != output.get("Value") or any(map(shaken, references(output.get("Value"))))
    }


def references(value: Any) -> Iterator[Reference]:
    """What a value refers to: names, and their attributes if any."""
    yield from language._intrinsic_references(value)
