"""Overrides for a container that the task definition does not have."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.starters.run_task import OverrideOfNobody


class OverrideIsForNobody(Check):
    id = "ECS286"
    lesson = 28
    title = "Overrides are for a container that the task definition does not have"
    symptom = "InvalidParameterException: Override for container named ... is not a container in the TaskDefinition"
    why = "RunTask refuses overrides of a container that it does not find by its name in the task definition."
    fix = "Name the container as ContainerDefinitions do."
    fault = OverrideOfNobody
    message = (
        "{task} has overrides for the container {container}, and {definition} has none of that name: RunTask refuses "
        "it, and no task starts"
    )
    change = "name: the Name of a container in {definition}"
    base = "scheduled"
    good = {"Nightly.Targets.0.Input": """'{"containerOverrides": [{"name": "job", "command": ["report"]}]}'"""}
    bad = {"Nightly.Targets.0.Input": """'{"containerOverrides": [{"name": "web", "command": ["report"]}]}'"""}
