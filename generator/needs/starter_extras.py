"""What the role of a starter may lack although the task starts: waiting for its end, and tags where an account asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.starters import PIPE, RULE, SCHEDULE
from generator.ecs.state_machines import MACHINE
from generator.ecs.tasks import Task
from generator.ecs.texts import literal
from generator.logic import Answer
from generator.needs.context import Context
from generator.needs.permissions import Action, Denied
from generator.needs.starter_roles import cluster_key, one_task, role_of
from generator.stack import Absent, Literal


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


def tag_answers(context: Context, task: Task) -> Iterator[Answer]:
    """Whether the tags of a started task are allowed, where the account asks for that.

    Source: ECS Developer Guide, "Amazon ECS account settings" (tagResourceAuthorization), and "Amazon ECS EventBridge
    IAM Role" (ecs:CreateAction); aws-cdk #28854; read 2026-11.
    """
    starter = task.starter
    if starter is None or starter.resource.type not in (RULE, SCHEDULE, PIPE, MACHINE):
        return
    asked = isinstance(starter.get("PropagateTags"), Literal) and literal(starter.get("PropagateTags")) != "NONE"
    asked = asked or any(not isinstance(starter.get(key, 0), Absent) for key in ("TagList", "Tags"))
    if asked and (role := role_of(context, starter)):
        key = (("ecs:CreateAction", "RunTask"), *cluster_key(context, starter))
        action = Action("ecs:TagResource", one_task(context, starter), "tag the task", key)
        yield context.permissions.by_role(task, role, action, TagsDenied, TagsDenied)
