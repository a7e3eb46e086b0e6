"""Ours: a target group that no listener sends requests to."""

from __future__ import annotations

from generator.checks.check import Check


class TargetGroupUnused(Check):
    id = "ECS142"
    lesson = 14
    title = "No listener sends requests to the service's target group"
    symptom = (
        "CREATE_FAILED: Invalid request provided: CreateService error: The target group with targetGroupArn ... "
        "does not have an associated load balancer"
    )
    why = (
        "A target group belongs to a load balancer from the moment that a listener or a listener rule forwards to "
        "it. ECS does not create a service with one that belongs to none."
    )
    fix = "Forward to the target group from a listener or a listener rule, and let the service wait for it (DependsOn)."
    base = "balanced"
    bad = {
        "Listener": None,
        "Service.DependsOn.1": None,
    }
