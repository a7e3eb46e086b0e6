"""Change sets: made once per content and state, waited for, read with their nested ones, and taken back."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import uuid4

from botocore.exceptions import ClientError

from generator.aws.calls import RefusedError, ask, code, message, pages
from generator.aws.cloud import Cloud
from generator.aws.stacks import Physical, Stack, find, resources, template
from generator.changes.change import STACK, Change, Described
from generator.changes.completed import completed, incomplete
from generator.changes.loss import deletion_policy
from generator.changes.reasons import Failure, only_from_root, reason

PREFIX = "deploy-"
# A set that is merely looked at. It has a name of its own, so that whoever takes it away takes it from nobody else.
LOOK = "plan-"
_GONE = ("ChangeSetNotFound", "ChangeSetNotFoundException")
_NOT_NOW = ("InvalidChangeSetStatus", "InvalidChangeSetStatusException")
# How often a set that is being deleted is looked at: with nested sets that takes a while.
LOOKS = 60
# How often a set is looked for whose making was interrupted.
_ARRIVALS = 3


@dataclass(frozen=True)
class Wanted:
    """What a change set is made from. Its name follows from all of it, and from the state of the stack."""

    stack: str
    kind: str
    template_url: str
    capabilities: tuple[str, ...]
    tags: Mapping[str, str]
    role_arn: str | None = None
    description: str = ""

    @property
    def content(self) -> str:
        """Tell apart what is deployed: the same in every run that would deploy the same."""
        parts = (
            self.template_url,
            self.role_arn or "",
            *self.capabilities,
            *(f"{k}={v}" for k, v in sorted(self.tags.items())),
        )
        return sha256("\n".join(parts).encode()).hexdigest()[:20]

    def name(self, stack: Stack | None, *, look: bool = False) -> str:
        """The name, and token, of the change set: another one once the stack has been changed.

        A set that is only looked at (``look``) is not found by whoever deploys, and each person has their own.
        """
        state = (
            "new"
            if stack is None or stack.status in ("REVIEW_IN_PROGRESS", "DELETE_COMPLETE")
            else f"{stack.id} {stack.updated.isoformat()}"
        )
        name = f"{self.content}-{sha256(state.encode()).hexdigest()[:8]}"
        return f"{LOOK}{name}-{sha256(self.description.encode()).hexdigest()[:8]}" if look else f"{PREFIX}{name}"


def content_of(change_set: str) -> str:
    """The content that a change set's name or id tells; empty when it was made by something else."""
    name = change_set.rpartition("changeSet/")[2].partition("/")[0] if change_set.startswith("arn:") else change_set
    return name.removeprefix(PREFIX).partition("-")[0] if name.startswith(PREFIX) else ""


@dataclass(frozen=True)
class Made:
    """A change set that exists: its name, its id, and that of its stack.

    ``own`` when this run made it, or an earlier one of the same person on the same machine; else somebody else may be
    looking at it. ``description`` says who made it.
    """

    name: str
    id: str
    stack_id: str
    own: bool = True
    description: str = ""

    @property
    def token(self) -> str:
        """The token of its execution: the same for everybody who finds this set, and for no other set.

        A stack that is deleted and made anew gets a set of the same name, and a token counts once.
        """
        return f"{self.name}-{sha256(self.id.encode()).hexdigest()[:8]}"


