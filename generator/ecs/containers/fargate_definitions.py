"""Which task definitions are for Fargate: those that say so, and those of services that run there."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import Task, items
from generator.ecs.texts import literal
from generator.logic import Truth
from generator.stack import Listing, Resource, Value


def for_fargate(definition: Resource) -> bool:
    """Tell whether a task definition certainly asks to be checked for Fargate when it is registered."""
    return "FARGATE" in _required(definition)


def not_for_fargate(definition: Resource) -> bool:
    """Tell whether a task definition certainly asks for other launch types alone."""
    value = definition.get("RequiresCompatibilities")
    known = _required(definition)
    whole = isinstance(value, Listing) and all(each is not None for each in known)
    return whole and bool(known) and "FARGATE" not in known


def on_fargate(task: Task) -> Iterator[Resource]:
    """The definition and the service of a task, where each certainly has to be as Fargate takes it.

    That of an Express service is made by ECS.
    """
    if task.express:
        return
    runs = task.fargate is Truth.YES
    if task.definition is not None and (runs or for_fargate(task.definition)):
        yield task.definition
    if task.service is not None and runs:
        yield task.service


def _required(definition: Resource) -> list[str | None]:
    value: Value = definition.get("RequiresCompatibilities")
    return [literal(each) for _, each in items(value)]
