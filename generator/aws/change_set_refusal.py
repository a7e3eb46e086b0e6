"""Why CloudFormation did not make a change set: the reason of the nested set that failed by itself, and its details."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from botocore.exceptions import ClientError

from generator.aws.calls import message, pages
from generator.aws.change_set_reading import nested_sets, wait
from generator.aws.cloud import Cloud
from generator.changes.reasons import Failure, only_from_root, reason


@dataclass(frozen=True)
class Refusal:
    """Why a set was not made. ``path`` is the nested stack that says it, ``details`` what validation found."""

    failure: Failure
    path: tuple[str, ...]
    text: str
    details: tuple[str, ...] = ()


def refusal(cloud: Cloud, change_set: str, path: tuple[str, ...] = ()) -> Refusal:
    """Find the reason of a failed change set in the nested set that has one of its own.

    A root names the first nested set that failed, and others may still be at work: each is waited for. Sets that only
    have nothing to change do not count.
    """
    answer = wait(cloud, change_set)
    told = reason(answer.get("StatusReason", ""))
    if told.failure is Failure.CHILD:
        nested = dict(nested_sets(cloud, change_set))
        if told.child not in nested.values():
            nested.setdefault("(nested)", told.child)
        refusals = [
            refusal(cloud, id_, (*path, name))
            for name, id_ in nested.items()
            if (child := wait(cloud, id_))["Status"] == "FAILED" and not only_from_root(child.get("StatusReason", ""))
        ]
        failures = [inner for inner in refusals if inner.failure is not Failure.NO_CHANGE]
        return (failures or refusals or [Refusal(Failure.OTHER, path, told.text)])[0]
    details = () if told.failure is Failure.NO_CHANGE else tuple(_validations(cloud, answer["ChangeSetId"]))
    return Refusal(told.failure, path, told.text, details)


def _validations(cloud: Cloud, change_set: str) -> Iterator[str]:
    """What validation before deployment reports; one line that says so when that may not be read."""
    failed = {"ChangeSetName": change_set, "Filters": {"FailedEvents": True}}
    try:
        for event in pages(cloud.cloudformation, "describe_events", "OperationEvents", **failed):
            if event.get("EventType") not in ("VALIDATION_ERROR", "HOOK_INVOCATION_ERROR"):
                continue
            words = ("ValidationStatusReason", "HookStatusReason", "ResourceStatusReason")
            text = next((event[key] for key in words if event.get(key)), "")
            place = event.get("ValidationPath") or event.get("LogicalResourceId", "")
            yield f"{place}: {text}" if place else text
    except ClientError as error:
        yield f"the details cannot be read ({message(error)}): allow cloudformation:DescribeEvents to see them"
