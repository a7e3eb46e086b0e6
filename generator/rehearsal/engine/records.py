"""Stacks and their resources as the simulator keeps them, and the events that tell of them."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

from ministack.core.responses import now_iso
from ministack.services import cloudformation
from ministack.services.cloudformation import stacks as stock

Stack = dict[str, Any]
Record = dict[str, Any]

NESTED = "AWS::CloudFormation::Stack"
# What an update may change of a stack, and a rollback restores.
RESTORED = (
    "_resources",
    "_template",
    "_template_body",
    "_resolved_params",
    "_conditions",
    "Parameters",
    "Tags",
    "Outputs",
    "Description",
    "Capabilities",
)


class Failed(Exception):
    """A resource or a stack failed; the text is the reason that its parent and the events give."""


def readable(reason: str) -> str:
    """The message of a service's answer, which the simulator quotes as bytes, as CloudFormation words it."""
    quoted = re.search(r"b'(\{.*\})'", reason)
    try:
        answer = json.loads(quoted[1].replace("\\'", "'")) if quoted else {}
    except ValueError:
        return reason
    message = answer.get("message") or answer.get("Message")
    if not message:
        return reason
    return f'Resource handler returned message: "{message}" (HandlerErrorCode: {answer.get("__type", "GeneralError")})'


def find_stack(physical_id: str) -> Stack | None:
    """Find a stack by its id."""
    return next((stack for stack in cloudformation._stacks.values() if stack["StackId"] == physical_id), None)


def set_status(stack: Stack, status: str, reason: str = "") -> None:
    """Put a stack into its next status, and record the event that says so."""
    stack["StackStatus"] = status
    stack["StackStatusReason"] = reason
    add_event(stack, stack["StackName"], NESTED, status, reason, stack["StackId"])


def add_event(stack: Stack, logical_id: str, kind: str, status: str, reason: str = "", physical_id: str = "") -> None:
    """Record an event of a stack."""
    stock._add_event(stack["StackId"], stack["StackName"], logical_id, kind, status, reason, physical_id)
    record = stack["_resources"].get(logical_id)
    if record is not None and record["PhysicalResourceId"] == physical_id:
        record["ResourceStatus"] = status
        record["ResourceStatusReason"] = reason if status.endswith("_FAILED") else ""
        record["Timestamp"] = now_iso()


def record(stack: Stack, logical_id: str, kind: str, status: str, physical_id: str, **more: Any) -> Record:
    """Write down what a stack's resource is by now."""
    made = {
        "LogicalResourceId": logical_id,
        "PhysicalResourceId": physical_id,
        "ResourceType": kind,
        "ResourceStatus": status,
        "Timestamp": now_iso(),
        "Properties": {},
        "Attributes": {},
        **more,
    }
    stack["_resources"][logical_id] = made
    return made


def as_it_is(stack: Stack) -> dict[str, Any]:
    """Copy what a rollback would restore."""
    return {key: copy.deepcopy(stack[key]) for key in RESTORED if key in stack}
