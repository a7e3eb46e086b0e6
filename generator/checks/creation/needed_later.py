"""A service that may be created before what its first tasks need."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.creation import _late_needs
from generator.checks.creation._late_needs import late_needs
from generator.finding import Finding
from generator.needs.context import Context


class NeededLater(Check):
    id = "WCS121"
    lesson = 12
    title = "Service may be created before what its first tasks need"
    symptom = (
        "The first tasks stop with ResourceInitializationError or CannotPullContainerError, and the stack takes "
        "longer, or times out"
    )
    why = (
        "CloudFormation creates resources in parallel when neither refers to the other: here the service, and the "
        "endpoint, route, policy or attachment that its tasks need to start. ECS tries again, at growing intervals, "
        "until it exists. When a deployment circuit breaker certainly fails the deployment first, this is ECS121."
    )
    fix = "Add what the message names to DependsOn of the service, or of the nested stack that it is in."
    message = {
        "": "{service} may be created before {needed}: until then {failures}. ECS tries again",
        "breaker": (
            "{service} may be created before {needed}: until then {failures}. ECS tries again, and the circuit breaker "
            "counts each failure"
        ),
    }
    change = _late_needs.CHANGE
    remedy = _late_needs.REMEDY
    base = "isolated"
    bad = {
        "Service.DependsOn": None,
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the services whose first tasks fail, and later ones do not."""
        for late in late_needs(context):
            if not late.fatal:
                yield self.at(late.place, tasks=(late.task,), variant="breaker" if late.breaker else "", **late.words)
