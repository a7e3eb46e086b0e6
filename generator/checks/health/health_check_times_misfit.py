"""Lesson 8: a target group whose health checks take longer than the time between them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.balancing.balancers import TARGETS
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.balancing.target_group_settings import HealthCheckTimesRefused, refused
from generator.needs.context import Context

_REFUSED = "CreateTargetGroup fails (Health check interval must be greater than the timeout)"


class HealthCheckTimesMisfit(Check):
    id = "ECS086"
    lesson = 8
    title = "Timeout of a target group's health check is not shorter than its interval"
    symptom = "CREATE_FAILED: Health check interval must be greater than the timeout."
    why = (
        "Elastic Load Balancing takes only a HealthCheckTimeoutSeconds that is shorter than "
        "HealthCheckIntervalSeconds. Without an interval, 30 seconds apply; without a timeout 5, 6 or 10, "
        "whatever the interval is. With TCP, TLS and UDP the timeout may be as long as the interval, and not longer."
    )
    fix = "Write both, the timeout shorter than the interval: an interval of 5 seconds takes a timeout of 2 to 4."
    fault = HealthCheckTimesRefused
    message = {
        "timeout": (
            "{resource}: HealthCheckTimeoutSeconds is {timeout}, which is not shorter than HealthCheckIntervalSeconds, "
            f"{{interval}}: {_REFUSED}"
        ),
        "default timeout": (
            "{resource}: HealthCheckIntervalSeconds is {interval}, which is not longer than the timeout that applies "
            f"without HealthCheckTimeoutSeconds, at least {{timeout}}: {_REFUSED}"
        ),
        "default interval": (
            "{resource}: HealthCheckTimeoutSeconds is {timeout}, which is not shorter than the {interval} seconds that "
            f"apply without HealthCheckIntervalSeconds: {_REFUSED}"
        ),
    }
    change = {
        "timeout": "HealthCheckTimeoutSeconds: less than {interval}; or a longer HealthCheckIntervalSeconds",
        "default timeout": "HealthCheckTimeoutSeconds: 2; or a longer HealthCheckIntervalSeconds",
        "default interval": "HealthCheckIntervalSeconds: more than {timeout}",
    }
    base = "balanced"
    bad = {
        "Targets.HealthCheckIntervalSeconds": "10",
        "Targets.HealthCheckTimeoutSeconds": "10",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find what is refused of target groups, whoever is behind them."""
        for group in context.graph.of_type(TARGETS):
            for fault in refused(group) if group.exists is Truth.YES else ():
                if isinstance(fault, HealthCheckTimesRefused):
                    yield self.word(fault)
