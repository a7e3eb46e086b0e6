"""What is complete before something else is begun, through nested stacks.

A resource is begun once all that it waits for in its own template is complete; all that is inside a nested stack waits
for what the stack waits for; and a nested stack is complete when everything inside it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from generator.stack import Graph, Resource

DEEPEST = 100
_MARGIN = 5
# How long creations usually take, in seconds: judgement, not measured. Only the order of magnitude matters, and
# whatever is quick is left out.
_SECONDS = {
    "AWS::AutoScaling::AutoScalingGroup": 60,
    "AWS::CertificateManager::Certificate": 120,
    "AWS::EC2::EIP": 15,
    "AWS::EC2::InternetGateway": 15,
    "AWS::EC2::NatGateway": 100,
    "AWS::EC2::VPC": 10,
    "AWS::EC2::VPCEndpoint": 60,
    "AWS::ECS::Service": 120,
    "AWS::EFS::MountTarget": 90,
    "AWS::ElastiCache::ReplicationGroup": 400,
    "AWS::ElasticLoadBalancingV2::LoadBalancer": 150,
    "AWS::IAM::InstanceProfile": 120,
    "AWS::IAM::ManagedPolicy": 15,
    "AWS::IAM::Policy": 15,
    "AWS::IAM::Role": 15,
    "AWS::IAM::RolePolicy": 15,
    "AWS::KMS::Key": 20,
    "AWS::RDS::DBCluster": 300,
    "AWS::RDS::DBInstance": 400,
    "AWS::S3::Bucket": 20,
    "AWS::ServiceDiscovery::PrivateDnsNamespace": 45,
}


class Waiting:
    """The order of one graph's resources."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._closures: dict[str, frozenset[str]] = {}
        self._begins: dict[str, int] = {}

    def comparable(self, one: Resource, other: Resource) -> bool:
        """Tell whether both are of one deployment, so that an order between them can be asked for."""
        return one.at.top is other.at.top

    def precedes(self, first: Resource, second: Resource) -> bool:
        """Tell whether the first is certainly complete before the second is begun."""
        around = {each.path for each in self._around(first)}
        return any(around & self._waited_for(each) for each in self._around(second))

    def wins(self, first: Resource, second: Resource) -> bool:
        """Tell whether, at the usual pace, the first is complete well before the second is begun, waited for or not."""
        return self._end(first, 0) + _MARGIN <= self._begin(second, 0)

    def _begin(self, resource: Resource, depth: int) -> int:
        """Give the seconds after which a resource is usually begun."""
        known = self._begins.get(resource.path)
        if known is not None:
            return known
        self._begins[resource.path] = 0  # Where there is a cycle, the way round it counts for nothing.
        waited = [self.graph.resource(path) for path in sorted(self._waited_for(resource))]
        around = self.graph.resource(resource.stack) if resource.stack else None
        start = self._begin(around, depth + 1) if around is not None and depth < DEEPEST else 0
        ends = [self._end(each, depth + 1) for each in waited if each is not None and depth < DEEPEST]
        self._begins[resource.path] = max([start, *ends])
        return self._begins[resource.path]

    def _end(self, resource: Resource, depth: int) -> int:
        inside = self._inside.get(resource.path, ())
        ends = [self._end(each, depth + 1) for each in inside] if depth < DEEPEST else []
        return max([self._begin(resource, depth) + _SECONDS.get(resource.type, 3), *ends])

    @cached_property
    def _inside(self) -> dict[str, list[Resource]]:
        """The resources of each stack, by its path."""
        found: dict[str, list[Resource]] = {}
        for resource in self.graph.resources:
            if resource.stack:
                found.setdefault(resource.stack, []).append(resource)
        return found

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
