"""What the proof says of what is deployed here: handed over by whoever deploys, and asked when tasks start."""

from __future__ import annotations

import json
from typing import Any

from ministack.core.responses import AccountRegionScopedDict, request_scope
from ministack.services import cloudformation

from generator.diagnosis.bundle import Row
from generator.rehearsal.server import ACCOUNT

_ROWS = AccountRegionScopedDict()  # name of a root stack -> the answers of the proof
_NOTES = AccountRegionScopedDict()  # name of a root stack -> what the rehearsal has to say of its tasks


def stored() -> dict[str, Any]:
    """What a snapshot needs."""
    return {"rows": _ROWS, "notes": _NOTES}


def restore(data: dict[str, Any]) -> None:
    """Take back what a snapshot holds."""
    _ROWS._data.update(data["rows"]._data)
    _NOTES._data.update(data["notes"]._data)


def keep(text: bytes) -> None:
    """Take the proof of what is about to be deployed as one root stack, instead of the one before."""
    given = json.loads(text)
    with request_scope(ACCOUNT, given["region"]):
        _ROWS[given["stack"]] = given["rows"]
        _NOTES[given["stack"]] = []


def told(text: bytes) -> list[str]:
    """What the rehearsal has to say of the tasks of a root stack since its proof was handed over."""
    asked = json.loads(text)
    with request_scope(ACCOUNT, asked["region"]):
        return list(_NOTES.get(asked["stack"], []))


def rows(service: str) -> list[Row]:
    """The answers for the tasks of a service, by its ARN; none where nobody handed over a proof."""
    stack, path = place(service)
    return [Row.model_validate(row) for row in _ROWS.get(stack, []) if row["task"] == path]


def known(service: str) -> bool:
    """Whether somebody handed over a proof of the stack that a service is in."""
    return place(service)[0] in _ROWS


def say(service: str, note: str) -> None:
    """Have something told of the tasks of a service to whoever deploys it."""
    stack, path = place(service)
    if stack in _NOTES:
        _NOTES[stack] = [*_NOTES[stack], f"{path}: {note}"]


def place(physical_id: str) -> tuple[str, str]:
    """The root stack that a resource belongs to, and its logical ids from there, as in Web/Service."""
    names: list[str] = []
    owner = _owner(physical_id)
    root = ""
    while owner is not None:
        stack, logical_id = owner
        names.insert(0, logical_id)
        root = stack["StackName"]
        owner = _owner(stack["StackId"])
    return root, "/".join(names)


def _owner(physical_id: str) -> tuple[dict[str, Any], str] | None:
    """The stack that has a resource, and the resource's name in it."""
    for stack in cloudformation._stacks.values():
        if stack["StackStatus"] == "DELETE_COMPLETE":
            continue
        for name, resource in stack["_resources"].items():
            if resource["PhysicalResourceId"] == physical_id:
                return stack, name
    return None
