"""Load balancers: which listener sends what to which target group, and which service stands behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.ecs.tasks import Task, items
from generator.ecs.texts import literal
from generator.logic import Truth, truth
from generator.stack import Absent, Graph, Listing, Literal, Resource, Unknown, Value

ELB = "AWS::ElasticLoadBalancingV2::"
BALANCER, LISTENER, RULE, TARGETS = (
    f"{ELB}{word}" for word in ("LoadBalancer", "Listener", "ListenerRule", "TargetGroup")
)


Steps = tuple[str | int, ...]


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

    def weights(self, forwarder: Resource, group: Resource) -> Iterator[Value]:
        """The weights that a listener or rule gives a target group; Absent where it gives none."""
        key = "DefaultActions" if forwarder.type == LISTENER else "Actions"
        for index, _ in items(forwarder.get(key)):
            steps = (key, index, "ForwardConfig", "TargetGroups")
            listed = forwarder.get(*steps)
            for at, _ in items(listed):
                if self.graph.target(forwarder.get(*steps, at, "TargetGroupArn"), TARGETS) is group:
                    yield forwarder.get(*steps, at, "Weight")
            if isinstance(listed, Absent) and self.graph.target(forwarder.get(key, index, "TargetGroupArn")) is group:
                yield Absent()

    def actions(self, forwarder: Resource) -> Iterator[tuple[Steps, str]]:
        """The actions of a listener or rule: the steps to each, and its type in lower case, empty if not known."""
        key = "DefaultActions" if forwarder.type == LISTENER else "Actions"
        for index, _ in items(forwarder.get(key)):
            yield (key, index), (literal(forwarder.get(key, index, "Type")) or "").lower()

    def listeners(self, balancer: Resource) -> tuple[Resource, ...]:
        """The listeners that certainly belong to a load balancer."""
        return tuple(self._listeners.get(balancer.path, ()))

    @property
    def has_untraced_listener(self) -> bool:
        """Whether some listener is of a load balancer that is not known."""
        return "" in self._listeners

    @cached_property
    def _listeners(self) -> dict[str, list[Resource]]:
        listeners: dict[str, list[Resource]] = {}
        for listener in self.graph.of_type(LISTENER):
            balancer = self.balancer(listener)
            listeners.setdefault(balancer.path if balancer else "", []).append(listener)
        return listeners

    def rules(self, listener: Resource) -> tuple[Resource, ...]:
        """The rules that certainly belong to a listener."""
        return tuple(self._rules.get(listener.path, ()))

    @cached_property
    def _rules(self) -> dict[str, list[Resource]]:
        rules: dict[str, list[Resource]] = {}
        for rule in self.graph.of_type(RULE):
            if listener := self.listener(rule):
                rules.setdefault(listener.path, []).append(rule)
        return rules

    def classic(self, task: Task) -> Iterator[tuple[Steps, Value]]:
        """The Classic Load Balancers that a service registers its tasks with, by their names, and the steps to each."""
        for index, _ in items(task.service.get("LoadBalancers")) if task.service else ():
            steps = ("LoadBalancers", index, "LoadBalancerName")
            value = task.service.get(*steps) if task.service else Absent()
            if not isinstance(value, Absent):
                yield steps, value

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


def faces_internet(balancer: Resource) -> Truth:
    """Tell whether a load balancer is internet-facing, which is the default of Scheme."""
    value = balancer.get("Scheme")
    if isinstance(value, Absent):
        return Truth.YES
    return truth(value.text == "internet-facing") if isinstance(value, Literal) else Truth.UNKNOWN


def families(balancer: Resource) -> tuple[int, ...]:
    """The versions of IP that clients may come by, 4 and 6; none when they are not known.

    An internet-facing one of the type dualstack-without-public-ipv4 is reached over the internet by IPv6 only. Source:
    Application Load Balancers User Guide, "IP address type"; read 2026-11.
    """
    value = balancer.get("IpAddressType")
    kind = "ipv4" if isinstance(value, Absent) else literal(value)
    if kind == "dualstack-without-public-ipv4" and faces_internet(balancer) is not Truth.YES:
        return ()
    return {"ipv4": (4,), "dualstack": (4, 6), "dualstack-without-public-ipv4": (6,)}.get(kind or "", ())


def without_groups(balancer: Resource) -> bool:
    """Tell whether a load balancer has no security groups at all, as only one that is not an application's can."""
    groups = balancer.get("SecurityGroups")
    return kind(balancer) != "application" and (isinstance(groups, Absent) or groups == Listing(()))


def subnets(balancer: Resource) -> tuple[Value, ...]:
    """The subnets of a load balancer, from Subnets and SubnetMappings."""
    listed = [value for _, value in items(balancer.get("Subnets"))]
    mapped = [balancer.get("SubnetMappings", i, "SubnetId") for i, _ in items(balancer.get("SubnetMappings"))]
    return (*listed, *mapped)
