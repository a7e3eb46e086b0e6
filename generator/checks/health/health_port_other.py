"""Lesson 8: a health check that asks a port which nothing else speaks of."""

from __future__ import annotations

from generator.checks.check import Check


class HealthPortOther(Check):
    id = "WCS083"
    lesson = 8
    title = "Health check asks a port that no container declares"
    symptom = "Task failed container health checks, although the application answers on its own port"
    why = (
        "The port in the check's URL is in no PortMappings, and in no variable or command of the task either. Most "
        "often the application was moved to another port and its check was not. Where something listens there all "
        "the same, the tasks are healthy: hence a warning."
    )
    fix = "Ask the port that the container declares, or declare the port that the check asks."
    base = "nat"
    bad = {
        "TaskDefinition.ContainerDefinitions.0.HealthCheck.Command.1": (
            "wget -q -O /dev/null http://127.0.0.1:8080/ || exit 1"
        ),
    }
