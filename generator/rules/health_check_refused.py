"""Lesson 8: a health check that ECS does not accept."""

from __future__ import annotations

from generator.rules._example import WITH_NAT
from generator.rules._rule import LessonRule


class HealthCheckRefused(LessonRule):
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
    good = WITH_NAT.replace("HealthCheck: {Command", "HealthCheck: {Interval: 10, Command")
    bad = good.replace("Interval: 10", "Interval: 3")
