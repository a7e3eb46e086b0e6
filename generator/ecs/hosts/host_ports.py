"""Ports of the host that a task takes for itself."""

from __future__ import annotations

from generator.ecs.tasks import Task, items
from generator.ecs.texts import literal, number
from generator.logic import Truth
from generator.stack import Absent

Steps = tuple[str | int, ...]


def fixed_ports(task: Task) -> tuple[tuple[Steps, int], ...]:
    """The fixed ports, and the steps to them in the definition: two such tasks do not fit on one host.

    Source: ECS API Reference, PortMapping: hostPort 0, or none, is a port that ECS picks in the bridge mode, and in the
    host mode it is the container's; read 2026-11.
    """
    if task.awsvpc is not Truth.NO or task.definition is None:
        return ()
    mode = literal(task.definition.get("NetworkMode"))
    found: list[tuple[Steps, int]] = []
    for container in task.containers:
        for index, _ in items(container.get("PortMappings")):
            steps = (*container.steps, "PortMappings", index)
            key = "ContainerPort" if mode == "host" else "HostPort"
            port = number(task.definition.get(*steps, key))
            if port:
                found.append(((*steps, key), port))
    return tuple(found)


def picked_ports(task: Task) -> bool:
    """Whether ECS picks a port of the host for some port of the task."""
    if task.awsvpc is not Truth.NO or task.definition is None:
        return False
    if literal(task.definition.get("NetworkMode")) == "host":
        return False
    for container in task.containers:
        for index, _ in items(container.get("PortMappings")):
            value = container.get("PortMappings", index, "HostPort")
            if number(value) == 0 or isinstance(value, Absent):
                return True
    return False
