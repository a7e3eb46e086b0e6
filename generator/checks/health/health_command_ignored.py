"""Lesson 8: a health check command without CMD or CMD-SHELL."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.health._meant import led
from generator.ecs.containers.health_checks import WORDS, active_checks
from generator.finding import Finding
from generator.needs.context import Context


class HealthCommandIgnored(Check):
    id = "WCS084"
    lesson = 8
    title = "Health check command does not begin with CMD or CMD-SHELL"
    symptom = "healthStatus of the tasks stays UNKNOWN, and tasks that hang are not replaced"
    why = (
        "The first element says how to run the rest: CMD runs a program directly, CMD-SHELL runs a command in the "
        "shell of the image. ECS requires one of the two; without either, Docker runs nothing and nothing is checked."
    )
    fix = "Write [CMD-SHELL, the command as one text], or [CMD, program, argument, ...]."
    message = (
        "the health check command of {container} begins with {first!r} instead of CMD or CMD-SHELL: Docker does not "
        "run it, and the health status of tasks of {task} may stay UNKNOWN"
    )
    change = "Command: [CMD-SHELL, the command as one text]"
    remedy = "{words}"
    base = "nat"
    bad = {
        "TaskDefinition.ContainerDefinitions.0.HealthCheck.Command": """
            - wget -q -O /dev/null http://127.0.0.1:3000/ || exit 1
""",
    }

    # Source: ECS API Reference, HealthCheck, command ("must start with"); moby, daemon/health.go; both read 2026-11.
    # Fargate may well run it all the same: users of aws-otel-collector report either.
    def find(self, context: Context) -> Iterator[Finding]:
        for task, check in active_checks(context.tasks):
            first = check.words[0] if check.words else None
            if not isinstance(first, str) or first in WORDS:
                continue
            container = check.container
            yield self.at(
                container.definition,
                *check.steps("Command", 0),
                tasks=(task.name,),
                container=container.name,
                task=task.name,
                first=first[:40],
                words=led(check.words or ()),
            )
