"""Read a change set: wait until it is made, with the sets of nested stacks and the properties before and after."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from botocore.exceptions import ClientError

from generator.aws.calls import RefusedError, ask, message
from generator.aws.cloud import Cloud
from generator.aws.stacks import Stack, resources, template
from generator.changes.change import STACK, Change, Described
from generator.changes.completed import completed
from generator.changes.loss import deletion_policy


def wait(cloud: Cloud, change_set: str) -> Mapping[str, Any]:
    """Wait until CloudFormation has made the set, or has failed to, and give what it says of it."""
    while True:
        answer = _describe(cloud, change_set)
        if answer["Status"] not in ("CREATE_PENDING", "CREATE_IN_PROGRESS"):
            return answer
        time.sleep(min(cloud.pause, 2.0))


def describe(cloud: Cloud, change_set: str) -> Described:
    """Read a set and its nested sets, and what is deleted with nested stacks that are removed as a whole."""
    entries = _changes_with_values(cloud, change_set)
    nested: dict[str, Described] = {}
    lost: dict[str, list[Change]] = {}
    for answer in (entry.get("ResourceChange") or {} for entry in entries):
        if answer.get("ResourceType") != STACK:
            continue
        name = answer["LogicalResourceId"]
        if answer.get("ChangeSetId"):
            nested[name] = describe(cloud, answer["ChangeSetId"])
        removed = answer.get("Action") == "Remove" or answer.get("Replacement") == "True"
        if answer.get("PhysicalResourceId") and removed:
            lost[name] = _removals(cloud, name, answer["PhysicalResourceId"])
    return Described(entries, nested, lost)


def _removals(cloud: Cloud, name: str, stack: str) -> list[Change]:
    """The removal of every resource of a nested stack, with the properties that its template states."""
    definitions: dict[str, Mapping[str, Any]] = {}
    removals = []
    for resource in resources(cloud, stack, (name,)):
        if resource.stack not in definitions:
            definitions[resource.stack] = template(cloud, resource.stack).get("Resources") or {}
        definition = definitions[resource.stack].get(resource.path[-1]) or {}
        policy = deletion_policy(resource.type, definition)
        kept = "" if policy == "Delete" else policy
        before = definition.get("Properties") or {}
        removals.append(Change(resource.path, resource.type, "remove", resource.id, kept=kept, before=before))
    return removals


def author(cloud: Cloud, stack: Stack) -> str:
    """Say who made the set that a stack was last changed by, in words that follow on its status; empty if unknown."""
    try:
        text = _describe(cloud, stack.change_set).get("Description", "") if stack.change_set else ""
    except RefusedError:
        return ""
    return f", {text}" if text else ""


def nested_sets(cloud: Cloud, change_set: str) -> Iterator[tuple[str, str]]:
    """The logical id of each nested stack that has a change set, and the id of that set."""
    for entry in _changes_without_values(cloud, change_set):
        answer = entry.get("ResourceChange") or {}
        if answer.get("ChangeSetId"):
            yield answer["LogicalResourceId"], answer["ChangeSetId"]


def _describe(cloud: Cloud, change_set: str) -> Mapping[str, Any]:
    try:
        answer: Mapping[str, Any] = ask(cloud.cloudformation.describe_change_set, ChangeSetName=change_set)
    except ClientError as error:
        raise RefusedError(f"the change set cannot be read: {message(error)}") from None
    return answer


def _changes_with_values(cloud: Cloud, change_set: str) -> Sequence[Mapping[str, Any]]:
    """All changes, with the values of properties as far as CloudFormation tells them."""
    valued: list[Mapping[str, Any]] = []
    for answer in _description_pages(cloud, change_set, IncludePropertyValues=True):
        valued += answer.get("Changes") or ()
    return completed(valued, list(_changes_without_values(cloud, change_set)))


def _changes_without_values(cloud: Cloud, change_set: str) -> Iterator[Mapping[str, Any]]:
    """All changes without values: of those, none is left out."""
    for answer in _description_pages(cloud, change_set):
        yield from answer.get("Changes") or ()


def _description_pages(cloud: Cloud, change_set: str, **options: bool) -> Iterator[Mapping[str, Any]]:
    token: dict[str, str] = {}
    while True:
        try:
            call = cloud.cloudformation.describe_change_set
            answer: Mapping[str, Any] = ask(call, ChangeSetName=change_set, **options, **token)
        except ClientError as error:
            raise RefusedError(f"the change set cannot be read: {message(error)}") from None
        yield answer
        if not answer.get("NextToken"):
            return
        token = {"NextToken": answer["NextToken"]}
