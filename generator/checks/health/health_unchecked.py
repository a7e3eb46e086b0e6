"""Lesson 8, advice: a service that nobody asks for its health."""

from __future__ import annotations

from generator.checks.check import Check


class HealthUnchecked(Check):
    id = "ICS081"
    lesson = 8
    title = "Nothing checks the health of the service"
    symptom = "None: the service is steady and its tasks are RUNNING, while requests are not answered."
    why = (
        "Without a health check a task is as healthy as its process. One that hangs is never replaced, and a "
        "deployment of a version that does not answer succeeds. Where a target group asks the tasks, this is "
        "silent."
    )
    fix = "Give the essential container a HealthCheck that asks the service itself, by a program that the image has."
    base = "nat"
    bad = {
        "TaskDefinition.ContainerDefinitions.0.HealthCheck": None,
    }