def make(cloud: Cloud, wanted: Wanted, name: str) -> Made:
    """Make a change set, or find the one that an earlier run made from the same content on the same state.

    One that failed, is out of date or on its way out is of no use and makes room. Raises RefusedError with
    CloudFormation's own words.
    """
    arguments: dict[str, Any] = {
        "StackName": wanted.stack,
        "ChangeSetName": name,
        # For the retries of this call alone: a set that was deleted may come back by the same name, not the same token.
        "ClientToken": f"{PREFIX}{uuid4()}",
        "ChangeSetType": wanted.kind,
        "TemplateURL": wanted.template_url,
        "Capabilities": list(wanted.capabilities),
        "Tags": [{"Key": key, "Value": value} for key, value in sorted(wanted.tags.items()) if value],
        "IncludeNestedStacks": True,
        "Description": wanted.description[:1024],
    }
    if wanted.role_arn:
        arguments["RoleARN"] = wanted.role_arn
    for _ in range(3):
        try:
            answer = ask(cloud.cloudformation.create_change_set, **arguments)
            return Made(name, answer["Id"], answer["StackId"])
        except ClientError as error:
            if code(error) != "AlreadyExistsException":
                raise RefusedError(f"the change set cannot be made: {message(error)}") from None
        there = _there(cloud, name, wanted.stack)
        useful = there and there.get("ExecutionStatus") != "OBSOLETE"
        if there and useful and there["Status"] in ("CREATE_PENDING", "CREATE_IN_PROGRESS", "CREATE_COMPLETE"):
            return _made(name, there, wanted)
        if there:
            delete(cloud, _made(name, there, wanted), with_stack=False)
    raise RefusedError(f"the change set cannot be made: {name} is still being deleted; try again in a minute")


def made_after_all(cloud: Cloud, wanted: Wanted, name: str) -> Made | None:
    """Find the set that a call asked for whose answer nobody waited for; None when it never arrived."""
    for _ in range(_ARRIVALS):
        if there := _there(cloud, name, wanted.stack):
            return _made(name, there, wanted)
        time.sleep(min(cloud.pause, 1.0))
    return None


def _made(name: str, there: Mapping[str, Any], wanted: Wanted) -> Made:
    description = there.get("Description", "")
    own = description == wanted.description[:1024]
    return Made(name, there["ChangeSetId"], there["StackId"], own, description)


def wait(cloud: Cloud, change_set: str) -> Mapping[str, Any]:
    """Wait until CloudFormation has made the set, or has failed to, and give what it says of it."""
    while True:
        answer = _describe(cloud, change_set)
        if answer["Status"] not in ("CREATE_PENDING", "CREATE_IN_PROGRESS"):
            return answer
        time.sleep(min(cloud.pause, 2.0))


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
    found = reason(answer.get("StatusReason", ""))
    if found.failure is Failure.CHILD:
        nested = dict(_nested_sets(cloud, change_set))
        if found.child not in nested.values():
            nested.setdefault("(nested)", found.child)
        inner = [
            refusal(cloud, id_, (*path, name))
            for name, id_ in nested.items()
            if (child := wait(cloud, id_))["Status"] == "FAILED" and not only_from_root(child.get("StatusReason", ""))
        ]
        real = [each for each in inner if each.failure is not Failure.NO_CHANGE]
        return (real or inner or [Refusal(Failure.OTHER, path, found.text)])[0]
    details = () if found.failure is Failure.NO_CHANGE else tuple(_validations(cloud, answer["ChangeSetId"]))
    return Refusal(found.failure, path, found.text, details)


def describe(cloud: Cloud, change_set: str) -> Described:
    """Read a set and its nested sets, and what goes away with nested stacks that are removed as a whole."""
    entries = _changes_with_values(cloud, change_set)
    nested: dict[str, Described] = {}
    lost: dict[str, list[Change]] = {}
    for each in (entry.get("ResourceChange") or {} for entry in entries):
        if each.get("ResourceType") != STACK:
            continue
        if each.get("ChangeSetId"):
            nested[each["LogicalResourceId"]] = describe(cloud, each["ChangeSetId"])
        if each.get("PhysicalResourceId") and (each.get("Action") == "Remove" or each.get("Replacement") == "True"):
            lost[each["LogicalResourceId"]] = _everything_in(cloud, each)
    return Described(entries, nested, lost)


