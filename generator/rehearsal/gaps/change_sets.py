"""CloudFormation: what the simulator's change sets list, and what it refuses that CloudFormation takes.

Found by answers of AWS recorded in github.com/localstack/localstack, tests/aws/services/cloudformation (read 2026-11).
"""

from __future__ import annotations

from typing import Any

from ministack.services import cloudformation
from ministack.services.cloudformation import changesets
from ministack.services.cloudformation import engine as language
from ministack.services.cloudformation.handlers import _resolve_stack
from ministack.services.cloudformation.helpers import _p

from generator.rehearsal.changes.sets import below

Response = tuple[int, dict[str, str], bytes]


def resources_whose_condition_fails() -> None:
    """Simulator: lists resources whatever their Condition is. AWS: those that will not be there are none."""
    stock = changesets._resolve_props_for_diff

    def resolve(template: dict[str, Any], params: dict[str, Any], *stack: str) -> dict[str, Any]:
        resolved: dict[str, Any] = stock(template, params, *stack)
        if resolved:
            hold = language._evaluate_conditions(template, params)
            resources = resolved["Resources"].items()
            resolved["Resources"] = {name: one for name, one in resources if hold.get(one.get("Condition"), True)}
        return resolved

    changesets._resolve_props_for_diff = resolve


def name_of_an_executed_set() -> None:
    """Simulator: keeps the name of a change set that was executed. AWS: takes another of that name for the stack."""
    stock = cloudformation._ACTION_HANDLERS["CreateChangeSet"]

    def create(request: dict[str, Any]) -> Response:
        stack, name = _resolve_stack(_p(request, "StackName")), _p(request, "ChangeSetName")
        for made in list(cloudformation._change_sets.values()) if stack is not None else ():
            of_stack = made["StackId"] == stack["StackId"] and made["ChangeSetName"] == name
            if of_stack and made["ExecutionStatus"] == "EXECUTE_COMPLETE":
                for gone in [made, *below(made)]:
                    cloudformation._change_sets.pop(gone["ChangeSetId"], None)
        answered: Response = stock(request)
        return answered

    cloudformation._ACTION_HANDLERS["CreateChangeSet"] = create
