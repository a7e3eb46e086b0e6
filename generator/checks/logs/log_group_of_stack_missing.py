"""A log group with the name of its own stack, which the stack does not make."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.arns import settled
from generator.ecs.containers.logs import LOG_GROUP, OPTIONS, by_awslogs, log_group
from generator.ecs.tasks import flag
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Absent, Literal, Pseudo, Text, Value

_OF_STACK = ("AWS::StackName", "AWS::StackId")


class LogGroupOfStackMissing(Check):
    id = "WCS400"
    lesson = 40
    title = "Log group is named after the stack, and the stack makes no such group"
    symptom = (
        "ResourceInitializationError: failed to validate logger args: ... ResourceNotFoundException: The specified log "
        "group does not exist"
    )
    why = (
        "A name with AWS::StackName in it is of this stack alone, so that nobody makes the group beforehand; and the "
        "awslogs driver creates streams, not groups, unless it is told to."
    )
    fix = "Ref the log group that the stack makes, or give both the same name."
    message = (
        "{container} of {task} logs to {group}, which has the name of this stack in it, and the stack makes no log "
        "group of that name: tasks stop with ResourceNotFoundException unless somebody makes it first"
    )
    change = "awslogs-group: !Ref a log group of this template"
    base = "nat"
    good = {
        "LogGroup.LogGroupName": "!Sub '/ecs/${AWS::StackName}'",
        "TaskDefinition.ContainerDefinitions.0.LogConfiguration.Options.awslogs-group": "!Sub '/ecs/${AWS::StackName}'",
    }
    bad = {
        "TaskDefinition.ContainerDefinitions.0.LogConfiguration.Options.awslogs-group": (
            "!Sub '/ecs/${AWS::StackName}/web'"
        )
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find such names, where everything that could make the group is seen.

        Source: stepfunctions2processing #5 and rdrf #617 (the group of the name is not made), read 2026-11.
        """
        if context.graph.opaque:
            return
        for task in context.tasks:
            for container in task.containers:
                name = settled(context.graph, log_group(container))
                told = flag(container.get(*OPTIONS, "awslogs-create-group")) is not Truth.NO
                if told or not by_awslogs(container) or not _of_stack(name):
                    continue
                made = [group.get("LogGroupName") for group in context.graph.of_type(LOG_GROUP)]
                if all(isinstance(each, Absent | Literal | Text) and each != name for each in made):
                    steps = (*container.steps, *OPTIONS, "awslogs-group")
                    named = container.name
                    yield self.at(container.definition, *steps, tasks=(task.name,), container=named, group=name)


def _of_stack(name: Value) -> bool:
    """Whether a name is all known but for what the stack is called, and has that in it."""
    if not isinstance(name, Text) or not all(isinstance(part, Literal | Pseudo) for part in name.parts):
        return False
    return any(isinstance(part, Pseudo) and part.name in _OF_STACK for part in name.parts)
