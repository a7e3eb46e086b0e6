"""May what starts a task without a service do so, and does ECS accept how it asks?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.starters import EXPRESS, TASK_SET, Starter
from generator.ecs.tasks import Task
from generator.ecs.texts import literal
from generator.logic import Answer, all_of, yes
from generator.needs.context import Context
from generator.needs.row import Need
from generator.needs.starters.run_task import refusals
from generator.needs.starters.starter_roles import role_answers


def starter_rows(context: Context, task: Task) -> Iterator[tuple[Need, Answer]]:
    """One row for a task that something else than a service starts."""
    starter = task.starter
    if starter is None:
        return
    answers = [yes(f"{starter.name} starts it", *_switched_off(starter))]
    if starter.resource.type != TASK_SET:
        answers += role_answers(context, task, starter)
    if starter.resource.type != EXPRESS:
        answers += refusals(context, task, starter)
    yield Need("starter", 28, "what starts the task may do so, and ECS accepts how it asks"), all_of(answers)


def _switched_off(starter: Starter) -> Iterator[str]:
    for key in ("State", "DesiredState"):
        if literal(starter.resource.get(key)) in ("DISABLED", "STOPPED"):
            yield f"{starter.resource} is {literal(starter.resource.get(key))}, and starts nothing until it is not"
