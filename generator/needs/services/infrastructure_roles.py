"""Roles that ECS itself assumes for a service: to move requests, to call a hook, to issue certificates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.ecs.arns import account, arn
from generator.ecs.tasks import Task
from generator.iam import ABSENT, Caller
from generator.logic import Answer, Truth, no, unknown, yes
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.permissions.permissions import Action
from generator.needs.permissions.policy_values import plain, text
from generator.needs.permissions.questions import Question, decided
from generator.stack import Pseudo, Reference, Resource, Value, shown

ECS = "ecs.amazonaws.com"


@dataclass(frozen=True)
class InfrastructureRoleRefused(Fault):
    """A role that ECS assumes for a service does not ``trust`` it, or is ``denied`` what ECS does with it."""

    variant: str
    role: Resource
    setting: str
    """The property of the service that names it."""
    purpose: str
    """What ECS does with it."""
    service: str
    action: str = ""


def role_serves(
    context: Context, task: Task, value: Value, setting: str, purpose: str, actions: Iterable[Action]
) -> Iterator[Answer]:
    """Answer whether ECS may assume a role, and do some things with it."""
    role = context.permissions.roles.resource(value)
    if role is None:
        yield unknown(f"the role that {setting} names ({shown(value)}) is not created in these templates")
        return
    yield _trusts_ecs(context, task, role, setting, purpose)
    for action in actions:
        yield _may_do(context, task, role, setting, purpose, action)


def _trusts_ecs(context: Context, task: Task, role: Resource, setting: str, purpose: str) -> Answer:
    """Answer whether a role lets ECS assume it.

    Source: ECS Developer Guide, "Amazon ECS infrastructure IAM role for load balancers", and "Permissions required for
    Lambda functions in Amazon ECS blue/green deployments": the principal is ecs.amazonaws.com; read 2026-11.
    """
    graph = context.graph
    request = {
        "aws:SourceAccount": text(graph, account(graph)),
        "aws:SourceArn": text(graph, arn(graph, "ecs", Pseudo("the service"))),
        "sts:ExternalId": ABSENT,
    }
    key = "AssumeRolePolicyDocument"
    trust, steps = {key: plain(graph, role.get(key))}, (key,)
    own = text(graph, Reference(role.path, "Arn"))
    question = Question("sts:AssumeRole", own, Caller(service=ECS), context=request, resource_policies=trust)
    decision = decided(graph, question)
    if decision.verdict is Truth.NO:
        return no(InfrastructureRoleRefused(role, steps, (task.name,), "trust", role, setting, purpose, task.name))
    return yes(str(role), f"trusts {ECS}") if decision.verdict is Truth.YES else unknown(*decision.because)


def _may_do(context: Context, task: Task, role: Resource, setting: str, purpose: str, action: Action) -> Answer:
    roles = context.permissions.roles
    decision = context.permissions.decide(role, roles.policies(role), action)
    if decision.verdict is Truth.YES:
        return yes(str(role), *decision.because)
    if decision.verdict is Truth.UNKNOWN:
        return unknown(*decision.because)
    if unseen := roles.unseen(role):
        return unknown(f"{role} may have policies that are not seen here: {unseen}")
    refused = InfrastructureRoleRefused(
        role, (), (task.name,), "denied", role, setting, purpose, task.name, action.name
    )
    return no(refused)
