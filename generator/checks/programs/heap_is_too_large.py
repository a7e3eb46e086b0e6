"""A heap that is allowed to grow beyond the memory of its container."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.environment import all_variables
from generator.ecs.tasks import Container, Task, items
from generator.ecs.texts import literal, number
from generator.finding import Finding
from generator.needs.context import Context

_JAVA = ("JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "CATALINA_OPTS", "_JAVA_OPTIONS", "KAFKA_HEAP_OPTS")
_HEAP = re.compile(r"(?:^|\s)-Xmx(?P<size>\d{1,6})(?P<unit>[kKmMgG]?)(?=\s|$)")
_NODE = re.compile(r"(?:^|\s)--max[-_]old[-_]space[-_]size=(?P<size>\d{1,6})(?=\s|$)")
_MIB = {"": 1 / 1024 / 1024, "k": 1 / 1024, "m": 1.0, "g": 1024.0}


class HeapIsTooLarge(Check):
    id = "WCS376"
    lesson = 37
    title = "Heap may grow beyond the memory of its container"
    symptom = "OutOfMemoryError: Container killed due to memory usage (exit code 137)"
    why = (
        "The kernel kills a container that takes more than its limit. A heap that is told a larger one does not "
        "collect garbage before, and grows until the container is killed."
    )
    fix = "Allow the heap at most three quarters of the container's memory, or give the container more."
    message = (
        "{place} of {container} lets the heap grow to {heap} MiB, and {limit} MiB is all the memory there is: the "
        "container is killed when it is used (exit code 137)"
    )
    change = "{place}: at most three quarters of {limit} MiB; or Memory: more than {heap}"
    base = "nat"
    good = {"TaskDefinition.ContainerDefinitions.0.Environment": "[{Name: JAVA_TOOL_OPTIONS, Value: -Xmx384m}]"}
    bad = {"TaskDefinition.ContainerDefinitions.0.Environment.0.Value": "-Xmx2g"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find limits of heaps that are written out and above that of container and task.

        Sources: java, -Xmx; Node.js CLI, --max-old-space-size (MiB); ECS API Reference, ContainerDefinition, memory;
        read 2026-11.
        """
        for task in context.tasks:
            for container, place, text, steps in _texts(task):
                heap, limit = _heap(text), _limit(task, container)
                if heap is not None and limit is not None and heap >= limit and task.definition is not None:
                    told = {"place": place, "container": container.name, "heap": str(heap), "limit": str(limit)}
                    yield self.at(task.definition, *steps, tasks=(task.name,), **told)


def _texts(task: Task) -> Iterator[tuple[Container, str, str, tuple[str | int, ...]]]:
    for variable in all_variables(task):
        if variable.name in (*_JAVA, "NODE_OPTIONS"):
            yield variable.container, variable.name, variable.text or "", variable.steps
    for container in task.containers:
        words = [literal(container.get("Command", index)) or "" for index, _ in items(container.get("Command"))]
        yield container, "Command", " ".join(words), (*container.steps, "Command")


def _heap(text: str) -> int | None:
    """The last limit, in MiB, as the runtimes take it."""
    sizes = [int(int(each["size"]) * _MIB[each["unit"].lower()]) for each in _HEAP.finditer(text)]
    sizes += [int(each["size"]) for each in _NODE.finditer(text)]
    return sizes[-1] if sizes else None


def _limit(task: Task, container: Container) -> int | None:
    limits = [number(container.get("Memory")), number(task.definition.get("Memory")) if task.definition else None]
    known = [limit for limit in limits if limit is not None]
    return min(known) if known else None
