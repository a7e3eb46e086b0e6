"""Does ECS accept a task definition, and start and keep what is in it: everything that no row of its own asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.tasks import Container, Task, items
from generator.logic import Answer, Truth, all_of, unknown, yes
from generator.needs.context import Context
from generator.needs.row import Need
from generator.stack import Absent, Literal, Value

_ZONE = re.compile(r"[a-z]{2}(?:-[a-z]+)+-\d+[a-z]|[a-z0-9]+-az\d+")
START = "start"
"""The name of the row. The edge of the models, or an error that a check finds, takes its yes back."""


def start_needs(context: Context, task: Task) -> Iterator[tuple[Need, Answer]]:
    """One row: that nothing in the task, or in what it uses, keeps it from starting."""
    need = Need(START, 11, "ECS accepts the definition, and starts and keeps its containers")
    answers = [yes(f"nothing in {task.name}, or in what it uses, is known to keep it from starting")]
    if task.service is None:
        answers.append(unknown(f"no service starts {task.name}, and the network that it is started in is not followed"))
    elif task.fargate is not Truth.YES:
        answers.append(unknown(f"{task.name} is not known to run on Fargate, and hosts of its own are not looked at"))
    answers += [unknown(f"{resource}: {key.said_of(resource.type)}") for resource, key in task.graph.misspelt]
    answers += [answer for container in task.containers for answer in _host_ports(task, container)]
    answers += _zones(context, task)
    yield need, all_of(answers)


def _zones(context: Context, task: Task) -> Iterator[Answer]:
    """A Local Zone or a Wavelength Zone does not have everything that its region has.

    Source: EC2 User Guide, "Regions and Zones": how zones, and their ids, are named; read 2026-11.
    """
    found = (context.network.subnets.resource(value) for _, value in items(task.subnets))
    for subnet in (each for each in found if each is not None):
        for key in ("AvailabilityZone", "AvailabilityZoneId"):
            zone = subnet.get(key)
            if isinstance(zone, Literal) and not _ZONE.fullmatch(zone.text):
                yield unknown(f"whether ECS starts tasks in the zone {zone} of {subnet} is not known here")


def _host_ports(task: Task, container: Container) -> Iterator[Answer]:
    """With awsvpc a host port has to be the container's; otherwise it is one of the host, which may be taken.

    That a template breaks the first is said by cfn-lint's own E3053. Source: Amazon ECS API Reference, PortMapping,
    hostPort; read 2026-11.
    """
    for index, _ in items(container.get("PortMappings")):
        steps = ("PortMappings", index)
        host, inside = container.get(*steps, "HostPort"), container.get(*steps, "ContainerPort")
        if isinstance(host, Absent) or _is_number(host, 0) or host == inside:
            continue
        if task.awsvpc is Truth.YES and isinstance(host, Literal) and isinstance(inside, Literal):
            yield unknown(f"host port {host} of {container.name} is not its port {inside}: awsvpc takes no other")
        else:
            yield unknown(f"whether the host port of {container.name} is free, or its own port, is not known here")


def _is_number(value: Value, number: int) -> bool:
    return isinstance(value, Literal) and value.integer == number
