"""What containers of one task wait for: the entries of DependsOn, and circles of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.ecs.tasks import Container, Task, flag, items
from generator.ecs.texts import literal
from generator.logic import Truth
from generator.stack import Absent


@dataclass(frozen=True)
class Dependency:
    """One entry of DependsOn."""

    container: Container
    steps: tuple[str | int, ...]
    """From the task definition to the entry."""
    name: str | None
    """The name of the container that is waited for; None when it is not known."""
    condition: str | None
    """``START``, ``HEALTHY``, ``COMPLETE`` or ``SUCCESS``; None when it is not known."""
    awaited: Container | None
    """The container of that name, if the task has it."""


def dependencies(task: Task) -> Iterator[Dependency]:
    """Every entry, container by container."""
    named = by_name(task)
    for container in task.containers:
        for index, _ in items(container.get("DependsOn")):
            steps = ("DependsOn", index)
            name = literal(container.get(*steps, "ContainerName"))
            condition = literal(container.get(*steps, "Condition"))
            yield Dependency(
                container, (*container.steps, *steps), name, condition, named.get(name) if name is not None else None
            )


def by_name(task: Task) -> Mapping[str, Container]:
    """The containers whose names are known."""
    named = ((literal(container.get("Name")), container) for container in task.containers)
    return {name: container for name, container in named if name is not None}


def essential(container: Container) -> Truth:
    """Tell whether a task stops with a container, as it does unless it is told not to."""
    value = container.get("Essential")
    return Truth.YES if isinstance(value, Absent) else flag(value)


def circles(entries: Iterator[Dependency]) -> Iterator[tuple[Dependency, ...]]:
    """The circles in which containers wait for one another, each once and from the container that comes first."""
    onward: dict[str, list[Dependency]] = {}
    for entry in entries:
        onward.setdefault(literal(entry.container.get("Name")) or "", []).append(entry)
    told: set[str] = set()
    for name in onward:
        if name and name not in told and (way := _back_to(name, onward)):
            told.update(literal(entry.container.get("Name")) or "" for entry in way)
            yield way


def _back_to(name: str, onward: Mapping[str, list[Dependency]]) -> tuple[Dependency, ...]:
    """The shortest way from a container back to itself; empty when there is none."""
    ways: list[tuple[Dependency, ...]] = [(entry,) for entry in onward[name]]
    seen: set[str] = set()
    for way in ways:
        reached = way[-1].name or ""
        if reached == name:
            return way
        if reached not in seen:
            seen.add(reached)
            ways += [(*way, entry) for entry in onward.get(reached, ())]
    return ()
