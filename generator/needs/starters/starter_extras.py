"""What the role of a starter may lack although the task starts: waiting for its end, and tags where an account asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.roles import Policy
from generator.ecs.starters import PIPE, RULE, SCHEDULE
from generator.ecs.state_machines import MACHINES
from generator.ecs.tasks import Task
from generator.ecs.texts import literal
from generator.logic import Answer, Truth
from generator.needs.context import Context
from generator.needs.permissions.permissions import Action, Denied
from generator.needs.starters.starter_roles import (
    MANAGED_RULE_ACTIONS,
    cluster_key,
    managed_rule_action,
    one_task,
    role_of,
)
from generator.stack import Absent, Literal, Resource


@dataclass(frozen=True)
class WaitDenied(Denied):
    """The role of a state machine may not look after the task that it waits for."""


@dataclass(frozen=True)
class TagsDenied(Denied):
    """The role of what starts a task may not put the tags on it that it asks for."""


def wait_answers(context: Context, task: Task) -> Iterator[Answer]:
    """Whether a state machine may look after the task that it waits for, and stop it; the task starts without.

    Source: Step Functions Developer Guide, "IAM policies for Amazon ECS/Fargate" (.sync); read 2026-11.
    """
    if task.starter and task.starter.waits and (role := role_of(context, task.starter)):
        for name in ("ecs:DescribeTasks", "ecs:StopTask"):
            action = Action(
                name, one_task(context, task.starter), "wait for the task", cluster_key(context, task.starter)
            )
            yield context.permissions.by_role(task, role, action, WaitDenied, WaitDenied)


def late_policy(context: Context, task: Task) -> Policy | None:
    """The policy that a state machine has to have when it is created, and does not wait for; None where there is none.

    CreateStateMachine makes the rule for ``.sync`` at once, with the role as it is then. Source: terraform-provider-aws
    #14008, terraform-aws-step-functions #11 (not authorized to create managed-rule until the policy is there); read
    2026-11.
    """
    starter = task.starter
    if starter is None or not starter.waits or (role := role_of(context, starter)) is None:
        return None
    permissions, machine = context.permissions, starter.resource
    every = permissions.roles.policies(role)
    late = [each for each in every if each.resource is not None and _comes_late(context, each.resource, role, machine)]
    early = tuple(each for each in every if each not in late)
    for name in MANAGED_RULE_ACTIONS:
        action = managed_rule_action(context, name)
        needed = permissions.decide(role, every, action).verdict is Truth.YES
        if late and needed and permissions.decide(role, early, action).verdict is Truth.NO:
            return late[0]
    return None


def _comes_late(context: Context, policy: Resource, role: Resource, machine: Resource) -> bool:
    if policy is role or not context.waiting.in_one_deployment(policy, machine):
        return False
    return policy.exists is Truth.YES and not context.waiting.precedes(policy, machine)


def tag_answers(context: Context, task: Task) -> Iterator[Answer]:
    """Whether the tags of a started task are allowed, where the account asks for that.

    Source: ECS Developer Guide, "Amazon ECS account settings" (tagResourceAuthorization), and "Amazon ECS EventBridge
    IAM Role" (ecs:CreateAction); aws-cdk #28854; read 2026-11.
    """
    starter = task.starter
    if starter is None or starter.resource.type not in (RULE, SCHEDULE, PIPE, *MACHINES):
        return
    asked = isinstance(starter.get("PropagateTags"), Literal) and literal(starter.get("PropagateTags")) != "NONE"
    asked = asked or any(not isinstance(starter.get(key, 0), Absent) for key in ("TagList", "Tags"))
    if asked and (role := role_of(context, starter)):
        key = (("ecs:CreateAction", "RunTask"), *cluster_key(context, starter))
        action = Action("ecs:TagResource", one_task(context, starter), "tag the task", key)
        yield context.permissions.by_role(task, role, action, TagsDenied, TagsDenied)
