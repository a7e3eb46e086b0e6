"""Do the policies of endpoints let through what the code of tasks calls as the task role?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.awsdata.apis import callable_types
from generator.ecs.arns import account, join
from generator.ecs.tasks import Task
from generator.iam import Caller
from generator.logic import Answer, Truth, no, unknown
from generator.needs.apis.api_permissions import Allowed
from generator.needs.apis.grants import Grant
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.network.endpoint_policies import EndpointPolicyBlocks, endpoint_policies_allow
from generator.needs.permissions.permissions import Action
from generator.needs.permissions.policy_values import text
from generator.stack import Absent, Literal, Pseudo, Reference, Text, Unknown, Value

_ANY = Unknown("any resource", "which resource the code calls is not known here")


@dataclass(frozen=True)
class ApiPolicyBlocks(Fault):
    """The policy of an endpoint lets nothing through of what tasks are told of and may do.

    ``variant`` is ``invalid`` when EC2 refuses it because of its ``trouble``, else ``blocks``.
    """

    variant: str
    api: str
    trouble: str
    actions: tuple[str, ...]
    target: str


@dataclass(frozen=True)
class ApiPolicyPerhapsBlocks(ApiPolicyBlocks):
    """The policy of an endpoint lets nothing through of what the task role allows there."""


def policies_let_through(
    context: Context, task: Task, api: str, service: str, may: Sequence[Allowed], mine: Sequence[Grant]
) -> Iterator[Answer]:
    """Answer for what tasks are told of, or else for what their role names."""
    named = [
        Action(call, allowed.told.called, f"use {allowed.told}", about=allowed.told.resource)
        for allowed in may
        for call in allowed.calls
    ]
    actions = named or [action for grant in mine for action in _samples(service, grant)]
    kind = ApiPolicyBlocks if named else ApiPolicyPerhapsBlocks
    role, signer = task.role("TaskRoleArn"), _signer(task)
    answers = []
    for action in dict.fromkeys(actions):
        answer = endpoint_policies_allow(context.paths, task, role, api, [action], signer=signer)
        if answer is not None:
            answers.append((action, answer))
    blocked = [(action, answer) for action, answer in answers if answer.verdict is Truth.NO]
    if blocked and len(blocked) == len(answers):
        yield from _blocked(task, kind, api, blocked)
    elif blocked:
        yield unknown(f"an endpoint's policy does not let {blocked[0][0].name} on {blocked[0][0].target} through")
    else:
        yield from (answer for _, answer in answers)


def _blocked(
    task: Task, kind: type[ApiPolicyBlocks], api: str, blocked: Sequence[tuple[Action, Answer]]
) -> Iterator[Answer]:
    names = tuple(dict.fromkeys(action.name for action, _ in blocked))
    by_endpoint = {
        cause.resource: cause
        for _, answer in blocked
        for cause in answer.causes
        if isinstance(cause, EndpointPolicyBlocks)
    }
    for resource, cause in by_endpoint.items():
        variant = "invalid" if cause.variant == "invalid" else "blocks"
        target = blocked[0][0].target
        yield no(kind(resource, cause.steps, (task.name,), variant, api, cause.trouble, names, target))


def _samples(service: str, grant: Grant) -> Iterator[Action]:
    """What a grant is for: the action that it names, or well-known ones that it covers."""
    names = [grant.action]
    if "*" in grant.action or "?" in grant.action:
        calls = (call for known in callable_types().values() if known.service == service for call in known.calls)
        names = [call for call in calls if grant.covers(call)]
    for name in names:
        yield Action(name, _sample(grant.resource), "do what the task role allows")


def _sample(resource: Value) -> Value:
    """A resource that a pattern of a policy covers: each wildcard stands for something."""
    if isinstance(resource, Absent):
        return _ANY
    pieces: list[str | Value] = []
    for piece in resource.parts if isinstance(resource, Text) else (resource,):
        if not isinstance(piece, Literal):
            pieces.append(piece)
            continue
        first, *others = piece.text.split("*")
        pieces.append(first)
        for other in others:
            pieces += [Pseudo("whatever is there"), other]
    return join(*pieces)


def _signer(task: Task) -> Caller:
    graph, role = task.graph, task.role("TaskRoleArn")
    created = graph.target(role, "AWS::IAM::Role")
    named = text(graph, Reference(created.path, "Arn") if created else role)
    return Caller(arn=named, account=text(graph, account(graph)))
