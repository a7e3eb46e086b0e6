"""How many security groups a network interface carries."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.endpoints import endpoints
from generator.ecs.tasks import tasks
from generator.needs.cause import Worded
from generator.stack import Graph, Listing, Resource, Value

DEFAULT, MOST = 5, 16
"""Security groups per network interface: 5 by default, 16 at most. VPC User Guide, "Amazon VPC quotas", 2026-11."""


def crowded(graph: Graph) -> Iterator[tuple[Resource, tuple[str | int, ...], int]]:
    """Give the resources whose interfaces carry more than the default, the way to the list, and its length."""
    for task in tasks(graph):
        steps = ("NetworkConfiguration", "AwsvpcConfiguration", "SecurityGroups")
        yield from _over(task.place, steps, task.groups)
    for endpoint in endpoints(graph):
        yield from _over(endpoint.resource, ("SecurityGroupIds",), endpoint.groups)


def fault(rule: str, place: Resource, steps: tuple[str | int, ...], count: int, most: int, how: str) -> Worded:
    """Say how many there are and how many there may be."""
    what = f"{place} has {count} security groups on each network interface, {how} {most}"
    return Worded(rule, place, steps, what, f"{steps[-1]}: leave at most {most}, for instance one shared client group")


def _over(
    place: Resource, steps: tuple[str | int, ...], groups: Value
) -> Iterator[tuple[Resource, tuple[str | int, ...], int]]:
    if isinstance(groups, Listing) and len(groups.items) > DEFAULT:
        yield place, steps, len(groups.items)
