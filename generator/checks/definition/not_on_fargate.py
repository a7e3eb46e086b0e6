"""A setting of a task definition or a service that Fargate does not take."""

from __future__ import annotations

from collections.abc import Iterator

from generator.awsdata.values import accepted_on_fargate
from generator.checks._values import OPERATIONS
from generator.checks.check import Check
from generator.ecs.containers.accepted_values import Refused, refused
from generator.ecs.containers.fargate_definitions import not_for_fargate, on_fargate
from generator.ecs.tasks import Task
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.remedy import Add, LeaveOut, Write
from generator.stack import Absent

_VALUE = "{property} of {resource} is {value}, and Fargate takes only {accepted}: {operation} fails"


class NotOnFargate(Check):
    id = "ECS251"
    lesson = 25
    title = "A setting that Fargate does not take"
    symptom = (
        "CREATE_FAILED: Fargate compatible task definitions do not support privileged (or devices, links, ...); or: "
        "Task definition does not support launch_type FARGATE"
    )
    why = (
        "Tasks on Fargate share no host, have network mode awsvpc and start where Fargate has room: what is about "
        "hosts, their devices and their network is refused when the task definition is registered, or when the "
        "service is created."
    )
    fix = "Leave the setting out, or run the tasks on container instances."
    message = {
        "none": "{property} is set in {resource}, and Fargate does not take it: {operation} fails",
        "value": _VALUE,
        "one": _VALUE,
        "mode": (
            "{resource} has no NetworkMode, which is bridge then, and Fargate takes only awsvpc: {operation} fails"
        ),
        "compatibility": (
            "{task} runs on Fargate, and RequiresCompatibilities of {resource} is {value}: CreateService fails (Task "
            "definition does not support launch_type FARGATE)"
        ),
    }
    change = {
        "none": "{last}: leave it out",
        "value": "{last}: {accepted}",
        "one": "{last}: {accepted}",
        "mode": "NetworkMode: awsvpc",
        "compatibility": "RequiresCompatibilities: add FARGATE",
    }
    remedy = {
        "none": LeaveOut("{last}"),
        "one": Write("{last}", "{accepted}"),
        "mode": Write("NetworkMode", "awsvpc"),
        "compatibility": Add("RequiresCompatibilities", "FARGATE"),
    }
    base = "nat"
    bad = {"TaskDefinition.ContainerDefinitions.0.Privileged": "true"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find what is certainly set, for tasks that certainly run on Fargate or definitions that say so."""
        for task in context.tasks:
            for resource in on_fargate(task):
                for each in refused(resource, accepted_on_fargate()):
                    if each.certain is Truth.NO:
                        yield self.at(
                            resource,
                            *each.steps,
                            tasks=(task.name,),
                            variant=_variant(each),
                            property=each.property,
                            value=each.value,
                            accepted=each.accepted.for_people,
                            operation=OPERATIONS[resource.type],
                            last=each.property.rpartition(".")[2],
                        )
            yield from self._launched(task)

    def _launched(self, task: Task) -> Iterator[Finding]:
        definition = task.definition
        if definition is None or definition not in tuple(on_fargate(task)):
            return
        if isinstance(definition.get("NetworkMode"), Absent):
            operation = OPERATIONS[definition.type]
            yield self.at(definition, tasks=(task.name,), variant="mode", operation=operation)
        if task.fargate is Truth.YES and not_for_fargate(definition):
            steps = ("RequiresCompatibilities",)
            value = definition.get(*steps)
            yield self.at(definition, *steps, tasks=(task.name,), variant="compatibility", value=value)


def _variant(each: Refused) -> str:
    """Tell what is not taken at all from what is taken with another value: the only one, or one of several."""
    if each.accepted.absent:
        return "none"
    return "one" if len(each.accepted.words) == 1 else "value"
