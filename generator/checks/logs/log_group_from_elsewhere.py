"""Lesson 2, advice: a log group that these templates do not create."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.arns import settled
from generator.ecs.tasks import flag, tasks
from generator.logic import Truth
from generator.needs.cause import Worded
from generator.stack import Graph, Literal

_GROUP = "AWS::Logs::LogGroup"


class LogGroupFromElsewhere(Check):
    id = "ICS021"
    lesson = 2
    title = "Log group is named, but these templates do not create it"
    symptom = (
        "ResourceInitializationError: failed to validate logger args: ... ResourceNotFoundException: The specified log "
        "group does not exist"
    )
    why = "The awslogs driver creates streams, not groups. Whether the group is there is outside of what is seen here."
    fix = "Create the group as AWS::Logs::LogGroup and Ref it, with a retention."
    base = "nat"
    bad = {
        "TaskDefinition.ContainerDefinitions.0.LogConfiguration.Options.awslogs-group": "/ecs/somewhere-else",
    }

    @staticmethod
    def check(graph: Graph) -> Iterator[Worded]:
        for task in tasks(graph):
            for container in task.containers:
                options = ("LogConfiguration", "Options")
                name = settled(graph, container.get(*options, "awslogs-group"))
                if container.get("LogConfiguration", "LogDriver") != Literal("awslogs") or not isinstance(
                    name, Literal
                ):
                    continue
                created = flag(container.get(*options, "awslogs-create-group")) is not Truth.NO
                if not created and graph.named(_GROUP, name) is None:
                    what = f"{container.name} of {task.name} logs to {name.text}, which is not created here"
                    steps = (*container.steps, *options, "awslogs-group")
                    fix = "awslogs-group: !Ref a log group of these templates"
                    yield Worded("ICS021", container.definition, steps, what, fix, (task.name,))
