"""Change sets as the simulator keeps them, and how they hang together."""

from __future__ import annotations

from typing import Any

from ministack.services import cloudformation
from ministack.services.cloudformation import changesets
from ministack.services.cloudformation.handlers import _resolve_stack
from ministack.services.cloudformation.helpers import _p

from generator.rehearsal.engine.records import find_stack, set_status

ChangeSet = dict[str, Any]


def find(request: dict[str, Any]) -> ChangeSet | None:
    """Find the change set that a request names, by its id, or by its name and its stack's name or id."""
    stack = _resolve_stack(_p(request, "StackName"))
    name = stack["StackName"] if stack is not None else _p(request, "StackName")
    change_set: ChangeSet | None = changesets._find_change_set(_p(request, "ChangeSetName"), name)[1]
    return change_set


def below(change_set: ChangeSet) -> list[ChangeSet]:
    """The change sets of nested stacks under this one, at any depth."""
    nested = []
    for candidate in list(cloudformation._change_sets.values()):
        if candidate.get("ParentChangeSetId") == change_set["ChangeSetId"]:
            nested += [candidate, *below(candidate)]
    return nested


def drop(change_set: ChangeSet) -> None:
    """Forget a change set, those below it, and the stacks that were under review for it."""
    for dropped in [change_set, *below(change_set)]:
        cloudformation._change_sets.pop(dropped["ChangeSetId"], None)
        for physical_id in dropped.get("_reserved", {}).values():
            child = find_stack(physical_id)
            if child is not None and child["StackStatus"] == "REVIEW_IN_PROGRESS":
                set_status(child, "DELETE_COMPLETE")
