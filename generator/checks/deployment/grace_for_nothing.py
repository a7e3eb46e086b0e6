"""Ours: a grace period without a health check that it could put off."""

from __future__ import annotations

from generator.checks.check import Check


class GraceForNothing(Check):
    id = "WCS132"
    lesson = 13
    title = "Grace period is set, but nothing checks the health of the tasks"
    symptom = "Nothing: the value has no effect, and tasks that need long to start are not given the time"
    why = (
        "HealthCheckGracePeriodSeconds keeps ECS from replacing tasks that are not healthy yet. Without a load "
        "balancer and without a container HealthCheck there is nothing to wait for, and the value is not used."
    )
    fix = "Leave HealthCheckGracePeriodSeconds out, or add the load balancer or the HealthCheck that it was meant for."
    base = "nat"
    good = {
        "TaskDefinition.ContainerDefinitions.0.PortMappings": None,
        "TaskDefinition.ContainerDefinitions.0.HealthCheck": None,
    }
    bad = {
        "Service.HealthCheckGracePeriodSeconds": "60",
    }
