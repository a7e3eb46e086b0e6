"""Lesson 8: a health check with a function written inside of its command."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.containers.health_checks import health_matters
from generator.finding import Finding
from generator.needs.context import Context


class HealthHoldsFunction(Check):
    id = "ECS085"
    lesson = 8
    title = "Health check holds a function as text"
    symptom = (
        "Task failed container health checks, although the application answers: `curl: (3) URL rejected: Port number "
        "was not a decimal number between 0 and 65535`, which nobody sees"
    )
    why = (
        "CloudFormation evaluates `!Ref` where a whole value stands. Inside of a text it is text: the command asks for "
        "`http://localhost:!Ref`, which is no URL, so the check fails every time."
    )
    fix = "Put the whole text into Fn::Sub, and the name into ${...}."
    message = (
        "the health check of {container} holds {written} as text, which CloudFormation leaves as it is: the command "
        "fails, every task of {task} becomes UNHEALTHY, and ECS replaces it"
    )
    change = "Command: Fn::Sub with the text, and {instead} in place of {written}"
    base = "nat"
    good = {
        "Parameters": "{Port: {Type: Number, Default: 3000}}",
        "TaskDefinition.ContainerDefinitions.0.HealthCheck.Command.1": (
            "!Sub 'wget -q -O /dev/null http://127.0.0.1:${Port}/ || exit 1'"
        ),
    }
    bad = {
        "TaskDefinition.ContainerDefinitions.0.PortMappings.0.ContainerPort": "!Ref Port",
        "TaskDefinition.ContainerDefinitions.0.HealthCheck.Command.1": (
            "wget -q -O /dev/null http://127.0.0.1:!Ref Port/ || exit 1"
        ),
    }

    def find(self, context: Context) -> Iterator[Finding]:
        found = [each for each in context.misplaced_functions if each.in_health_check and each.is_argument]
        for task in context.tasks if found else ():
            for each in found:
                container = next((one for one in task.containers if one.steps == each.steps[:2]), None)
                if each.resource is not task.definition or container is None or not health_matters(task, container):
                    continue
                yield self.at(
                    each.resource,
                    *each.steps,
                    tasks=(task.name,),
                    container=container.name,
                    task=task.name,
                    written=each.written,
                    instead=each.instead,
                )
