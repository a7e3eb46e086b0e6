"""Values that ECS may refuse, or that may keep tasks from starting: no page of AWS says which."""

from __future__ import annotations

from collections.abc import Iterator

from generator.awsdata.values import accepted
from generator.ecs.containers.accepted_values import refused
from generator.ecs.containers.image_references import may_name_none
from generator.ecs.tasks import Task, items
from generator.ecs.texts import literal, number
from generator.logic import Answer, Truth, unknown
from generator.stack import Absent, shown

_TRANSPORTS = ("tcp", "udp")
_LEAST_MEMORY = 6
"""MiB. Source: ECS API Reference, ContainerDefinition, memoryReservation; from memory, 2026-11."""


def doubtful_values(task: Task) -> Iterator[Answer]:
    """Say of each what is not known.

    Sources: ECS API Reference, Ulimit (Fargate takes the operating system's, but for nofile), PortMapping
    (containerPortRange), DeploymentConfiguration (whose percentages have no bounds there); read 2026-11.
    """
    yield from _percentages(task)
    yield from _storage(task)
    for resource in (task.service, task.definition):
        for each in refused(resource, accepted()) if resource else ():
            if each.certain is Truth.UNKNOWN:
                yield unknown(f"whether ECS takes {shown(each.value)} for {each.property} of {resource} is not known")
    for container in task.containers:
        if may_name_none(container.image):
            named = f"the image of {container.name} is {shown(container.image)}"
            yield unknown(f"{named}, which names none as it stands, and is yet to be replaced")
        for index, _ in items(container.get("Ulimits")):
            steps = ("Ulimits", index)
            name = literal(container.get(*steps, "Name"))
            if task.fargate is Truth.YES and name is not None and name != "nofile":
                yield unknown(f"whether Fargate takes the limit {name} of {container.name} is not known")
        for index, _ in items(container.get("PortMappings")):
            steps = ("PortMappings", index)
            first, _, last = (literal(container.get(*steps, "ContainerPortRange")) or "").partition("-")
            if first.isdigit() and last.isdigit() and not 1 <= int(first) <= int(last) <= 65535:
                yield unknown(f"{first}-{last} of {container.name} is no range of ports")
            spoken = literal(container.get(*steps, "Protocol"))
            if spoken is not None and spoken.lower() not in (*_TRANSPORTS, "http", "https"):
                yield unknown(f"whether ECS takes the protocol {spoken} of {container.name} is not known")


def _storage(task: Task) -> Iterator[Answer]:
    """Source: ECS API Reference, EphemeralStorage (Fargate: Linux from platform version 1.4.0 on, Windows from 1.0.0);
    read 2026-11. RegisterTaskDefinition (awsvpc is none of EXTERNAL's modes); from memory, 2026-11."""
    definition = task.definition
    if definition is None:
        return
    asked = not isinstance(definition.get("EphemeralStorage"), Absent)
    if asked and task.fargate is Truth.NO:
        yield unknown(f"whether ECS takes EphemeralStorage of {definition} without Fargate is not known")
    named = [literal(value) for _, value in items(definition.get("RequiresCompatibilities"))]
    if "EXTERNAL" in named and literal(definition.get("NetworkMode")) == "awsvpc":
        yield unknown(f"{definition} is for EXTERNAL too, which does not take the network mode awsvpc")
    for container in task.containers:
        kept = number(container.get("MemoryReservation"))
        if kept is not None and 0 < kept < _LEAST_MEMORY:
            yield unknown(f"MemoryReservation of {container.name} is {kept} MiB, and {_LEAST_MEMORY} are the least")


def _percentages(task: Task) -> Iterator[Answer]:
    if task.service is None:
        return
    low, high = (
        number(task.service.get("DeploymentConfiguration", key)) for key in ("MinimumHealthyPercent", "MaximumPercent")
    )
    if low is not None and low > 100:
        yield unknown(f"whether ECS takes MinimumHealthyPercent {low} of {task.service} is not known")
    if high is not None and high < 100:
        yield unknown(f"whether {task.service} starts all of its tasks with MaximumPercent {high} is not known")
