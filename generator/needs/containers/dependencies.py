"""Can the containers of a task start in the order that they ask for?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.containers.dependencies import Dependency, by_name, circles, dependencies, essential
from generator.ecs.tasks import Task
from generator.logic import Answer, Truth, no, unknown, yes
from generator.needs.cause import Fault
from generator.stack import Absent, Listing, Literal, Mapping

_ENDS = ("COMPLETE", "SUCCESS")


@dataclass(frozen=True)
class DependencyRefused(Fault):
    """ECS refuses a task definition for what a container in it waits for.

    ``variant`` is ``unknown`` when no container has the name, ``essential`` when the end of an essential container is
    waited for, ``circle`` when containers wait for one another: ``others`` are those between the first and itself.
    """

    variant: str
    container: str
    awaited: str
    condition: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class DependencyNeverHealthy(Fault):
    """A container waits for the health of one that has no health check.

    ``variant`` is ``absent``, or ``off`` where the check is turned off.
    """

    variant: str
    container: str
    awaited: str


def order_of_containers(task: Task) -> Iterator[Answer]:
    """Answer for each thing that a container waits for, and for all circles of them."""
    for container in task.containers:
        if not isinstance(container.get("DependsOn"), Absent | Listing):
            yield unknown(f"what {container.name} waits for is not known here")
    known = len(by_name(task)) == len(task.containers)
    for entry in dependencies(task):
        yield _can_be_met(task, entry, known)
    for circle in circles(dependencies(task)):
        first, names = circle[0], tuple(entry.name or "" for entry in circle)
        fault = DependencyRefused(
            first.container.definition,
            first.steps,
            (task.name,),
            "circle",
            first.container.name,
            names[0],
            others=names[:-1],
        )
        yield no(fault)


def _can_be_met(task: Task, entry: Dependency, known: bool) -> Answer:
    """Answer for one entry.

    Source: ECS API Reference, ContainerDependency; boto3 #2436 ("A dependency container with SUCCESS or COMPLETE
    condition cannot be an essential container"); ECS Developer Guide, HealthCheck: ECS does not look at health checks
    that are in the image only; all read 2026-11.
    """
    container, place = entry.container, (entry.container.definition, entry.steps, (task.name,))
    if entry.name is None or entry.condition is None:
        return unknown(f"what {container.name} waits for is not known here")
    if entry.awaited is None:
        if known:
            return no(DependencyRefused(*place, "unknown", container.name, entry.name))
        return unknown(f"whether a container has the name {entry.name}, for which {container.name} waits, is not known")
    if entry.condition in _ENDS:
        stops = essential(entry.awaited)
        if stops is Truth.YES:
            return no(DependencyRefused(*place, "essential", container.name, entry.name, entry.condition))
        if stops is Truth.UNKNOWN:
            return unknown(f"whether {entry.name}, for whose end {container.name} waits, is essential is not known")
    elif entry.condition == "HEALTHY":
        return _becomes_healthy(task, entry, entry.name)
    elif entry.condition != "START":
        return unknown(f"what {entry.condition} means, for which {container.name} waits, is not known here")
    return yes(f"{container.name} waits for {entry.name} ({entry.condition})")


def _becomes_healthy(task: Task, entry: Dependency, name: str) -> Answer:
    """Whether health can be waited for: whether the check succeeds is a row of its own."""
    assert entry.awaited is not None
    check, waiting = entry.awaited.get("HealthCheck"), entry.container.name
    place = (entry.container.definition, entry.steps, (task.name,))
    if isinstance(check, Absent):
        return no(DependencyNeverHealthy(*place, "absent", waiting, name))
    first = entry.awaited.get("HealthCheck", "Command", 0)
    if first == Literal("NONE"):
        return no(DependencyNeverHealthy(*place, "off", waiting, name))
    if not isinstance(check, Mapping) or not isinstance(first, Literal):
        return unknown(f"whether {name}, for whose health {waiting} waits, has a health check is not known here")
    return yes(f"{waiting} waits until {name} is healthy, and it has a health check")
