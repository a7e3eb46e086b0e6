"""A target group that speaks TLS with port 80, or plain HTTP with port 443."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.texts import literal, number
from generator.finding import Finding
from generator.needs.context import Context

_KEPT_FOR = {80: ("HTTP", ("HTTPS", "TLS")), 443: ("HTTPS", ("HTTP",))}


class PortOfTheOtherProtocol(Check):
    id = "WCS402"
    lesson = 40
    title = "Target group speaks one protocol with a port that is kept for the other"
    symptom = (
        "Task failed ELB health checks in (target-group ...): Health checks failed with these codes: [502] or [400]; "
        "clients get 502 Bad Gateway"
    )
    why = (
        "Port 80 is registered for plain HTTP and 443 for HTTPS, and images of servers listen so. The protocol of a "
        "target group is what the load balancer speaks with the container, whatever its listener speaks with clients."
    )
    fix = "Give the target group the protocol that the container speaks: mostly HTTP, behind a listener with HTTPS too."
    message = (
        "{property} of {resource} is {protocol}, and {container} is asked on port {port}, which is kept for {other}: "
        "unless it speaks {protocol} there, no target becomes healthy, and ECS replaces the tasks of {task}"
    )
    change = "{property}: {other}; or the port of the container that speaks {protocol}"
    base = "balanced"
    good = {
        "TaskDefinition.ContainerDefinitions.0.PortMappings.0.ContainerPort": "80",
        "TaskDefinition.ContainerDefinitions.0.HealthCheck": None,
        "Service.LoadBalancers.0.ContainerPort": "80",
        "TaskGroup.SecurityGroupIngress.0.FromPort": "80",
        "TaskGroup.SecurityGroupIngress.0.ToPort": "80",
    }
    bad = {"Targets.Protocol": "HTTPS"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find what is written out, once for a target group.

        Source: IANA, Service Name and Transport Protocol Port Number Registry (http 80, https 443); aws-cdk #4983
        (502 from a target group whose Protocol became that of its listener); read 2026-11.
        """
        for task in context.tasks:
            for target in context.balancers.targets(task):
                group, port = target.group, number(target.port)
                if group is None or port not in _KEPT_FOR:
                    continue
                other, foreign = _KEPT_FOR[port]
                protocol = literal(group.get("Protocol"))
                if protocol in foreign:
                    named = literal(target.container) or "the container"
                    yield self.at(
                        group,
                        "Protocol",
                        tasks=(task.name,),
                        property="Protocol",
                        protocol=protocol,
                        container=named,
                        port=port,
                        other=other,
                    )
