"""An entry of Environment that has a name and no value."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.finding import Finding
from generator.needs.context import Context


class VariableWithoutValue(Check):
    id = "WCS420"
    lesson = 42
    title = "A variable of a container has no Value"
    symptom = "Nothing of ECS; the program does not find the variable, and stops, or goes on with a default of its own."
    why = (
        "CloudFormation does not ask for Value of an entry of Environment, and passes the entry on. ECS takes it, and "
        "leaves it out of the task definition: containers do not have the variable, not even an empty one."
    )
    fix = 'Give the entry a Value, "" for an empty one; or take it out, if the program is to do without.'
    message = (
        "{name} in Environment of {container} has no Value: ECS leaves the variable out, and the program is not told it"
    )
    change = "Value: what the program is to be told, or take {name} out"
    base = "nat"
    good = {"TaskDefinition.ContainerDefinitions.0.Environment": "[{Name: MODE, Value: fast}]"}
    bad = {"TaskDefinition.ContainerDefinitions.0.Environment.0.Value": None}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find entries that are written without a Value; what is AWS::NoValue is meant so.

        Source: aws-actions/amazon-ecs-deploy-task-definition #216 and #224 ("ECS removes the complete object with no
        value field"); Amazon ECS API Reference, KeyValuePair (value is not required); read 2026-11.
        """
        for task in context.tasks:
            for container in task.containers:
                entries = container.written("Environment")
                for index, entry in enumerate(entries if isinstance(entries, list) else ()):
                    if isinstance(entry, dict) and entry.get("Name") and "Value" not in entry:
                        yield self.at(
                            container.definition,
                            *container.steps,
                            "Environment",
                            index,
                            tasks=(task.name,),
                            name=entry["Name"] if isinstance(entry["Name"], str) else f"entry {index + 1}",
                            container=container.name,
                        )
