"""How long CloudFormation usually takes to create each resource of a graph, and when it begins and ends."""

from __future__ import annotations

from functools import cached_property

from generator.awsdata.resources import resource_type
from generator.ecs.creation_order import DEEPEST, CreationOrder
from generator.stack import Graph, Resource


class CreationTimes:
    """When everything in one graph is usually begun and complete, in seconds from the start of the deployment.

    ``unfamiliar`` is how many seconds a creation is assumed to take when nothing is known about its type.
    """

    def __init__(self, graph: Graph, order: CreationOrder) -> None:
        self.graph = graph
        self.order = order
        self._begins: dict[tuple[str, int], int] = {}

    def begins(self, resource: Resource, unfamiliar: int) -> int:
        """The seconds after which the creation of a resource is usually begun."""
        return self._begin(resource, unfamiliar, 0)

    def ends(self, resource: Resource, unfamiliar: int) -> int:
        """The seconds after which a resource, and all that is in it, is usually complete."""
        return self._end(resource, unfamiliar, 0)

    def _begin(self, resource: Resource, unfamiliar: int, depth: int) -> int:
        known = self._begins.get((resource.path, unfamiliar))
        if known is not None:
            return known
        self._begins[resource.path, unfamiliar] = 0  # Where there is a cycle, the way round it counts for nothing.
        around = self.graph.resource(resource.stack) if resource.stack else None
        start = self._begin(around, unfamiliar, depth + 1) if around is not None and depth < DEEPEST else 0
        ends = []
        for path in sorted(self.order.waited_for(resource)) if depth < DEEPEST else ():
            if (earlier := self.graph.resource(path)) is not None:
                ends.append(self._end(earlier, unfamiliar, depth + 1))
        self._begins[resource.path, unfamiliar] = max([start, *ends])
        return self._begins[resource.path, unfamiliar]

    def _end(self, resource: Resource, unfamiliar: int, depth: int) -> int:
        inside = self._inside.get(resource.path, ()) if depth < DEEPEST else ()
        ends = [self._end(nested, unfamiliar, depth + 1) for nested in inside]
        return max([self._begin(resource, unfamiliar, depth) + self._duration(resource, unfamiliar), *ends])

    def _duration(self, resource: Resource, unfamiliar: int) -> int:
        unread = resource.type == "AWS::CloudFormation::Stack" and resource.path not in self._inside
        known = None if unread else resource_type(resource.type).seconds
        return unfamiliar if known is None else known

    @cached_property
    def _inside(self) -> dict[str, list[Resource]]:
        """The resources of each stack, by its path."""
        inside: dict[str, list[Resource]] = {}
        for resource in self.graph.resources:
            if resource.stack:
                inside.setdefault(resource.stack, []).append(resource)
        return inside
