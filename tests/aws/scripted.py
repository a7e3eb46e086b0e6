"""An AWS that answers as it is told: real botocore clients, real validation, no connection.

What is asked is checked against the service's model by botocore, and what is answered as botocore's own Stubber checks
it; unlike there, calls may come in any order and any number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import boto3
from botocore.awsrequest import AWSResponse
from botocore.model import OperationModel
from botocore.validate import validate_parameters

from generator.aws.cloud import Caller, Cloud

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
STACK_ID = "arn:aws:cloudformation:us-east-1:111122223333:stack/task-management-dev/1b2c"
CALLER = Caller("111122223333", "arn:aws:sts::111122223333:assumed-role/Deployer/kim")


@dataclass(frozen=True)
class Refuse:
    """An error answer."""

    code: str
    message: str = ""
    status: int = 400
    headers: Mapping[str, str] = field(default_factory=dict)


Reply = Mapping[str, Any] | Refuse | BaseException
Answer = Reply | list[Reply] | Callable[[Mapping[str, Any]], Reply]


@dataclass
class Scripted:
    """Answers by operation: one, a list of which the last is repeated, or a function of what is asked."""

    answers: dict[str, Answer]
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def cloud(self) -> Cloud:
        """A Cloud whose calls all end here, until another one is asked for its own."""
        _ANSWERING[:] = [self]
        return _Here("us-east-1", pause=0)

    def made(self, operation: str) -> list[dict[str, Any]]:
        """The parameters of every call of an operation."""
        return [parameters for name, parameters in self.calls if name == operation]

    def answer(self, model: OperationModel, parameters: dict[str, Any]) -> tuple[AWSResponse, Mapping[str, Any]]:
        """Answer a call, or raise what keeps it from being answered."""
        self.calls.append((model.name, parameters))
        reply = self._reply(model.name, parameters)
        if isinstance(reply, BaseException):
            raise reply
        if isinstance(reply, Refuse):
            error = {"Code": reply.code, "Message": reply.message}
            metadata = {"HTTPStatusCode": reply.status, "HTTPHeaders": dict(reply.headers)}
            answer = {"Error": error, "ResponseMetadata": metadata}
            return AWSResponse("", reply.status, {}, None), answer
        if model.output_shape is not None:
            validate_parameters(reply, model.output_shape)
        return AWSResponse("", 200, {}, None), dict(reply)

    def _reply(self, operation: str, parameters: Mapping[str, Any]) -> Reply:
        if operation not in self.answers:
            raise AssertionError(f"{operation} was not expected: {parameters}")
        reply = self.answers[operation]
        if isinstance(reply, list):
            return reply.pop(0) if len(reply) > 1 else reply[0]
        return reply(parameters) if callable(reply) else reply


_ANSWERING: list[Scripted] = []


class _Here(Cloud):
    def client(self, service: str) -> Any:
        return _client(service)


@cache
def _client(service: str) -> Any:
    """Make a client once: most of a test's time would go into that."""
    client = _session().client(service)  # type: ignore[call-overload]
    asked: list[dict[str, Any]] = []
    client.meta.events.register("before-parameter-build.*.*", lambda params, **_: asked.append(dict(params)))
    client.meta.events.register("before-call.*.*", lambda model, **_: _ANSWERING[0].answer(model, asked.pop()))
    return client


@cache
def _session() -> boto3.Session:
    return boto3.Session(aws_access_key_id="x", aws_secret_access_key="x", region_name="us-east-1")


def stack(status: str, **more: Any) -> dict[str, Any]:
    """The answer of DescribeStacks."""
    answer = {"StackId": STACK_ID, "StackName": "task-management-dev", "StackStatus": status, "CreationTime": NOW}
    return {"Stacks": [{**answer, **more}]}


ABSENT = Refuse("ValidationError", "Stack with id task-management-dev does not exist")


def event(second: int, name: str, status: str, **more: Any) -> dict[str, Any]:
    """One event of the root; that of the root itself has an empty name."""
    own = {
        "LogicalResourceId": "task-management-dev",
        "PhysicalResourceId": STACK_ID,
        "ResourceType": "AWS::CloudFormation::Stack",
    }
    answer = {
        "StackId": STACK_ID,
        "StackName": "task-management-dev",
        "EventId": f"{second}-{name}-{status}",
        "Timestamp": NOW + timedelta(seconds=second),
        "ResourceStatus": status,
        **({"LogicalResourceId": name, "ResourceType": "AWS::X::Y"} if name else own),
    }
    return {**answer, **more}


def events(*newest_first: dict[str, Any]) -> dict[str, Any]:
    """The answer of DescribeStackEvents."""
    return {"StackEvents": list(newest_first)}


def change(name: str, type_: str, action: str = "Modify", **more: Any) -> dict[str, Any]:
    """One entry of a change set."""
    entry = {"LogicalResourceId": name, "ResourceType": type_, "Action": action, **more}
    return {"Type": "Resource", "ResourceChange": entry}


SET = "arn:aws:cloudformation:us-east-1:111122223333:changeSet/deploy-x/1"


def change_set(status: str = "CREATE_COMPLETE", *changes: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The answer of DescribeChangeSet."""
    return {"ChangeSetId": SET, "StackId": STACK_ID, "Status": status, "Changes": list(changes), **more}