def _everything_in(cloud: Cloud, answer: Mapping[str, Any]) -> list[Change]:
    name, stack = answer["LogicalResourceId"], answer["PhysicalResourceId"]
    policies: dict[str, Mapping[str, Any]] = {}

    def kept(each: Physical) -> str:
        if each.stack not in policies:
            policies[each.stack] = template(cloud, each.stack).get("Resources") or {}
        resource = policies[each.stack].get(each.path[-1]) or {}
        policy = deletion_policy(each.type, resource)
        return "" if policy == "Delete" else policy

    return [
        Change(each.path, each.type, "remove", each.id, kept=kept(each)) for each in resources(cloud, stack, (name,))
    ]


def delete(cloud: Cloud, made: Made, *, with_stack: bool) -> bool:
    """Take a change set back, and with it the empty stack that it was made for, so that nothing is left of it.

    One that is being made cannot be deleted yet (API reference of DeleteChangeSet, InvalidChangeSetStatus, read
    2026-11), and is waited for. False when it is still there after that. Raises RefusedError.
    """
    try:
        if not _deleted(cloud, made):
            return False
        # With nested sets the call returns before they are gone (github.com/aws/aws-cdk-cli waits as well, 2026-11).
        for _ in range(LOOKS):
            left = {each["ChangeSetId"] for each in _sets(cloud, made.stack_id)}
            if made.id not in left:
                break
            time.sleep(min(cloud.pause, 2.0))
        # Somebody may have executed another set meanwhile: what is being created is not empty any more.
        if with_stack and not left - {made.id} and _empty(cloud, made.stack_id):
            ask(cloud.cloudformation.delete_stack, StackName=made.stack_id)
    except ClientError as error:
        if code(error) not in (*_GONE, "ValidationError"):
            raise RefusedError(f"the change set cannot be deleted: {message(error)}") from None
    return True


def _deleted(cloud: Cloud, made: Made) -> bool:
    """Ask to delete a set until that is taken, or until there is no set to delete any more."""
    for _ in range(LOOKS):
        try:
            ask(cloud.cloudformation.delete_change_set, ChangeSetName=made.id)
            return True
        except ClientError as error:
            if code(error) in _GONE:
                return True
            if code(error) not in _NOT_NOW:
                raise
        stack = find(cloud, made.stack_id)
        if stack and stack.status.endswith("_IN_PROGRESS") and stack.status != "REVIEW_IN_PROGRESS":
            return True  # it is being executed, or goes as another one is
        time.sleep(min(cloud.pause, 2.0))
    return False


def _empty(cloud: Cloud, stack_id: str) -> bool:
    stack = find(cloud, stack_id)
    return stack is None or stack.status == "REVIEW_IN_PROGRESS"


def _sets(cloud: Cloud, stack_id: str) -> Iterator[Mapping[str, Any]]:
    return pages(cloud.cloudformation, "list_change_sets", "Summaries", StackName=stack_id)


def execute(cloud: Cloud, made: Made, *, unfinished: bool = False) -> bool:
    """Start the deployment. False when the set cannot be executed any more: the stack changed meanwhile.

    ``unfinished``: an earlier operation left the stack in CREATE_FAILED or UPDATE_FAILED, from where CloudFormation
    goes on only without rolling back ("currently in a non-terminal state ... use the disable-rollback parameter",
    github.com/ansible-collections/amazon.aws/issues/1655, read 2026-11). Arriving twice does no harm: the token is the
    same.
    """
    # DisableRollback is always said: what it means left out, the API reference of ExecuteChangeSet (True) and that of
    # DeploymentConfig (false) say differently; aws-cli and rain always say it (read 2026-11). What an update that
    # cannot be undone has made is not taken away either.
    how = {"DisableRollback": True} if unfinished else {"DisableRollback": False, "RetainExceptOnCreate": True}
    try:
        ask(cloud.cloudformation.execute_change_set, ChangeSetName=made.id, ClientRequestToken=made.token, **how)
    except ClientError as error:
        if code(error) in ("TokenAlreadyExistsException", "OperationInProgressException"):
            return True
        if code(error) in (*_GONE, *_NOT_NOW):
            return False
        if code(error) == "ValidationError" and "IN_PROGRESS" in message(error):
            return False
        raise RefusedError(f"the change set cannot be executed: {message(error)}") from None
    return True


