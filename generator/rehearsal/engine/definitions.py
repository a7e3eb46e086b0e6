"""What a template says of its resources, once parameters and what stands already are known."""

from __future__ import annotations

import copy
from typing import Any

from ministack.services.cloudformation import engine as language
from ministack.services.cloudformation import stacks as stock

from generator.rehearsal.engine.records import Failed, Record, Stack

Template = dict[str, Any]


def active(template: Template, params: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The resources whose condition holds."""
    conditions = language._evaluate_conditions(template, params)
    resources = template.get("Resources", {})
    return {
        name: definition for name, definition in resources.items() if conditions.get(definition.get("Condition"), True)
    }


def waits(template: Template, params: dict[str, Any]) -> dict[str, set[str]]:
    """For each resource those that stand before it."""
    resources = active(template, params)
    try:
        language._topological_sort(resources, {})
    except ValueError as error:
        raise Failed(str(error)) from error
    return {
        name: language._extract_deps(definition, resources.keys()) - {name} for name, definition in resources.items()
    }


def resolved(stack: Stack, logical_id: str, value: Any) -> Any:
    """Put in what a value refers to."""
    operation = stack["_operation"]
    conditions = language._evaluate_conditions(operation["template"], operation["params"])
    value = language._resolve_refs(
        copy.deepcopy(value),
        {name: _attributed(resource) for name, resource in stack["_resources"].items()},
        operation["params"],
        conditions,
        operation["template"].get("Mappings", {}),
        stack["StackName"],
        stack["StackId"],
    )
    if isinstance(value, dict):
        return {name: item for name, item in value.items() if item is not language._NO_VALUE}
    return value


def _attributed(resource: Record) -> Record:
    """A resource with what Fn::GetAtt may ask of it.

    That is also a property that its definition states: AWS takes ``Fn::GetAtt: [Topic, DisplayName]``, as answers show
    that github.com/localstack/localstack recorded (test_change_set_fn_get_attr.snapshot.json, read 2026-11).
    """
    stated = {name: value for name, value in resource.get("Properties", {}).items() if isinstance(value, str)}
    return {**resource, "Attributes": {**stated, **resource.get("Attributes", {})}}


def properties(stack: Stack, logical_id: str, definition: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """A resource's properties, and the secrets put into them.

    A secret is read again only when the definition that names it changed, as CloudFormation does
    (docs, "dynamic references": ``secretsmanager`` references are not updated otherwise).
    """
    previous = stack["_operation"]["previous"] or {}
    unchanged = previous.get("_template", {}).get("Resources", {}).get(logical_id) == definition
    before = previous.get("_resources", {}).get(logical_id, {}).get("_dynamic")
    values, secrets = language._resolve_dynamic_references(
        resolved(stack, logical_id, definition.get("Properties", {})), before, reuse_secrets=unchanged
    )
    return values, secrets


def outputs(stack: Stack) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The outputs of a stack whose resources stand, and what it exports."""
    operation = stack["_operation"]
    template, params = operation["template"], operation["params"]
    kept = {name: stack["_resources"][name] for name in active(template, params)}
    resolved_outputs: tuple[list[dict[str, Any]], dict[str, Any]] = stock._resolve_stack_outputs(
        template.get("Outputs", {}),
        language._evaluate_conditions(template, params),
        kept,
        params,
        template.get("Mappings", {}),
        stack["StackName"],
        stack["StackId"],
    )
    return resolved_outputs


def policy(stack: Stack, template: Template, logical_id: str, attribute: str) -> str:
    """The DeletionPolicy or UpdateReplacePolicy of a resource."""
    definition = template.get("Resources", {}).get(logical_id)
    value: str = stock._resource_policy(
        definition,
        attribute,
        stack["_resources"],
        stack.get("_resolved_params", {}),
        stack.get("_conditions", {}),
        template.get("Mappings", {}),
        stack["StackName"],
        stack["StackId"],
    )
    return value


def tagged(stack: Stack, tags: list[dict[str, str]], kind: str, logical_id: str, values: dict[str, Any]) -> Any:
    """Add the stack's tags to a resource's own."""
    return stock._with_stack_tags(kind, values, tags, stack["StackName"], stack["StackId"], logical_id)
