"""Is a task as large as its containers together?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.tasks import Container, Task
from generator.ecs.texts import number
from generator.logic import Truth
from generator.needs.cause import Fault
from generator.stack import Absent, Literal, Value

_AMOUNT = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>GB|vCPU)?", re.IGNORECASE)


@dataclass(frozen=True)
class TaskTooSmall(Fault):
    """Containers are promised more than their task has.

    ``variant`` is ``sum`` for all of them together, ``one`` for a limit of one that the task could never reach.
    """

    variant: str
    task: str
    property: str
    """``Memory`` or ``Cpu``."""
    unit: str
    promised: int
    size: int
    container: str = ""


def too_small(task: Task) -> Iterator[TaskTooSmall]:
    """Find what does not fit, where it certainly does not. What is not known counts as nothing.

    Source: ECS API Reference, RegisterTaskDefinition (memory: "the total amount of memory reserved for all containers
    within a task must be lower than the task memory value, if one is specified") and ContainerDefinition (cpu: the
    same on Fargate); read 2026-11. A container reserves MemoryReservation, and Memory where it has none.
    """
    definition = task.definition
    if definition is None:
        return
    memory, cpu = amount(definition.get("Memory"), 1024), amount(definition.get("Cpu"), 1024)
    if memory is not None:
        reserved = sum(map(_reserved, task.containers))
        if reserved > memory:
            yield TaskTooSmall(
                definition, ("Memory",), (task.name,), "sum", task.name, "Memory", "MiB", reserved, memory
            )
        for container in task.containers:
            limit = number(container.get("Memory")) or 0
            if limit > memory and reserved <= memory:
                place = (definition, (*container.steps, "Memory"), (task.name,))
                yield TaskTooSmall(*place, "one", task.name, "Memory", "MiB", limit, memory, container.name)
    if cpu is not None and task.fargate is Truth.YES:
        units = sum(number(container.get("Cpu")) or 0 for container in task.containers)
        if units > cpu:
            yield TaskTooSmall(definition, ("Cpu",), (task.name,), "sum", task.name, "Cpu", "CPU units", units, cpu)


def amount(value: Value, of_one: int) -> int | None:
    """Read the size of a task: ``512``, ``1 GB``, ``.5 vCPU``; None when it is not known."""
    text = value.text.strip() if isinstance(value, Literal) else ""
    match = _AMOUNT.fullmatch("0" + text if text.startswith(".") else text)
    if match is None:
        return None
    return int(float(match["number"]) * (of_one if match["unit"] else 1))


def _reserved(container: Container) -> int:
    reserved = container.get("MemoryReservation")
    return number(container.get("Memory") if isinstance(reserved, Absent) else reserved) or 0
