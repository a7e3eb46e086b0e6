"""Lesson 2, advice: a log group that these templates do not create."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.arns import settled
from generator.ecs.containers.logs import LOG_GROUP, OPTIONS, by_awslogs, log_group
from generator.ecs.tasks import flag
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Literal


class LogGroupFromElsewhere(Check):
    id = "ICS021"
    lesson = 2
    title = "Log group is named, but these templates do not create it"
    symptom = (
        "ResourceInitializationError: failed to validate logger args: ... ResourceNotFoundException: The specified log "
        "group does not exist"
    )
    why = (
        "The awslogs driver creates log streams, not log groups. Whether the group exists cannot be seen in these "
        "templates."
    )
    fix = "Create the group as AWS::Logs::LogGroup and Ref it, with a retention."
    message = (
        "{container} of {task} logs to {group}, which these templates do not create; if it does not exist, the task "
        "stops with ResourceNotFoundException"
    )
    change = "awslogs-group: !Ref a log group of these templates"
    base = "nat"
    bad = {
        "TaskDefinition.ContainerDefinitions.0.LogConfiguration.Options.awslogs-group": "/ecs/somewhere-else",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        for task in context.tasks:
            for container in task.containers:
                name = settled(context.graph, log_group(container))
                if not by_awslogs(container) or not isinstance(name, Literal):
                    continue
                created = flag(container.get(*OPTIONS, "awslogs-create-group")) is not Truth.NO
                if not created and context.graph.named(LOG_GROUP, name) is None:
                    yield self.at(
                        container.definition,
                        *container.steps,
                        *OPTIONS,
                        "awslogs-group",
                        tasks=(task.name,),
                        container=container.name,
                        task=task.name,
                        group=name.text,
                    )
