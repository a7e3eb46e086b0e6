"""Do two containers of one task ask for one port?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.tasks import Container, Task, items
from generator.ecs.texts import literal, number
from generator.logic import Truth
from generator.needs.cause import Fault
from generator.stack import Absent


@dataclass(frozen=True)
class PortMappedTwice(Fault):
    """Two containers map one port of the task's network interface, or of its host.

    ``variant`` is ``interface`` or ``host``.
    """

    variant: str
    container: str
    other: str
    port: int
    protocol: str


def ports_twice(task: Task) -> Iterator[PortMappedTwice]:
    """Find the ports that a second container maps, where that is certain.

    Source: amazon-ecs-agent #1220 ("TCP host port '3000' is mapped multiple times in task", a ClientException); ECS API
    Reference, PortMapping: with awsvpc and host, the host port is the container port; read 2026-11.
    """
    mode = literal(task.definition.get("NetworkMode")) if task.definition else None
    shared = task.awsvpc is Truth.YES or mode == "host"
    taken: dict[tuple[int, str], Container] = {}
    for container in task.containers:
        for index, _ in items(container.get("PortMappings")):
            steps = ("PortMappings", index)
            port = number(container.get(*steps, "ContainerPort" if shared else "HostPort"))
            protocol = container.get(*steps, "Protocol")
            name = "tcp" if isinstance(protocol, Absent) else literal(protocol)
            if not port or name is None or (not shared and mode not in (None, "bridge")):
                continue
            first = taken.setdefault((port, name), container)
            if first is not container:
                yield PortMappedTwice(
                    container.definition,
                    (*container.steps, *steps),
                    (task.name,),
                    "interface" if shared else "host",
                    container.name,
                    first.name,
                    port,
                    name.upper(),
                )
