"""May the task role use what its tasks are told of, and the key that this is encrypted with?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.awsdata.iam_actions import there_is
from generator.ecs.arns import account, join, region, settled
from generator.ecs.own_account import within_account
from generator.ecs.secrets.keys import CustomerKey, customer_key
from generator.ecs.stores.told_resources import Told
from generator.ecs.tasks import Task
from generator.logic import Answer, Truth, all_of, no, unknown, yes
from generator.needs.apis.grants import Grants
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.permissions.keys import usable
from generator.needs.permissions.permissions import Action, Denied, OtherSideDenies
from generator.needs.permissions.policy_values import text
from generator.stack import Absent, Reference, Resource, Text, Value, shown


@dataclass(frozen=True)
class ApiNotAllowed(Fault):
    """A task role allows nothing at all on what its tasks are told of.

    ``variant`` is ``none`` when it allows nothing of the service, ``other`` when it is for other resources,
    ``nothing in it`` when it names a bucket and not the objects, ``no role`` when there is no task role, ``no action``
    when all that it allows on it are words that are no actions of IAM. Of what is half granted there are ``sender`` and
    ``pass``.
    """

    variant: str
    variable: str
    told: str
    service: str
    role: str
    calls: tuple[str, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class ApiRefused(Fault):
    """The policy of what tasks are told of denies what their role allows."""

    variable: str
    told: str
    role: Resource
    action: Action
    because: str


@dataclass(frozen=True)
class ApiKeyDenied(Denied):
    """The task role may use what its tasks are told of, and not the key that this is encrypted with."""


@dataclass(frozen=True)
class ApiCallDenied(Denied):
    """One action that the task role does not allow; another may do."""


@dataclass(frozen=True)
class Allowed:
    """Whether tasks may use what they are told of, and the ``calls`` by which they certainly may."""

    told: Told
    answer: Answer
    calls: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    """Those of them that a policy of the role writes out."""


def told_allowed(context: Context, task: Task, told: Told, granted: Grants) -> Allowed:
    """Ask for each action that the role may take on it; one that it may is enough."""
    if isinstance(task.role("TaskRoleArn"), Absent):
        return Allowed(told, _without_role(task, told))
    role = context.permissions.roles.resource(task.role("TaskRoleArn"))
    if role is None:
        return Allowed(told, unknown(*granted.hidden))
    mine = granted.of.get(told.service, ())
    wide = bool(granted.everything or granted.hidden)
    granting = any(grant.covers(call) for grant in mine for call in told.known.calls)
    calls = [call for call in told.known.calls if wide or not granting or any(grant.covers(call) for grant in mine)]
    answers = {call: _ask(context, task, told, call) for call in calls}
    may = tuple(call for call, answer in answers.items() if answer.verdict is Truth.YES)
    if may:
        written = tuple(call for call in may if any(grant.action.lower() == call.lower() for grant in mine))
        return Allowed(told, all_of(answers[call] for call in may), may, written)
    plain = dict.fromkeys(grant.action for grant in mine if "*" not in grant.action and grant.action not in calls)
    others = [name for name in plain if there_is(name)]
    answers |= {name: _ask(context, task, told, name) for name in others}
    answers |= {f"{name} ": _ask(context, task, told, name, whole=True) for name in others if told.known.below}
    if any(answer.verdict is Truth.YES for name, answer in answers.items() if not told.known.only_manages(name)):
        return Allowed(told, yes(f"{role} may do something with {told}"))
    if manages := [name.strip() for name, answer in answers.items() if answer.verdict is Truth.YES]:
        wanted = ", ".join(told.known.calls)
        return Allowed(told, unknown(f"{role} allows {', '.join(manages)} on {told}, and not {wanted}"))
    doubts = [answer for answer in answers.values() if answer.verdict is Truth.UNKNOWN]
    if doubts and not wide and mine and all(_is_for_another(grant.resource, told) for grant in mine):
        return Allowed(told, _denied(task, told, role, granted, answers))
    unheard = tuple(name for name in plain if name not in others)
    if unheard and not doubts and not wide and not others and len(unheard) == len({grant.action for grant in mine}):
        denied = _denied(task, told, role, granted, answers)
        causes = (replace(each, variant="no action", words=unheard) if isinstance(each, ApiNotAllowed) else each
                  for each in denied.causes)  # fmt: skip
        return Allowed(told, replace(denied, causes=tuple(causes)))
    if doubts or wide or any("*" in grant.action and not answers for grant in mine):
        return Allowed(told, doubts[0] if doubts else unknown(f"what {role} allows is not all known here"))
    return Allowed(told, _denied(task, told, role, granted, answers))


def _is_for_another(resource: Value, told: Told) -> bool:
    """Whether a policy names another resource, by reference: two of these templates never have one name."""
    first = resource.parts[0] if isinstance(resource, Text) else resource
    return told.resource is not None and isinstance(first, Reference) and first.resource != told.resource.path


def _denied(task: Task, told: Told, role: Resource, granted: Grants, answers: dict[str, Answer]) -> Answer:
    causes = [cause for answer in answers.values() for cause in answer.causes]
    refused = [
        ApiRefused(
            each.resource, each.steps, (task.name,), told.variable.name, str(told), role, each.action, each.because
        )
        for each in causes
        if isinstance(each, OtherSideDenies)
    ]
    if refused:
        return no(refused[0])
    if "sts:assumerole" in {grant.action.lower() for grant in granted.of.get("sts", ())}:
        return unknown(f"{role} may assume another role, which may use {told}")
    variant = "other" if told.service in granted.of else "none"
    if told.known.below and any(grant.resource in _names(task, told) for grant in granted.of.get(told.service, ())):
        variant = "nothing in it"
    return no(_not_allowed(role, (), task, told, variant, str(role)))


def _names(task: Task, told: Told) -> tuple[Value, ...]:
    """How policies name it, without what is in it."""
    own = [Reference(told.resource.path, attribute) for attribute in told.known.arn] if told.resource else []
    return (*own, told.arn, settled(task.graph, told.arn))


def _not_allowed(
    resource: Resource, steps: tuple[str | int, ...], task: Task, told: Told, variant: str, role: str
) -> ApiNotAllowed:
    named = (told.variable.name, str(told), told.service, role, tuple(told.known.calls))
    return ApiNotAllowed(resource, steps, (task.name,), variant, *named)


def _without_role(task: Task, told: Told) -> Answer:
    if task.fargate is not Truth.YES:
        return unknown(f"on EC2 the role of the instance may allow it to use {told}, and that is not followed here")
    definition = told.variable.container.definition
    return no(_not_allowed(definition, told.variable.steps, task, told, "no role", ""))


def _ask(context: Context, task: Task, told: Told, call: str, whole: bool = False) -> Answer:
    """Ask for one action.

    Whose an account is that is written out, nobody tells where the own one is not: it is taken for the own.
    """
    permissions = context.permissions
    action = Action(call, told.arn if whole else told.called, f"use {told}", about=told.resource)
    answer = permissions.allowed(task, "TaskRoleArn", action, ApiCallDenied, ApiCallDenied)
    role = permissions.roles.resource(task.role("TaskRoleArn"))
    elsewhere = told.resource is None and within_account(task.graph, told.arn) is Truth.UNKNOWN
    if answer.verdict is Truth.UNKNOWN and elsewhere and role is not None:
        decision = permissions.decide(role, permissions.roles.policies(role), action)
        if decision.verdict is Truth.YES:
            return yes(str(role), *decision.because, f"{told} is taken for one of the account that this is deployed to")
    return answer


def asked_of_keys(context: Context, task: Task, allowed: Allowed) -> Iterator[Answer]:
    """Answer for the customer's key that is behind what tasks may use."""
    told, graph = allowed.told, task.graph
    if told.resource is None or not allowed.calls or not told.known.key:
        return
    named = told.resource.get(*(int(step) if step.isdigit() else step for step in told.known.key))
    key = customer_key(graph, named)
    if key is None:
        return
    if key.resource is not None:
        yield usable(graph, key, task, f"use {told}")
    answers = {
        call: all_of(_use_of_key(context, task, told, key, name) for name in told.known.calls[call])
        for call in allowed.calls
        if told.known.calls[call]
    }
    if not answers:
        return
    wrong = [answer for call, answer in answers.items() if call in allowed.written and answer.verdict is Truth.NO]
    good = [answer for answer in answers.values() if answer.verdict is Truth.YES]
    if wrong:
        yield wrong[0]
    elif good:
        yield good[0]
    else:
        doubts = [answer for answer in answers.values() if answer.verdict is Truth.UNKNOWN]
        yield doubts[0] if doubts else next(iter(answers.values()))


def _use_of_key(context: Context, task: Task, told: Told, key: CustomerKey, name: str) -> Answer:
    """Ask for one action on a key, in the name of the service whose resource it encrypts."""
    graph = task.graph
    service = join(f"{told.service}.", region(graph), ".amazonaws.com")
    by: list[tuple[str, object]] = [
        ("kms:ViaService", text(graph, service)),
        ("kms:CallerAccount", text(graph, account(graph))),
    ]
    resource: Value = Reference(key.resource.path, "Arn") if key.resource else key.named
    why = f"use {told} (it is encrypted with {key.resource or shown(key.named)})"
    action = Action(name, resource, why, tuple(by), about=key.resource)
    return context.permissions.allowed(task, "TaskRoleArn", action, ApiKeyDenied, ApiKeyDenied)
