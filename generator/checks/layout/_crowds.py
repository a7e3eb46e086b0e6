"""Which services share the addresses of which subnets, how many tasks they run there, and how many have room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.ecs.rooms import RESERVED, Rooms
from generator.ecs.tasks import Task, items
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Absent, Literal, Resource


@dataclass(frozen=True)
class Crowd:
    """The services that are placed in some subnets and in no others; ``count`` tasks at least, and room for ``room``.

    ``taken`` addresses are those of endpoints and the like.
    """

    tasks: tuple[Task, ...]
    subnets: tuple[Resource, ...]
    count: int
    room: int
    taken: int

    @property
    def words(self) -> dict[str, Any]:
        """What messages are filled with."""
        names = tuple(task.name for task in self.tasks)
        words = {"tasks": names, "services": names, "subnets": self.subnets, "reserved": RESERVED}
        return {**words, "count": self.count, "room": self.room, "taken": self.taken}


def crowds(context: Context) -> Iterator[Crowd]:
    """Find each set of subnets that a service has, where their blocks are known."""
    rooms = Rooms(context.graph)
    placed = [(task, subnets) for task in context.tasks if (subnets := _places(context, task))]
    for asked in dict.fromkeys(subnets for _, subnets in placed):
        sizes = [size for subnet in asked if (size := rooms.addresses(subnet)) is not None]
        if len(sizes) == len(asked):
            inside = tuple(task for task, subnets in placed if subnets <= asked)
            taken = sum(rooms.taken(subnet) for subnet in asked)
            room = max(sum(sizes) - taken, 0)
            yield Crowd(inside, tuple(sorted(asked, key=str)), sum(map(_count, inside)), room, taken)


def _places(context: Context, task: Task) -> frozenset[Resource]:
    """The subnets that a service certainly places its tasks in; none if not all are created here."""
    if task.service is None or task.awsvpc is not Truth.YES or task.service.exists is not Truth.YES:
        return frozenset()
    found = [context.network.subnets.resource(value) for _, value in items(task.subnets)]
    return frozenset(subnet for subnet in found if subnet is not None) if None not in found else frozenset()


def _count(task: Task) -> int:
    """How many tasks a service is to run, at least: one where nothing is said.

    Source: ECS API Reference, CreateService, desiredCount and schedulingStrategy, read 2026-11.
    """
    assert task.service is not None
    value, strategy = task.service.get("DesiredCount"), task.service.get("SchedulingStrategy")
    if not isinstance(strategy, Absent) and strategy != Literal("REPLICA"):
        return 0
    if isinstance(value, Absent):
        return 1
    return value.integer or 0 if isinstance(value, Literal) else 0
