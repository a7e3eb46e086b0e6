"""The variables that a template sets for containers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.tasks import Container, Task
from generator.stack import Literal, Value


@dataclass(frozen=True)
class Variable:
    """One entry of Environment whose name is known. ``steps`` lead to its value in the task definition."""

    container: Container
    name: str
    value: Value
    steps: tuple[str | int, ...]

    @property
    def text(self) -> str | None:
        """Its value as text; None when any part of it is not written out."""
        return self.value.text if isinstance(self.value, Literal) else None


def variables(container: Container) -> tuple[Variable, ...]:
    """The variables of one container."""
    return tuple(
        Variable(container, name.text, value, (*steps, "Value"))
        for steps, name, value in container.pairs("Environment", "Name", "Value")
        if isinstance(name, Literal)
    )


def all_variables(task: Task) -> Iterator[Variable]:
    """The variables of every container of a task."""
    for container in task.containers:
        yield from variables(container)
