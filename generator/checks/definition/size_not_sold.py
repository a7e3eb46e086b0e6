"""A task for Fargate of a size that there is not, or without one."""

from __future__ import annotations

from collections.abc import Iterator

from generator.awsdata.fargate import accepted_memory, sizes
from generator.checks.check import Check
from generator.ecs.containers.fargate_definitions import on_fargate
from generator.ecs.tasks import Task
from generator.ecs.texts import number
from generator.finding import Finding
from generator.needs.containers.sizes import amount
from generator.needs.context import Context
from generator.stack import Absent, Literal, Resource


class SizeNotSold(Check):
    id = "ECS252"
    lesson = 25
    title = "Cpu and Memory of a task are no size of Fargate"
    symptom = "CREATE_FAILED: Invalid 'cpu' setting for task; or: No Fargate configuration exists for given values"
    why = (
        "Fargate sells tasks in fixed sizes: to each amount of CPU belong some amounts of memory. Both have to be "
        "given for the task as a whole. What a container reserves may not be more than its own limit."
    )
    fix = "Choose a pair of Cpu and Memory that Fargate has."
    message = {
        "missing": "{resource} has no {property} for the task, which Fargate requires: RegisterTaskDefinition fails",
        "cpu": "Cpu of {resource} is {value}, and Fargate has only {accepted}: RegisterTaskDefinition fails",
        "pair": (
            "{resource} has Cpu {cpu} and Memory {value}, and with that Cpu Fargate has only {accepted} MiB: "
            "RegisterTaskDefinition fails (No Fargate configuration exists for given values)"
        ),
        "reservation": (
            "{container} of {resource} reserves {value} MiB, more than its Memory of {limit}: RegisterTaskDefinition "
            "fails"
        ),
    }
    change = {
        "missing": "{property}: add it, such as Cpu 256 with Memory 512",
        "cpu": "Cpu: {accepted}",
        "pair": "Memory: {accepted}",
        "reservation": "MemoryReservation: {limit} or less",
    }
    base = "nat"
    good = {
        "TaskDefinition.ContainerDefinitions.0.Memory": "256",
        "TaskDefinition.ContainerDefinitions.0.MemoryReservation": "128",
    }
    bad = {"TaskDefinition.ContainerDefinitions.0.MemoryReservation": "384"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find sizes that are written out, or left out.

        Source: ECS API Reference, RegisterTaskDefinition (cpu, memory) and ContainerDefinition (memoryReservation);
        read 2026-11.
        """
        for task in context.tasks:
            for resource in on_fargate(task):
                if resource is task.definition:
                    yield from self._of_task(task, resource)
            yield from self._reservations(task)

    def _of_task(self, task: Task, definition: Resource) -> Iterator[Finding]:
        named = (task.name,)
        for key in ("Cpu", "Memory"):
            if isinstance(definition.get(key), Absent):
                yield self.at(definition, tasks=named, variant="missing", property=key)
        cpu, memory = definition.get("Cpu"), definition.get("Memory")
        units, size = amount(cpu, 1024), amount(memory, 1024)
        if isinstance(cpu, Literal) and units not in sizes():
            listed = ", ".join(map(str, sizes()))
            yield self.at(definition, "Cpu", tasks=named, variant="cpu", value=cpu, accepted=listed)
        elif units is not None and isinstance(memory, Literal) and size not in sizes()[units]:
            fields = {"cpu": cpu, "value": memory, "accepted": accepted_memory(units)}
            yield self.at(definition, "Memory", tasks=named, variant="pair", **fields)

    def _reservations(self, task: Task) -> Iterator[Finding]:
        for container in task.containers:
            reserved, limit = number(container.get("MemoryReservation")), number(container.get("Memory"))
            if reserved is not None and limit and reserved > limit:
                fields = {"container": container.name, "value": reserved, "limit": limit}
                steps = (*container.steps, "MemoryReservation")
                yield self.at(container.definition, *steps, tasks=(task.name,), variant="reservation", **fields)
