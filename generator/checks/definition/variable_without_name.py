"""An entry of Environment that has a value and no name."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.tasks import Container, items
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Absent, Literal, Mapping, Value


class VariableWithoutName(Check):
    id = "ECS360"
    lesson = 36
    title = "A variable of a container has no name"
    symptom = "CREATE_FAILED: Environment variable name cannot be null or blank. (Service: Ecs, Status Code: 400)"
    why = (
        "CloudFormation asks neither for Name nor for Value of an entry of Environment, and passes it on. ECS refuses "
        "a task definition with a variable that has no name."
    )
    fix = "Give every entry of Environment a Name, or take the entry out."
    message = (
        "entry {number} in Environment of {container} has no Name: RegisterTaskDefinition fails (environment variable "
        "name cannot be null or blank)"
    )
    change = "Name: what the program calls the variable"
    base = "nat"
    good = {"TaskDefinition.ContainerDefinitions.0.Environment": "[{Name: MODE, Value: fast}]"}
    bad = {"TaskDefinition.ContainerDefinitions.0.Environment.0.Name": None}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find entries that are written and certainly have no name.

        Source: thnery/terraform-aws-template #2, which has the words of ECS; read 2026-11.
        """
        for task in context.tasks:
            for container in task.containers:
                for index, entry in items(container.get("Environment")):
                    if isinstance(entry, Mapping) and _is_nameless(container, index):
                        yield self.at(
                            container.definition,
                            *container.steps,
                            "Environment",
                            index,
                            tasks=(task.name,),
                            number=index + 1,
                            container=container.name,
                        )


def _is_nameless(container: Container, index: int) -> bool:
    name: Value = container.get("Environment", index, "Name")
    return isinstance(name, Absent) or (isinstance(name, Literal) and not name.text.strip())
