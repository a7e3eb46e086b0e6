"""Can ECS Exec open sessions in a task: is there a path to Systems Manager, and does the task role allow them?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.awsdata.services import actions
from generator.ecs.tasks import Task
from generator.logic import Answer, Truth, all_of
from generator.needs.calls import needs_network
from generator.needs.context import Context
from generator.needs.permissions import Action, Denied
from generator.needs.row import Need


@dataclass(frozen=True)
class SessionDenied(Denied):
    """The task role does not allow the sessions of ECS Exec."""


def session_paths(context: Context, task: Task) -> Iterator[tuple[Need, Answer]]:
    """A row for a service with ECS Exec on. On EC2, too, the agent is within the task, and uses its network."""
    if task.service is not None and needs_network(task) and task.exec_enabled is Truth.YES:
        yield Need("ssmmessages", 1, "ECS Exec opens sessions"), context.paths.api(task, "ssmmessages")


def session_permission(context: Context, task: Task) -> Answer:
    """Answer whether the task role allows sessions. No row of the matrix: tasks run, and serve, without."""
    answers = []
    for name in actions("exec"):
        action = Action(name, None, "open a session")
        answers.append(context.permissions.allowed(task, "TaskRoleArn", action, SessionDenied, SessionDenied))
        if answers[-1].verdict is Truth.NO:
            return answers[-1]
    return all_of(answers)