def author(cloud: Cloud, stack: Stack) -> str:
    """Say who made the set that a stack was last changed by, in words that follow on its status; empty if unknown."""
    try:
        text = _describe(cloud, stack.change_set).get("Description", "") if stack.change_set else ""
    except RefusedError:
        return ""
    return f", {text}" if text else ""


def _describe(cloud: Cloud, change_set: str) -> Mapping[str, Any]:
    try:
        answer: Mapping[str, Any] = ask(cloud.cloudformation.describe_change_set, ChangeSetName=change_set)
    except ClientError as error:
        raise RefusedError(f"the change set cannot be read: {message(error)}") from None
    return answer


def _there(cloud: Cloud, name: str, stack: str) -> Mapping[str, Any] | None:
    try:
        answer: Mapping[str, Any] = ask(cloud.cloudformation.describe_change_set, ChangeSetName=name, StackName=stack)
    except ClientError as error:
        if code(error) in _GONE or (code(error) == "ValidationError" and "does not exist" in message(error)):
            return None
        raise RefusedError(f"the change set cannot be read: {message(error)}") from None
    return answer


def _changes_with_values(cloud: Cloud, change_set: str) -> Sequence[Mapping[str, Any]]:
    """All changes, with the values of properties as far as CloudFormation tells them."""
    changes: list[Mapping[str, Any]] = []
    partial = False
    for answer in _pages(cloud, change_set, IncludePropertyValues=True):
        changes += answer.get("Changes") or ()
        partial = partial or incomplete(answer.get("StatusReason", ""))
    return completed(changes, list(_changes(cloud, change_set))) if partial else changes


def _changes(cloud: Cloud, change_set: str) -> Iterator[Mapping[str, Any]]:
    """All changes without values: of those, none is left out."""
    for answer in _pages(cloud, change_set):
        yield from answer.get("Changes") or ()


def _pages(cloud: Cloud, change_set: str, **how: bool) -> Iterator[Mapping[str, Any]]:
    token: dict[str, str] = {}
    while True:
        try:
            call = cloud.cloudformation.describe_change_set
            answer: Mapping[str, Any] = ask(call, ChangeSetName=change_set, **how, **token)
        except ClientError as error:
            raise RefusedError(f"the change set cannot be read: {message(error)}") from None
        yield answer
        if not answer.get("NextToken"):
            return
        token = {"NextToken": answer["NextToken"]}


def _nested_sets(cloud: Cloud, change_set: str) -> Iterator[tuple[str, str]]:
    for entry in _changes(cloud, change_set):
        each = entry.get("ResourceChange") or {}
        if each.get("ChangeSetId"):
            yield each["LogicalResourceId"], each["ChangeSetId"]


def _validations(cloud: Cloud, change_set: str) -> Iterator[str]:
    """What validation before deployment found; nothing when that cannot be asked for."""
    try:
        found = pages(
            cloud.cloudformation,
            "describe_events",
            "OperationEvents",
            ChangeSetName=change_set,
            Filters={"FailedEvents": True},
        )
        for each in found:
            if each.get("EventType") in ("VALIDATION_ERROR", "HOOK_INVOCATION_ERROR"):
                text = (
                    each.get("ValidationStatusReason")
                    or each.get("HookStatusReason")
                    or each.get("ResourceStatusReason", "")
                )
                place = each.get("ValidationPath") or each.get("LogicalResourceId", "")
                yield f"{place}: {text}" if place else text
    except ClientError as error:
        yield f"the details cannot be read ({message(error)}); cloudformation:DescribeEvents shows them"
