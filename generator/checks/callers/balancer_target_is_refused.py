"""Lesson 33: an application load balancer that is the target of another, and does not listen where it is called."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks._races import place_to_wait, unordered
from generator.checks.check import Check
from generator.ecs.balancing.balancers import BALANCER, TARGETS
from generator.ecs.balancing.target_groups import target_type
from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Absent, Resource


class BalancerTargetIsRefused(Check):
    id = "ECS333"
    lesson = 33
    title = "Load balancer is the target of another and has no listener on its port, or has it too late"
    symptom = "CREATE_FAILED: The following targets do not have a listener that matches the target group port"
    why = (
        "A target group of type alb registers an application load balancer only when this listens on the group's port. "
        "A reference to the load balancer makes no order with its listeners, which are created at the same time."
    )
    fix = "Give the target group the port of a listener, and add the listener to its DependsOn."
    message = {
        "port": (
            "{resource} registers {balancer} on {port}, and no listener of it has this port (there are: {ports}): the "
            "registration is refused"
        ),
        "race": (
            "{resource} registers {balancer} and does not wait for {listener}, which listens on {port}: created first, "
            "the registration is refused"
        ),
        "protocol": (
            "Protocol of {resource} is {named}, and a target group of type alb speaks TCP: CreateTargetGroup fails"
        ),
    }
    change = {
        "port": "Port: one of {ports}",
        "race": "DependsOn of {place}: add {name}",
        "protocol": "Protocol: TCP",
    }
    base = "routed"
    good = {
        "Front": """
            Type: AWS::ElasticLoadBalancingV2::TargetGroup
            DependsOn: Listener
            Properties: {VpcId: !Ref Vpc, TargetType: alb, Protocol: TCP, Port: 80, Targets: [{Id: !Ref Balancer}]}
""",
    }
    bad = {"Front.DependsOn": None}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the target groups of load balancers whose registration is certainly, or may be, refused.

        Source: Network Load Balancers User Guide, "Use Application Load Balancers as targets": the group's protocol is
        TCP, and a listener has its port; read 2026-11.
        """
        for group in context.graph.of_type(TARGETS):
            if target_type(group) != "alb":
                continue
            named = literal(group.get("Protocol"))
            if named is not None and named != "TCP":
                yield self.at(group, "Protocol", variant="protocol", named=named)
            for index, _ in items(group.get("Targets")):
                balancer = context.graph.target(group.get("Targets", index, "Id"), BALANCER)
                own = group.get("Targets", index, "Port")
                port = number(group.get("Port") if isinstance(own, Absent) else own)
                if balancer is not None and port is not None:
                    yield from self._of(context, group, index, balancer, port)

    def _of(self, context: Context, group: Resource, index: int, balancer: Resource, port: int) -> Iterator[Finding]:
        listeners = context.balancers.listeners(balancer)
        ports = [number(listener.get("Port")) for listener in listeners]
        fitting = [listener for listener, own in zip(listeners, ports, strict=True) if own == port]
        steps = ("Targets", index)
        if fitting and all(unordered(context, listener, group) for listener in fitting):
            place, name = place_to_wait(context.graph, group, fitting[0])
            words = {"listener": str(fitting[0]), "place": str(place), "name": name, "balancer": str(balancer)}
            yield self.at(group, *steps, variant="race", port=port, **words)
        elif not fitting and None not in ports and self._all_are_seen(context, balancer):
            known = tuple(str(own) for own in ports) or ("none",)
            yield self.at(group, *steps, variant="port", balancer=balancer, port=port, ports=known)

    def _all_are_seen(self, context: Context, balancer: Resource) -> bool:
        return not context.balancers.has_untraced_listener and context.graph.closed(balancer)
