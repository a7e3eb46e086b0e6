"""CloudFormation's change sets of nested stacks, which the simulator has none of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ministack.services import cloudformation
from ministack.services.cloudformation import changesets
from ministack.services.cloudformation.handlers import _resolve_stack
from ministack.services.cloudformation.helpers import _p

from generator.rehearsal.changes.descend import automatic, descend
from generator.rehearsal.changes.difference import show_values
from generator.rehearsal.changes.sets import ChangeSet, below, drop, find
from generator.rehearsal.changes.show import described, listed
from generator.rehearsal.engine.records import Stack

Response = tuple[int, dict[str, str], bytes]
Handler = Callable[[dict[str, Any]], Response]


def change_sets_of_nested_stacks() -> None:
    """Simulator: ignores IncludeNestedStacks. AWS: a change set a nested stack, reached from the root's.

    (API_CreateChangeSet, "Change sets for nested stacks".) Without it AWS lists every nested stack as modified,
    "Automatic", for it cannot know. A stack under review also keeps its id when it gets another change set.
    """
    wrapped: dict[str, Callable[[Handler, dict[str, Any]], Response]] = {
        "CreateChangeSet": _create,
        "DescribeChangeSet": described,
        "ExecuteChangeSet": _execute,
        "DeleteChangeSet": _delete,
        "ListChangeSets": listed,
    }
    for action, ours in wrapped.items():
        stock = cloudformation._ACTION_HANDLERS[action]
        cloudformation._ACTION_HANDLERS[action] = _around(ours, stock)


def _around(ours: Callable[[Handler, dict[str, Any]], Response], stock: Handler) -> Handler:
    return lambda request: ours(stock, request)


def _create(stock: Handler, request: dict[str, Any]) -> Response:
    name = _p(request, "StackName")
    reviewed = _resolve_stack(name)
    if reviewed is not None and _p(request, "ChangeSetType", "UPDATE") == "CREATE":
        request = {**request, "StackName": [reviewed["StackName"]]}  # it may have been named by its id
    before = set(cloudformation._change_sets)
    status, headers, body = stock(request)
    made = [arn for arn in cloudformation._change_sets if arn not in before]
    if status != 200 or not made:
        return status, headers, body
    change_set: ChangeSet = cloudformation._change_sets[made[0]]
    stack: Stack = cloudformation._stacks[change_set["StackName"]]
    if reviewed is not None and reviewed["StackStatus"] == "REVIEW_IN_PROGRESS" and reviewed is not stack:
        body = body.replace(stack["StackId"].encode(), reviewed["StackId"].encode())
        cloudformation._stack_events.pop(stack["StackId"], None)
        stack.update(StackId=reviewed["StackId"], CreationTime=reviewed["CreationTime"])
        change_set["StackId"] = reviewed["StackId"]
    change_set["IncludeNestedStacks"] = _p(request, "IncludeNestedStacks", "false").lower() == "true"
    stack["Capabilities"] = change_set["Capabilities"]
    _show_values(change_set, stack)
    if change_set["ChangeSetType"] == "IMPORT":
        pass
    elif change_set["IncludeNestedStacks"]:
        descend(change_set, stack, set())
    elif change_set["ChangeSetType"] == "UPDATE":
        automatic(change_set)
    return status, headers, body


def _show_values(change_set: ChangeSet, stack: Stack) -> None:
    named = (stack["StackName"], stack["StackId"])
    old = (stack.get("_template") or {}, stack.get("_resolved_params") or {})
    new = (change_set["_template"], change_set["_resolved_params"])
    before, after = (changesets._resolve_props_for_diff(*versions, *named) for versions in (old, new))
    show_values(change_set["Changes"], before, after)


def _execute(stock: Handler, request: dict[str, Any]) -> Response:
    change_set = find(request)
    others: list[ChangeSet] = []
    if change_set is not None:
        stack = cloudformation._stacks[change_set["StackName"]]
        stack["_automatic"] = not change_set.get("IncludeNestedStacks") and change_set["ChangeSetType"] == "UPDATE"
        _reserve(change_set)
        others = [other for other in cloudformation._change_sets.values() if other["StackId"] == change_set["StackId"]]
    answer = stock(request)
    if answer[0] == 200 and change_set is not None:
        cloudformation._stack_events[change_set["StackId"]][-1]["ResourceStatusReason"] = "User Initiated"
        for nested in below(change_set):
            nested["ExecutionStatus"] = "EXECUTE_COMPLETE"
            nested["_template_body"] = ""
        for involved in [change_set, *below(change_set)]:  # the stacks have it now, and the record stays small
            involved.update(_template={}, _resolved_params={})
        for other in others:
            if other is not change_set:
                drop(other)
    return answer


def _reserve(change_set: ChangeSet) -> None:
    """Have the stacks that are under review become those that the execution creates."""
    for involved in [change_set, *below(change_set)]:
        cloudformation._stacks[involved["StackName"]]["_reserved"] = dict(involved.get("_reserved", {}))


def _delete(stock: Handler, request: dict[str, Any]) -> Response:
    change_set = find(request)
    answer = stock(request)
    if answer[0] == 200 and change_set is not None:
        drop(change_set)
    return answer
