"""A target group whose health checks are to speak what Elastic Load Balancing does not check by."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.balancing.balancers import TARGETS
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.balancing.target_group_settings import HealthCheckProtocolRefused, refused
from generator.needs.context import Context
from generator.remedy import Write


class HealthCheckProtocolMisfit(Check):
    id = "ECS197"
    lesson = 19
    fails_creation = True
    title = "Health checks of a target group cannot use their protocol"
    symptom = "CREATE_FAILED: Health check protocol 'TCP' is not supported for target groups with protocol 'HTTP'"
    why = (
        "Health checks speak HTTP, HTTPS or TCP; and TCP only where the target group speaks TCP, TLS, UDP or TCP_UDP. "
        "By default they speak HTTP behind a load balancer for applications, and TCP behind one for networks."
    )
    fix = "Set HealthCheckProtocol to HTTP or HTTPS, or leave it out."
    fault = HealthCheckProtocolRefused
    message = {
        "http": (
            "{resource}: HealthCheckProtocol is TCP, which goes only with a Protocol of TCP, TLS, UDP or TCP_UDP, and "
            "not with {protocol}: CreateTargetGroup fails"
        ),
        "never": (
            "{resource}: HealthCheckProtocol is {check}, which no health check speaks (HTTP, HTTPS, TCP): "
            "CreateTargetGroup fails"
        ),
    }
    change = {
        "http": "HealthCheckProtocol: {protocol}",
        "never": "HealthCheckProtocol: TCP, or HTTP with a HealthCheckPath",
    }
    remedy = {"http": Write("HealthCheckProtocol", "{protocol}"), "never": Write("HealthCheckProtocol", "TCP")}
    base = "balanced"
    bad = {
        "Targets.HealthCheckProtocol": "TCP",
        "Targets.HealthCheckPath": None,
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find what is refused of target groups, whoever is behind them."""
        for group in context.graph.of_type(TARGETS):
            for fault in refused(group) if group.exists is Truth.YES else ():
                if isinstance(fault, HealthCheckProtocolRefused):
                    yield self.word(fault)
