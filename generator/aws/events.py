"""The events of one stack, as DescribeStackEvents tells them: newest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from botocore.exceptions import ClientError

from generator.aws.calls import RefusedError, ask, code, message
from generator.aws.cloud import Cloud
from generator.changes.causes import Event, Hook

# What a root says of itself when an operation on it begins; rollbacks belong to the operation that failed.
BEGINNINGS = ("CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "DELETE_IN_PROGRESS", "IMPORT_IN_PROGRESS")


def events(cloud: Cloud, stack_id: str, path: tuple[str, ...] = ()) -> Iterator[Event]:
    """A stack's events, newest first; only as many pages are read as are used.

    ``path`` leads from the root to the stack. Raises RefusedError, and what :func:`~generator.aws.calls.ask` raises.
    """
    token: dict[str, str] = {}
    while True:
        try:
            answer = ask(cloud.cloudformation.describe_stack_events, StackName=stack_id, **token)
        except ClientError as error:
            if code(error) == "ValidationError" and "does not exist" in message(error):
                return
            raise RefusedError(f"the events of {stack_id} cannot be read: {message(error)}") from None
        yield from (_event(entry, path) for entry in answer["StackEvents"])
        if not answer.get("NextToken"):
            return
        token = {"NextToken": answer["NextToken"]}


def _event(entry: Mapping[str, Any], path: tuple[str, ...]) -> Event:
    own = entry.get("PhysicalResourceId") == entry["StackId"]
    return Event(
        entry["EventId"],
        entry["Timestamp"],
        path if own else (*path, entry["LogicalResourceId"]),
        entry.get("ResourceType", ""),
        entry.get("ResourceStatus", ""),
        entry.get("ResourceStatusReason", ""),
        entry["StackId"],
        entry.get("PhysicalResourceId", ""),
        entry.get("ClientRequestToken", ""),
        hook=_hook(entry),
    )


def _hook(entry: Mapping[str, Any]) -> Hook | None:
    """What a hook said, where the event is about one (CloudFormation API reference, StackEvent, read 2026-11)."""
    if not entry.get("HookType"):
        return None
    words = ("HookType", "HookStatus", "HookStatusReason", "HookFailureMode")
    return Hook(*(entry.get(word, "") for word in words))


def beginning(cloud: Cloud, stack_id: str) -> Event | None:
    """The event with which the last operation on a root stack began; its token is that of the operation."""
    return next((event for event in events(cloud, stack_id) if not event.path and event.status in BEGINNINGS), None)


def newest(cloud: Cloud, stack_id: str) -> str:
    """The id of a stack's newest event, from where on a new operation is followed."""
    return next((event.id for event in events(cloud, stack_id)), "")
