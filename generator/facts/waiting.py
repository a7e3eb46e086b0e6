"""What is complete before something else is begun, through nested stacks.

A resource is begun once all that it waits for in its own template is complete; all that is inside a nested stack waits
for what the stack waits for; and a nested stack is complete when everything inside it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.stack import Graph, Resource

# How many seconds a creation takes: at the most for what is quick, at the least for what is not. Types in neither may
# take any time. Source: events of stacks in several Regions, 2024 to 2026, rounded away from each other.
_AT_MOST = {
    "AWS::EC2::InternetGateway": 20,
    "AWS::EC2::SecurityGroup": 8,
    "AWS::EC2::Subnet": 10,
    "AWS::EC2::VPC": 20,
    "AWS::EC2::VPCGatewayAttachment": 20,
    "AWS::ElasticLoadBalancingV2::Listener": 3,
    "AWS::ElasticLoadBalancingV2::ListenerRule": 3,
    "AWS::ElasticLoadBalancingV2::LoadBalancer": 210,
    "AWS::ElasticLoadBalancingV2::TargetGroup": 10,
}
_AT_LEAST = {
    "AWS::EC2::NatGateway": 60,
    "AWS::ECS::TaskDefinition": 1,
    "AWS::ElasticLoadBalancingV2::LoadBalancer": 90,
    "AWS::IAM::InstanceProfile": 60,
    "AWS::IAM::Role": 15,
    "AWS::RDS::DBCluster": 60,
    "AWS::RDS::DBInstance": 300,
}


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
        return any(around & self._waited_for(each) for each in self._around(second))

    def outruns(self, first: Resource, second: Resource) -> bool:
        """Tell whether the first is complete before the second is begun only because that takes so much longer.

        Nothing in the templates makes it so, but it never happens otherwise.
        """
        if first.stack != second.stack or first.at is not second.at:
            return False
        latest = self._latest(first, {})
        ends = [self._earliest(each, {}) for each in self._next(second)]
        return latest is not None and latest < max(ends, default=0)

    def _next(self, resource: Resource) -> Iterator[Resource]:
        """Give what a resource waits for directly, in its own template."""
        for name in resource.waits_for:
            other = self.graph.resource(resource.at.prefix + name)
            if other is not None:
                yield other

    def _latest(self, resource: Resource, known: dict[str, int | None]) -> int | None:
        """Give the time at which it is complete at the latest, from the begin of its stack; None when any will do."""
        if resource.path not in known:
            known[resource.path] = None  # templates that wait in a circle
            own = _AT_MOST.get(resource.type)
            before = [self._latest(each, known) for each in self._next(resource)]
            known[resource.path] = None if own is None or None in before else own + max((*filter(None, before), 0))
        return known[resource.path]

    def _earliest(self, resource: Resource, known: dict[str, int]) -> int:
        """Give the time at which it is complete at the earliest."""
        if resource.path not in known:
            known[resource.path] = 0
            before = max((self._earliest(each, known) for each in self._next(resource)), default=0)
            known[resource.path] = before + _AT_LEAST.get(resource.type, 0)
        return known[resource.path]

    def held_by(self, resource: Resource, kinds: tuple[str, ...]) -> bool:
        """Tell whether a resource waits for one of some types, on its own level or in a stack that it waits for."""
        found = {path for each in self._around(resource) for path in self._waited_for(each)}
        return any(
            each.path in found or any(around.path in found for around in self._around(each))
            for each in self.graph.of_type(*kinds)
        )

    def _around(self, resource: Resource) -> Iterator[Resource]:
        """Give a resource, and the nested stacks around it."""
        yield resource
        path = resource.stack
        while path:
            stack = self.graph.resource(path)
            if stack is None:
                return
            yield stack
            path = stack.stack

    def _waited_for(self, resource: Resource) -> frozenset[str]:
        """Give the paths, in its own template, that it waits for directly or through others."""
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
