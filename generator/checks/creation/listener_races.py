"""Ours: a service and its listener that are created at the same time."""

from __future__ import annotations

from generator.checks.check import Check


class ListenerRaces(Check):
    id = "WCS120"
    lesson = 12
    title = "Service races the listener of its target group"
    symptom = (
        "Now and then, CREATE_FAILED: Invalid request provided: CreateService error: The target group with "
        "targetGroupArn ... does not have an associated load balancer"
    )
    why = (
        "The service and the listener, or its rule, are begun at about the same time, and neither refers to the "
        "other. It depends on luck which comes first. Where the listener is certainly later, this is ECS120."
    )
    fix = "Add the listener, or the listener rule, to DependsOn of the service, or of the nested stack that it is in."
    base = "balanced"
    bad = {
        "Service.DependsOn.1": None,
    }
