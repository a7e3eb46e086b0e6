"""What is complete before something else is begun, through nested stacks.

A resource is begun once all that it waits for in its own template is complete; all that is inside a nested stack waits
for what the stack waits for; and a nested stack is complete when everything inside it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.stack import Graph, Resource

DEEPEST = 100


class Waiting:
    """The order of one graph's resources."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._closures: dict[str, frozenset[str]] = {}

    def comparable(self, one: Resource, other: Resource) -> bool:
        """Tell whether both are of one deployment, so that an order between them can be asked for."""
        return one.at.top is other.at.top

    def precedes(self, first: Resource, second: Resource) -> bool:
        """Tell whether the first is certainly complete before the second is begun."""
        around = {each.path for each in self._around(first)}
        return any(around & self.waited_for(each) for each in self._around(second))

    def _around(self, resource: Resource) -> Iterator[Resource]:
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
        found: set[str] = set()
        pending = [resource]
        while pending:
            current = pending.pop()
            for name in current.waits_for:
                path = current.at.prefix + name
                other = self.graph.resource(path)
                if path not in found and other is not None:
                    found.add(path)
                    pending.append(other)
        self._closures[resource.path] = frozenset(found)
        return self._closures[resource.path]
