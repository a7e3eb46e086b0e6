"""A log group with the name of its own stack, which the stack does not make."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.arns import settled
from generator.ecs.containers.logs import LOG_GROUP, OPTIONS, by_awslogs, log_group
from generator.ecs.tasks import flag
from generator.ecs.texts import Texts
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Absent, Literal, Pseudo, Reference, Resource, Text, Value

_OF_STACK = ("AWS::StackName", "AWS::StackId")


class LogGroupOfStackMissing(Check):
    id = "WCS400"
    lesson = 40
    title = "Log group is named after the stack, or nearly as one that it makes, and the stack makes no such group"
    symptom = (
        "ResourceInitializationError: failed to validate logger args: ... ResourceNotFoundException: The specified log "
        "group does not exist"
    )
    why = (
        "A name with AWS::StackName in it is of this stack alone, so that nobody makes the group beforehand; and the "
        "awslogs driver creates streams, not groups, unless it is told to."
    )
    fix = "Ref the log group that the stack makes, or give both the same name."
    message = {
        "own": (
            "{container} of {task} logs to {group}, which has the name of this stack in it, and the stack makes no log "
            "group of that name: tasks stop with ResourceNotFoundException unless somebody makes it first"
        ),
        "near": (
            "{container} of {task} logs to {group}, and the stack makes {made}, to which nothing logs: unless there is "
            "a log group of the other name, tasks stop with ResourceNotFoundException"
        ),
    }
    change = {
        "own": "awslogs-group: !Ref a log group of this template",
        "near": "awslogs-group: !Ref {resource_made}",
    }
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
        names = {group: group.get("LogGroupName") for group in context.graph.of_type(LOG_GROUP)}
        texts = Texts()
        for task in context.tasks:
            for container in task.containers:
                name = settled(context.graph, log_group(container))
                told = flag(container.get(*OPTIONS, "awslogs-create-group")) is not Truth.NO
                if told or not by_awslogs(container) or not isinstance(name, Literal | Text):
                    continue
                steps = (*container.steps, *OPTIONS, "awslogs-group")
                words = {"container": container.name, "group": name}
                place = container.definition
                if not all(isinstance(each, Absent | Literal | Text) and each != name for each in names.values()):
                    continue
                if _of_stack(name):
                    yield self.at(place, *steps, tasks=(task.name,), variant="own", **words)
                    continue
                words_of = _words(texts, name)
                near = next((group for group, other in names.items() if _words(texts, other) == words_of), None)
                if near is not None and _idle(context, near):
                    told_of = {"made": names[near], "resource_made": near.logical_id}
                    yield self.at(place, *steps, tasks=(task.name,), variant="near", **words, **told_of)


def _idle(context: Context, group: Resource) -> bool:
    """Whether nothing writes to a log group that is seen here: what may, and its own settings, is left out."""
    graph, name = context.graph, group.get("LogGroupName")
    containers = [each for task in context.tasks for each in task.containers]
    if any(settled(graph, log_group(each)) in (name, Reference(group.path)) for each in containers):
        return False
    others = (each for each in graph.resources if not each.type.startswith(("AWS::IAM::", "AWS::Logs::")))
    return not any(
        isinstance(part, Reference) and part.resource == group.path for each in others for part in each.all_values
    )


def _words(texts: Texts, name: Value) -> list[str]:
    """The words of a name, in no order: what is left of it where slashes, capitals and the order are mistaken."""
    text = texts.text(name) if isinstance(name, Literal | Text) else ""
    return sorted(word for word in re.split(r"[/._-]+", text.lower()) if word)


def _of_stack(name: Value) -> bool:
    """Whether a name is all known but for what the stack is called, and has that in it."""
    if not isinstance(name, Text) or not all(isinstance(part, Literal | Pseudo) for part in name.parts):
        return False
    return any(isinstance(part, Pseudo) and part.name in _OF_STACK for part in name.parts)
