"""Ours: a service that may be created before what its first tasks need."""

from __future__ import annotations

from generator.checks.check import Check


class NeededLater(Check):
    id = "WCS121"
    lesson = 12
    title = "Service may be created before what its first tasks need"
    symptom = (
        "The first tasks stop with ResourceInitializationError or CannotPullContainerError, and the stack takes "
        "longer, or times out"
    )
    why = (
        "CloudFormation creates side by side what does not refer to each other: the service, and the endpoint, "
        "route, policy or attachment that its tasks cannot start without. ECS tries again, ever more slowly, until "
        "it is there. Where a circuit breaker is sure to give up first, that is an error: ECS121."
    )
    fix = "Add what the message names to DependsOn of the service, or of the nested stack that it is in."
    base = "isolated"
    bad = {
        "Service.DependsOn": None,
    }
