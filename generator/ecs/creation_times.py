"""How long creations usually take: which of two that do not wait for each other comes first, and is that certain?"""

from __future__ import annotations

from functools import cached_property

from generator.awsdata.resources import resource_type
from generator.ecs.creation_order import DEEPEST, Waiting
from generator.stack import Graph, Resource

_MARGIN = 5
_LONG = 86_400
_QUICK = 3


class Pace:
    """When everything in one graph is usually begun and complete, in seconds from the start."""

    def __init__(self, graph: Graph, order: Waiting) -> None:
        self.graph = graph
        self.order = order
        self._begins: dict[tuple[str, int], int] = {}

    def wins(self, first: Resource, second: Resource) -> bool:
        """Tell whether, at the usual pace, the first is complete well before the second is begun, waited for or not."""
        return self._end(first, _QUICK, 0) + _MARGIN <= self._begin(second, _QUICK, 0)

    def loses(self, first: Resource, second: Resource, by: int) -> bool:
        """Tell whether the first is complete so many seconds after the second is begun, and not sooner.

        What is not known to be quick may take any time before the second, and none before the first.
        """
        return self._end(first, _QUICK, 0) >= self._begin(second, _LONG, 0) + by

    def _begin(self, resource: Resource, unknown: int, depth: int) -> int:
        """Give the seconds after which a resource is usually begun; ``unknown`` is what an unfamiliar type takes."""
        known = self._begins.get((resource.path, unknown))
        if known is not None:
            return known
        self._begins[resource.path, unknown] = 0  # Where there is a cycle, the way round it counts for nothing.
        waited = [self.graph.resource(path) for path in sorted(self.order.waited_for(resource))]
        around = self.graph.resource(resource.stack) if resource.stack else None
        start = self._begin(around, unknown, depth + 1) if around is not None and depth < DEEPEST else 0
        ends = [self._end(each, unknown, depth + 1) for each in waited if each is not None and depth < DEEPEST]
        self._begins[resource.path, unknown] = max([start, *ends])
        return self._begins[resource.path, unknown]

    def _end(self, resource: Resource, unknown: int, depth: int) -> int:
        inside = self._inside.get(resource.path, ())
        ends = [self._end(each, unknown, depth + 1) for each in inside] if depth < DEEPEST else []
        return max([self._begin(resource, unknown, depth) + self._takes(resource, unknown), *ends])

    def _takes(self, resource: Resource, unknown: int) -> int:
        if resource.type == "AWS::CloudFormation::Stack" and resource.path not in self._inside:
            return unknown
        seconds = resource_type(resource.type).seconds
        return unknown if seconds is None else seconds

    @cached_property
    def _inside(self) -> dict[str, list[Resource]]:
        """The resources of each stack, by its path."""
        found: dict[str, list[Resource]] = {}
        for resource in self.graph.resources:
            if resource.stack:
                found.setdefault(resource.stack, []).append(resource)
        return found
