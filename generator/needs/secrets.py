"""Can a task read its secrets when it starts: is there a path to them, may the execution role, and is the key there?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import Task
from generator.logic import Answer, all_of, unknown
from generator.needs.calls import Wanted, read_actions
from generator.needs.context import Context
from generator.needs.own_network import reaches_api, rows_of_own_network
from generator.needs.row import Need
from generator.needs.secret_keys import has_key
from generator.stack import shown


def secret_paths(context: Context, task: Task, want: Wanted) -> Iterator[tuple[Need, Answer]]:
    """A row for each API that secrets are read from."""
    apis = sorted({secret.api for _, secret in want.secrets if secret.api})
    rows = ((Need(api, 1, "tasks read secrets when they start"), reaches_api(context, task, want, api)) for api in apis)
    return rows_of_own_network(task, rows)


def read_permissions(context: Context, task: Task, want: Wanted) -> Iterator[tuple[Need, Answer]]:
    """A row for each secret that is injected."""
    for container, secret in want.secrets:
        answers = [
            context.permissions.allowed(task, "ExecutionRoleArn", action) for action in read_actions(task, secret)
        ]
        if not answers:
            answers = [unknown(f"where {secret.name} comes from is not known here: {shown(secret.arn)}")]
        answers += has_key(task, container, secret)
        yield Need(f"{secret.name} of {container.name}", 3, "the execution role reads it"), all_of(answers)
