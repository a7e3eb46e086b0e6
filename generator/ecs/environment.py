"""The variables that a template sets for containers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.starters import either_case
from generator.ecs.tasks import Container, Task, items
from generator.stack import Absent, Literal, Value


@dataclass(frozen=True)
class Variable:
    """One entry of Environment whose name is known. ``steps`` lead to its value in the task definition.

    What overrides it stands elsewhere: then they lead to the container's Environment.
    """

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
    """The variables of every container of a task, as what starts it overrides them."""
    for container in task.containers:
        told = tuple(_overriding(task, container))
        names = {variable.name for variable in told}
        yield from (variable for variable in variables(container) if variable.name not in names)
        yield from told


def _overriding(task: Task, container: Container) -> Iterator[Variable]:
    """The variables that a rule, a schedule or a state machine gives a container, whatever its definition says."""
    overrides = task.starter.overrides if task.starter else Absent()
    for _, override in items(either_case(overrides, "ContainerOverrides")):
        if either_case(override, "Name") != container.get("Name"):
            continue
        for _, pair in items(either_case(override, "Environment")):
            name, value = either_case(pair, "Name"), either_case(pair, "Value")
            if isinstance(name, Literal):
                yield Variable(container, name.text, value, (*container.steps, "Environment"))
