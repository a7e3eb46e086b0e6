"""Subnets that have fewer addresses than the tasks that are to run in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.checks.check import Check
from generator.ecs.rooms import RESERVED, Rooms
from generator.ecs.tasks import Task, items
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Absent, Literal, Resource


class SubnetsTooSmall(Check):
    id = "ECS243"
    lesson = 24
    title = "Subnets have fewer addresses than a service has tasks"
    symptom = (
        "service was unable to place a task: RESOURCE:ENI; or: The subnet does not have enough free addresses "
        "(InsufficientFreeAddressesInSubnet)"
    )
    why = (
        "Each task with network mode awsvpc has an address of its own. Of each subnet EC2 keeps five, and endpoints, "
        "NAT gateways, load balancers and mount targets in it take one each: a /28 has room for eleven at most."
    )
    fix = "Give the subnets larger blocks, list more of them, or run fewer tasks."
    message = (
        "{services} are to run {count} tasks in {subnets}, which have {room} addresses for them: {reserved} of each "
        "are EC2's own, and {taken} go to endpoints and the like; the others are not placed, and the deployment does "
        "not end"
    )
    change = "CidrBlock of {subnets}: room for {count} tasks; or a lower DesiredCount"
    base = "nat"
    good = {"Subnet.CidrBlock": "10.0.0.0/28", "Service.DesiredCount": "11"}
    bad = {"Service.DesiredCount": "12"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Compare each set of subnets with the tasks of all services that are placed in no others."""
        rooms = Rooms(context.graph)
        placed = [(task, subnets) for task in context.tasks if (subnets := _places(context, task))]
        for asked in dict.fromkeys(subnets for _, subnets in placed):
            sizes = [rooms.addresses(subnet) for subnet in asked]
            inside = [task for task, subnets in placed if subnets <= asked]
            if None in sizes or not any(subnets == asked for _, subnets in placed):
                continue
            taken = sum(rooms.taken(subnet) for subnet in asked)
            room = max(sum(size for size in sizes if size is not None) - taken, 0)
            count = sum(_count(task) for task in inside)
            if count > room:
                yield self._found(inside, sorted(asked, key=str), count, room, taken)

    def _found(self, inside: list[Task], subnets: list[Resource], count: int, room: int, taken: int) -> Finding:
        tasks = tuple(task.name for task in inside)
        words: dict[str, Any] = {"services": tasks, "subnets": tuple(subnets), "count": count, "room": room}
        return self.at(inside[0].place, "DesiredCount", tasks=tasks, reserved=RESERVED, taken=taken, **words)


def _places(context: Context, task: Task) -> frozenset[Resource]:
    """The subnets that a service certainly places its tasks in; none if not all are created here."""
    if task.service is None or task.awsvpc is not Truth.YES or task.service.exists is not Truth.YES:
        return frozenset()
    found = [context.network.subnets.resource(value) for _, value in items(task.subnets)]
    return frozenset(subnet for subnet in found if subnet is not None) if None not in found else frozenset()


def _count(task: Task) -> int:
    """How many tasks a service is to run, at least. Source: ECS API Reference, CreateService, desiredCount."""
    assert task.service is not None
    value = task.service.get("DesiredCount")
    strategy = task.service.get("SchedulingStrategy")
    if not isinstance(strategy, Absent) and strategy != Literal("REPLICA"):
        return 0
    if isinstance(value, Absent):
        return 1
    return value.integer or 0 if isinstance(value, Literal) else 0
