"""Can a task write its log: is there a path to CloudWatch Logs, and does the execution role allow it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.tasks import Task
from generator.logic import Answer, all_of, yes
from generator.needs.calls import CREATE_LOG_GROUP, Wanted, log_actions
from generator.needs.context import Context
from generator.needs.own_network import reaches_api, rows_of_own_network
from generator.needs.permissions import ActionDenied, Denied
from generator.needs.row import Need


@dataclass(frozen=True)
class CreateLogGroupDenied(Denied):
    """The execution role may not create the log group that the task definition asks it to create."""


def log_paths(context: Context, task: Task, want: Wanted) -> Iterator[tuple[Need, Answer]]:
    """A row for the logs of a task, if it writes any."""
    return rows_of_own_network(task, _path_rows(context, task, want))


def write_permissions(context: Context, task: Task, want: Wanted) -> Iterator[tuple[Need, Answer]]:
    """A row for the log of each container."""
    for container, group in want.logs:
        answers = [
            context.permissions.allowed(
                task,
                "ExecutionRoleArn",
                action,
                CreateLogGroupDenied if action.name == CREATE_LOG_GROUP else ActionDenied,
            )
            for action in log_actions(task, container, group)
        ]
        answer = all_of(answers) if answers else yes(f"{container.name} writes no log that can be named")
        yield Need(f"log of {container.name}", 3, "the execution role writes it"), answer


def _path_rows(context: Context, task: Task, want: Wanted) -> Iterator[tuple[Need, Answer]]:
    if want.logs:
        why = "tasks send their output to CloudWatch Logs"
        yield Need("logs", 2, why), reaches_api(context, task, want, "logs")
