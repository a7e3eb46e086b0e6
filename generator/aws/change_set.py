"""Change sets: made once per content and state of the stack, executed, or taken back. AWS calls them by their id."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import uuid4

from botocore.exceptions import ClientError

from generator.aws.calls import RefusedError, ask, code, message, pages
from generator.aws.cloud import Cloud
from generator.aws.stacks import Stack, find

PREFIX = "deploy-"
# A set that is merely looked at. It has a name of its own, so that whoever takes it away takes it from nobody else.
LOOK = "plan-"
_NOT_FOUND = ("ChangeSetNotFound", "ChangeSetNotFoundException")
_NOT_NOW = ("InvalidChangeSetStatus", "InvalidChangeSetStatusException")
# A set of these statuses serves the next run as well as the one that made it.
_USEFUL = ("CREATE_PENDING", "CREATE_IN_PROGRESS", "CREATE_COMPLETE")
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
    parameters: Mapping[str, str] = field(default_factory=dict)
    """Those of the root. They follow from the state of the stack, and do not make it another content."""

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
    if wanted.parameters:
        arguments["Parameters"] = [
            {"ParameterKey": key, "ParameterValue": value} for key, value in sorted(wanted.parameters.items())
        ]
    if wanted.role_arn:
        arguments["RoleARN"] = wanted.role_arn
    for _ in range(3):
        try:
            answer = ask(cloud.cloudformation.create_change_set, **arguments)
            return Made(name, answer["Id"], answer["StackId"])
        except ClientError as error:
            if code(error) != "AlreadyExistsException":
                raise RefusedError(f"the change set cannot be made: {message(error)}") from None
        existing = _existing(cloud, name, wanted.stack)
        if existing is None:
            continue
        made = _made(name, existing, wanted)
        if existing.get("ExecutionStatus") != "OBSOLETE" and existing["Status"] in _USEFUL:
            return made
        delete(cloud, made, with_stack=False)
    raise RefusedError(f"the change set cannot be made: {name} is still being deleted; try again in a minute")


def made_after_all(cloud: Cloud, wanted: Wanted, name: str) -> Made | None:
    """Find the set that a call asked for whose answer nobody waited for; None when it never arrived."""
    for _ in range(_ARRIVALS):
        if existing := _existing(cloud, name, wanted.stack):
            return _made(name, existing, wanted)
        time.sleep(min(cloud.pause, 1.0))
    return None


def _made(name: str, existing: Mapping[str, Any], wanted: Wanted) -> Made:
    description = existing.get("Description", "")
    own = description == wanted.description[:1024]
    return Made(name, existing["ChangeSetId"], existing["StackId"], own, description)


def _existing(cloud: Cloud, name: str, stack: str) -> Mapping[str, Any] | None:
    try:
        answer: Mapping[str, Any] = ask(cloud.cloudformation.describe_change_set, ChangeSetName=name, StackName=stack)
    except ClientError as error:
        if code(error) in _NOT_FOUND or (code(error) == "ValidationError" and "does not exist" in message(error)):
            return None
        raise RefusedError(f"the change set cannot be read: {message(error)}") from None
    return answer


def execute(cloud: Cloud, made: Made, *, rollback: bool = True) -> bool:
    """Start the deployment. False when the set cannot be executed any more: the stack changed meanwhile.

    ``rollback``: whether what fails is undone. From CREATE_FAILED and UPDATE_FAILED, where an earlier operation left
    the stack, CloudFormation goes on only without ("currently in a non-terminal state ... use the
    disable-rollback parameter", github.com/ansible-collections/amazon.aws/issues/1655, read 2026-11). Arriving twice
    does no harm: the token is the same.
    """
    # DisableRollback is always said: what it means left out, the API reference of ExecuteChangeSet (True) and that of
    # DeploymentConfig (false) say differently; aws-cli and rain always say it (read 2026-11). What an update that
    # cannot be undone has made is not taken away either.
    how = {"DisableRollback": False, "RetainExceptOnCreate": True} if rollback else {"DisableRollback": True}
    try:
        ask(cloud.cloudformation.execute_change_set, ChangeSetName=made.id, ClientRequestToken=made.token, **how)
    except ClientError as error:
        if code(error) in ("TokenAlreadyExistsException", "OperationInProgressException"):
            return True
        if code(error) in (*_NOT_FOUND, *_NOT_NOW):
            return False
        if code(error) == "ValidationError" and "IN_PROGRESS" in message(error):
            return False
        raise RefusedError(f"the change set cannot be executed: {message(error)}") from None
    return True


def delete(cloud: Cloud, made: Made, *, with_stack: bool) -> bool:
    """Take a change set back, and with it the empty stack that it was made for, so that nothing is left of it.

    One that is being made cannot be deleted yet (API reference of DeleteChangeSet, InvalidChangeSetStatus, read
    2026-11), and is waited for. False when it is still there after that. Raises RefusedError.
    """
    try:
        if not _accepted_deletion(cloud, made):
            return False
        # With nested sets the call returns before they are gone (github.com/aws/aws-cdk-cli waits as well, 2026-11).
        for _ in range(LOOKS):
            remaining = {summary["ChangeSetId"] for summary in _sets(cloud, made.stack_id)}
            if made.id not in remaining:
                break
            time.sleep(min(cloud.pause, 2.0))
        # Somebody may have executed another set meanwhile: what is being created is not empty any more.
        if with_stack and not remaining - {made.id} and _never_executed(cloud, made.stack_id):
            ask(cloud.cloudformation.delete_stack, StackName=made.stack_id)
    except ClientError as error:
        if code(error) not in (*_NOT_FOUND, "ValidationError"):
            raise RefusedError(f"the change set cannot be deleted: {message(error)}") from None
    return True


def _accepted_deletion(cloud: Cloud, made: Made) -> bool:
    """Ask to delete a set until that is taken, or until there is no set to delete any more."""
    for _ in range(LOOKS):
        try:
            ask(cloud.cloudformation.delete_change_set, ChangeSetName=made.id)
            return True
        except ClientError as error:
            if code(error) in _NOT_FOUND:
                return True
            if code(error) not in _NOT_NOW:
                raise
        stack = find(cloud, made.stack_id)
        if stack and stack.status.endswith("_IN_PROGRESS") and stack.status != "REVIEW_IN_PROGRESS":
            return True  # it is being executed, or goes as another one is
        time.sleep(min(cloud.pause, 2.0))
    return False


def _never_executed(cloud: Cloud, stack_id: str) -> bool:
    stack = find(cloud, stack_id)
    return stack is None or stack.status == "REVIEW_IN_PROGRESS"


def _sets(cloud: Cloud, stack_id: str) -> Iterator[Mapping[str, Any]]:
    return pages(cloud.cloudformation, "list_change_sets", "Summaries", StackName=stack_id)
