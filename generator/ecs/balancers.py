"""Load balancers: which listener sends what to which target group, and which service stands behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.ecs.tasks import Task, items
from generator.ecs.texts import literal, number
from generator.stack import Absent, Graph, Literal, Resource, Unknown, Value

ELB = "AWS::ElasticLoadBalancingV2::"
BALANCER, LISTENER, RULE, TARGETS = (
    f"{ELB}{word}" for word in ("LoadBalancer", "Listener", "ListenerRule", "TargetGroup")
)


@dataclass(frozen=True)
class Target:
    """One entry of a service's LoadBalancers. ``group`` is None when the target group is not created here."""

    index: int
    value: Value
    group: Resource | None
    container: Value
    port: Value

    @property
    def steps(self) -> tuple[str | int, ...]:
        """Steps from the service's properties to this entry."""
        return ("LoadBalancers", self.index)


class Balancers:
    """The load balancers of a graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def targets(self, task: Task) -> Iterator[Target]:
        """The target groups that a service registers its tasks in; classic load balancers are left out."""
        if task.service is None:
            return
        for index, _ in items(task.service.get("LoadBalancers")):
            value = task.service.get("LoadBalancers", index, "TargetGroupArn")
            if not isinstance(value, Absent):
                name, port = (task.service.get("LoadBalancers", index, f"Container{key}") for key in ("Name", "Port"))
                yield Target(index, value, self.graph.target(value, TARGETS), name, port)

    @cached_property
    def _forwarders(self) -> dict[str, list[Resource]]:
        forwarders: dict[str, list[Resource]] = {}
        for type_name, key in ((LISTENER, "DefaultActions"), (RULE, "Actions")):
            for resource in self.graph.of_type(type_name):
                for value in self._target_group_arns(resource, key):
                    group = self.graph.target(value, TARGETS)
                    forwarders.setdefault(group.path if group else "", []).append(resource)
        return forwarders

    def _target_group_arns(self, resource: Resource, key: str) -> Iterator[Value]:
        actions = resource.get(key)
        if isinstance(actions, Unknown):
            yield actions
        for index, _ in items(actions):
            steps = (key, index)
            single, several = resource.get(*steps, "TargetGroupArn"), resource.get(*steps, "ForwardConfig")
            if not isinstance(single, Absent):
                yield single
            if not isinstance(several, Absent):
                groups = resource.get(*steps, "ForwardConfig", "TargetGroups")
                if isinstance(groups, Absent | Unknown):
                    yield groups
                for at, _ in items(groups):
                    yield resource.get(*steps, "ForwardConfig", "TargetGroups", at, "TargetGroupArn")

    def forwarders(self, group: Resource) -> tuple[Resource, ...]:
        """The listeners and rules that send requests to a target group."""
        return tuple(self._forwarders.get(group.path, ()))

    @property
    def untraced_forwarders(self) -> tuple[Resource, ...]:
        """The listeners and rules whose target group is not known."""
        return tuple(self._forwarders.get("", ()))

    def listener(self, forwarder: Resource) -> Resource | None:
        """The listener that a rule belongs to, or the listener itself."""
        if forwarder.type == LISTENER:
            return forwarder
        return self.graph.target(forwarder.get("ListenerArn"), LISTENER)

    def balancer(self, listener: Resource) -> Resource | None:
        """The load balancer that a listener belongs to."""
        return self.graph.target(listener.get("LoadBalancerArn"), BALANCER)


def kind(balancer: Resource) -> str:
    """``application``, ``network`` or ``gateway``; empty when it is not known."""
    value = balancer.get("Type")
    return "application" if isinstance(value, Absent) else (literal(value) or "").lower()


def faces_internet(balancer: Resource) -> bool:
    """Tell whether a load balancer is certainly internet-facing, which is the default of Scheme."""
    value = balancer.get("Scheme")
    return isinstance(value, Absent) or value == Literal("internet-facing")


def subnets(balancer: Resource) -> tuple[Value, ...]:
    """The subnets of a load balancer, from Subnets and SubnetMappings."""
    listed = [value for _, value in items(balancer.get("Subnets"))]
    mapped = [balancer.get("SubnetMappings", i, "SubnetId") for i, _ in items(balancer.get("SubnetMappings"))]
    return (*listed, *mapped)


def health_port(group: Resource) -> int | None:
    """The port that a target group's health check asks, None when it is the port of the traffic or not known."""
    return number(group.get("HealthCheckPort"))
