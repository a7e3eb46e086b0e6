"""Does ECS accept a task definition, and start and keep what is in it: everything that no row of its own asks for."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import Task
from generator.logic import Answer, yes
from generator.needs.row import Need

START = "start"
"""The name of the row. It is *yes* unless the edge of the models, or an error that a check finds, takes that back."""


def start_needs(task: Task) -> Iterator[tuple[Need, Answer]]:
    """One row: that nothing that the task uses keeps it from starting."""
    need = Need(START, 11, "ECS accepts the definition, and starts and keeps its containers")
    yield need, yes(f"nothing in {task.name}, or in what it uses, is known to keep it from starting")
