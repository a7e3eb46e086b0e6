"""Lesson 8: a health check that ECS does not accept."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.containers.health_checks import active_checks
from generator.finding import Finding
from generator.needs.containers.health import HealthCheckMalformed, malformations
from generator.needs.context import Context
from generator.remedy import Write


class HealthCheckRefused(Check):
    id = "ECS082"
    lesson = 8
    title = "Health check is malformed or out of bounds"
    symptom = (
        "CREATE_FAILED of the task definition: Invalid request provided: Create TaskDefinition: ... "
        "(ClientException), about the health check"
    )
    why = (
        "ECS accepts an Interval of 5 to 300 seconds, a Timeout of 2 to 60 seconds, 1 to 10 Retries and a "
        "StartPeriod of 0 to 300 seconds. Command is required."
    )
    fix = "Keep each value within its bounds; use StartPeriod for an application that takes long to start."
    fault = HealthCheckMalformed
    message = {
        "bounds": (
            "{property} of the health check of {container} is {value}, but must be from {least} to {most}: "
            "RegisterTaskDefinition fails for the task definition of {task}"
        ),
        "command": (
            "the health check of {container} has no Command, which is required: RegisterTaskDefinition fails for the "
            "task definition of {task}"
        ),
    }
    change = {
        "bounds": "{property}: {nearest}",
        "command": (
            "Command: [CMD-SHELL, 'wget -q -O /dev/null http://127.0.0.1:{port}/ || exit 1'], with a program of the "
            "image"
        ),
    }
    remedy = {"bounds": Write("{property}", "{nearest}")}
    base = "nat"
    good = {
        "TaskDefinition.ContainerDefinitions.0.HealthCheck.Interval": "10",
    }
    bad = {
        "TaskDefinition.ContainerDefinitions.0.HealthCheck.Interval": "3",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find those that no row asks about as well: ECS refuses them even where no task depends on their health."""
        for task, check in active_checks(context.tasks):
            yield from map(self.word, malformations(task, check))
