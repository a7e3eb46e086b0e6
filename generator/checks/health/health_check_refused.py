"""Lesson 8: a health check that ECS does not accept."""

from __future__ import annotations

from generator.checks.check import Check


class HealthCheckRefused(Check):
    id = "ECS082"
    lesson = 8
    title = "Health check is malformed or out of bounds"
    symptom = (
        "CREATE_FAILED of the task definition: Invalid request provided: Create TaskDefinition: ... "
        "(ClientException), about the health check"
    )
    why = (
        "ECS takes an Interval of 5 to 300 seconds, a Timeout of 2 to 60, 1 to 10 Retries and a StartPeriod of 0 to "
        "300, and a HealthCheck has to have a Command."
    )
    fix = "Keep within the bounds; use StartPeriod for an application that takes long to start."
    base = "nat"
    good = {
        "TaskDefinition.ContainerDefinitions.0.HealthCheck.Interval": "10",
    }
    bad = {
        "TaskDefinition.ContainerDefinitions.0.HealthCheck.Interval": "3",
    }
