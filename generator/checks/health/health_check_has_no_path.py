"""A health check over TCP that is to look at a path or a status."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.balancing.balancers import TARGETS
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Absent

_NETWORK = ("TCP", "UDP", "TCP_UDP", "TLS")
_OF_HTTP = ("HealthCheckPath", "Matcher")


class HealthCheckHasNoPath(Check):
    id = "ECS088"
    lesson = 8
    fails_creation = True
    title = "Health check over TCP has a path or a matcher"
    symptom = (
        "CREATE_FAILED: Health check paths are not supported for TCP health checks; or: Health check matchers are not "
        "supported for TCP health checks"
    )
    why = (
        "A health check over TCP opens a connection and asks for nothing. It is the default for target groups of TCP, "
        "TLS and UDP, where HealthCheckProtocol does not say HTTP or HTTPS."
    )
    fix = "Set HealthCheckProtocol to HTTP, or leave the path and the matcher out."
    message = (
        "{resource} has {property}, and its health check is one of TCP{because}: CreateTargetGroup fails ({property} "
        "is not supported for TCP health checks)"
    )
    change = "HealthCheckProtocol: HTTP; or leave {property} out"
    base = "balanced"
    good = {
        "NetworkTargets": "{Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {VpcId: !Ref Vpc, Protocol: "
        "TCP, Port: 3000, TargetType: ip, HealthCheckProtocol: HTTP, HealthCheckPath: /health}}",
    }
    bad = {"NetworkTargets.HealthCheckProtocol": None}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find them where the protocols are written out, or left out.

        Sources: terraform-provider-aws #2170, aws-cloudformation-user-guide #186 (the messages); Elastic Load
        Balancing API Reference, CreateTargetGroup, HealthCheckProtocol; read 2026-11.
        """
        for group in context.graph.of_type(TARGETS):
            checked, protocol = group.get("HealthCheckProtocol"), (literal(group.get("Protocol")) or "").upper()
            by_default = isinstance(checked, Absent) and protocol in _NETWORK
            if group.exists is not Truth.YES or not (by_default or (literal(checked) or "").upper() == "TCP"):
                continue
            if protocol not in _NETWORK:
                continue  # That TCP does not go with it is ECS197.
            for key in _OF_HTTP:
                if not isinstance(group.get(key), Absent):
                    because = f", the default for {protocol}" if by_default else ""
                    yield self.at(group, key, property=key, because=because)
