"""Two listeners of one load balancer on one port."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.balancing.balancers import BALANCER
from generator.ecs.texts import number
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Resource


class ListenerPortTaken(Check):
    id = "ECS292"
    lesson = 29
    title = "Two listeners of one load balancer have the same port"
    symptom = "CREATE_FAILED: A listener already exists on this port for this load balancer (DuplicateListener)"
    why = "A load balancer has one listener a port. Which of the two fails depends on which is created last."
    fix = "Give one of them another port, or make it a rule of the other."
    message = (
        "{resource} and {other} are listeners of {balancer} on one port, {port}: CreateListener fails for one of them "
        "(A listener already exists on this port for this load balancer)"
    )
    change = "Port: another one than {port}; or an AWS::ElasticLoadBalancingV2::ListenerRule of {other}"
    base = "balanced"
    bad = {
        "SecondListener": (
            "{Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref Balancer, Port: 80, "
            "Protocol: HTTP, DefaultActions: [{Type: forward, TargetGroupArn: !Ref Targets}]}}"
        )
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the listeners that certainly exist side by side.

        Source: Elastic Load Balancing API Reference, CreateListener, DuplicateListener; read 2026-11.
        """
        for balancer in context.graph.of_type(BALANCER):
            taken: dict[int, Resource] = {}
            for listener in context.balancers.listeners(balancer):
                port = number(listener.get("Port"))
                if port is None or listener.exists is not Truth.YES:
                    continue
                first = taken.setdefault(port, listener)
                if first is not listener:
                    tasks = tuple(dict.fromkeys((*context.users.of(listener), *context.users.of(first))))
                    yield self.at(listener, "Port", tasks=tasks, other=first, balancer=balancer, port=port)
