"""Can ECS Exec open a session in a task?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.ecs.tasks import Task
from generator.logic import Truth
from generator.needs.cause import Worded, worded
from generator.needs.context import Context
from generator.needs.permissions import Action
from generator.stack import Absent

# Source: ECS Developer Guide, "Task IAM role", permissions for ECS Exec, read 2026-11.
_CHANNELS = ("CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel")


def session_faults(context: Context) -> Iterator[Worded]:
    """Give the services with ECS Exec on whose task role does not let it work."""
    for task in context.tasks:
        if task.exec_enabled is Truth.YES and task.definition is not None:
            yield from _of(context, task)


def _of(context: Context, task: Task) -> Iterator[Worded]:
    assert task.definition is not None
    if isinstance(task.role("TaskRoleArn"), Absent):
        if task.fargate is not Truth.YES:
            return  # On EC2 the role of the instance may do instead.
        what = f"{task.name} has ECS Exec on, but {task.definition} has no task role: ECS does not create the service, "
        what += "because a valid taskRoleArn is not being used"
        fix = f"TaskRoleArn: a role that trusts ecs-tasks.amazonaws.com and allows ssmmessages:{', '.join(_CHANNELS)}"
        yield Worded("ECS160", task.definition, (), what, fix, (task.name,))
        return
    for name in _CHANNELS:
        action = Action(f"ssmmessages:{name}", None, "open a session")
        answer = context.permissions.allowed(task, "TaskRoleArn", action, "WCS160")
        if answer.verdict is Truth.NO:
            for fault in worded(answer):
                text = f"{fault.what}. Tasks run, but aws ecs execute-command fails: TargetNotConnectedException"
                yield replace(fault, what=text, rule="WCS160")
            return
