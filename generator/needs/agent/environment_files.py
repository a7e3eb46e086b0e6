"""Can a task read its environment files when it starts: is there a path to S3, and may the execution role?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import Task
from generator.logic import Answer, all_of, unknown
from generator.needs.agent.own_network import reaches_api, rows_of_own_network
from generator.needs.calls import Wanted, file_actions, keys_of_file
from generator.needs.context import Context
from generator.needs.permissions.keys import usable
from generator.needs.row import Need


def file_paths(context: Context, task: Task, want: Wanted) -> Iterator[tuple[Need, Answer]]:
    """A row for S3, where the files are."""
    rows = (
        (Need("s3", 1, "tasks read environment files"), reaches_api(context, task, want, "s3")) for _ in want.files[:1]
    )
    return rows_of_own_network(task, rows)


def file_permissions(context: Context, task: Task, want: Wanted) -> Iterator[tuple[Need, Answer]]:
    """A row for each file that a container takes variables from."""
    graph = context.graph
    for container, file in want.files:
        if not file.certain:
            hidden = unknown(f"which environment file {container.name} reads, if any, is not known here")
            yield Need(f"environment file of {container.name}", 3, "the execution role reads it"), hidden
            continue
        why = f"read the environment file {file.name}"
        answers = [
            context.permissions.allowed(task, "ExecutionRoleArn", action) for action in file_actions(graph, file)
        ]
        answers += [usable(graph, key, task, why) for key in keys_of_file(graph, file) if key.resource]
        yield Need(f"{file.name} of {container.name}", 3, "the execution role reads it"), all_of(answers)
