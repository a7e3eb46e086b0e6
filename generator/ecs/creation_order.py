"""What is complete before something else is begun, through nested stacks.

A resource is begun once all that it waits for in its own template is complete; all that is inside a nested stack waits
for what the stack waits for; and a nested stack is complete when everything inside it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.stack import Graph, Resource

DEEPEST = 100


class CreationOrder:
    """In which order CloudFormation creates the resources of one graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._closures: dict[str, frozenset[str]] = {}

    def in_one_deployment(self, first: Resource, second: Resource) -> bool:
        """Tell whether both are of one deployment, so that an order between them can be asked for."""
        return first.at.top is second.at.top

    def precedes(self, first: Resource, second: Resource) -> bool:
        """Tell whether the first is certainly complete before the second is begun."""
        complete = {resource.path for resource in self._with_stacks(first)}
        return any(complete & self.waited_for(resource) for resource in self._with_stacks(second))

    def _with_stacks(self, resource: Resource) -> Iterator[Resource]:
        """A resource, and the nested stacks around it."""
        yield resource
        path = resource.stack
        while path:
            stack = self.graph.resource(path)
            if stack is None:
                return
            yield stack
            path = stack.stack

    def waited_for(self, resource: Resource) -> frozenset[str]:
        """The paths, in its own template, that it waits for directly or through others."""
        known = self._closures.get(resource.path)
        if known is not None:
            return known
        waited_for: set[str] = set()
        pending = [resource]
        while pending:
            current = pending.pop()
            for name in current.waits_for:
                path = current.at.prefix + name
                other = self.graph.resource(path)
                if path not in waited_for and other is not None:
                    waited_for.add(path)
                    pending.append(other)
        self._closures[resource.path] = frozenset(waited_for)
        return self._closures[resource.path]
