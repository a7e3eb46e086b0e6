"""Lesson 2: two ways to say where a message begins, of which one is not used."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.containers.logs import MULTILINE, OPTIONS, by_awslogs
from generator.finding import Finding
from generator.needs.context import Context
from generator.remedy import LeaveOut
from generator.stack import Absent


class LogPatternIgnored(Check):
    id = "WCS024"
    lesson = 2
    title = "Two options say where a log message begins, and one of them is not used"
    symptom = (
        "None at best: the pattern is ignored, and messages are cut elsewhere. Docker's own driver refuses both: you "
        "cannot configure log opt 'awslogs-datetime-format' and 'awslogs-multiline-pattern' at the same time"
    )
    why = "ECS says that awslogs-datetime-format goes before awslogs-multiline-pattern; Docker takes only one."
    fix = "Leave one of them."
    message = (
        "{container} of {task} has both awslogs-datetime-format and awslogs-multiline-pattern: the pattern is ignored, "
        "or the container is not started at all"
    )
    change = "awslogs-multiline-pattern: leave it out, or awslogs-datetime-format"
    remedy = LeaveOut("awslogs-multiline-pattern")
    base = "nat"
    bad = {
        "TaskDefinition.ContainerDefinitions.0.LogConfiguration.Options.awslogs-datetime-format": "'%Y-%m-%d'",
        "TaskDefinition.ContainerDefinitions.0.LogConfiguration.Options.awslogs-multiline-pattern": "^INFO",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find containers with both.

        Sources: ECS Developer Guide, "Send Amazon ECS logs to CloudWatch"; moby, daemon/logger/awslogs, ValidateLogOpt;
        read 2026-11.
        """
        for task in context.tasks:
            for container in task.containers:
                options = [container.get(*OPTIONS, name) for name in MULTILINE]
                if by_awslogs(container) and not any(isinstance(value, Absent) for value in options):
                    steps = (*container.steps, *OPTIONS, MULTILINE[1])
                    named = {"container": container.name, "task": task.name}
                    yield self.at(container.definition, *steps, tasks=(task.name,), **named)
