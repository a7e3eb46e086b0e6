"""Lesson 8: a health check command without CMD or CMD-SHELL."""

from __future__ import annotations

from generator.checks.check import Check


class HealthCommandIgnored(Check):
    id = "WCS084"
    lesson = 8
    title = "Health check command does not begin with CMD or CMD-SHELL"
    symptom = "healthStatus of the tasks stays UNKNOWN, and tasks that hang are not replaced"
    why = (
        "The first word says how to run the rest: CMD as it is, CMD-SHELL by the shell of the image. ECS asks "
        "for one of the two; without either, Docker runs nothing and nothing is checked."
    )
    fix = "Write [CMD-SHELL, the command as one text], or [CMD, program, argument, ...]."
    base = "nat"
    bad = {
        "TaskDefinition.ContainerDefinitions.0.HealthCheck.Command": """
            - wget -q -O /dev/null http://127.0.0.1:3000/ || exit 1
""",
    }
