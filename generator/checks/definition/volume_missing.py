"""A container that mounts a volume which its task definition does not have."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Absent, Listing, Resource


class VolumeMissing(Check):
    id = "ECS111"
    lesson = 11
    title = "Container mounts a volume that the task definition does not have"
    symptom = "CREATE_FAILED: Invalid request provided: Create TaskDefinition: Unknown volume '...'"
    why = (
        "MountPoints refer by name to volumes of the same task definition. CloudFormation accepts any name, and ECS "
        "rejects the task definition when no entry of Volumes has that name."
    )
    fix = "Add the volume to Volumes, or correct SourceVolume."
    message = (
        "{container} of {resource} mounts the volume {volume}, but Volumes declares {volumes}: "
        "RegisterTaskDefinition fails (Unknown volume '{volume}')"
    )
    change = "Volumes: add Name {volume}"
    base = "nat"
    good = {
        "TaskDefinition.Volumes": "[{Name: scratch}]",
        "TaskDefinition.ContainerDefinitions.0.MountPoints": "[{SourceVolume: scratch, ContainerPath: /tmp}]",
    }
    bad = {
        "TaskDefinition.Volumes.0.Name": "temporary",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        for task in context.tasks:
            definition = task.definition
            volumes = _volumes(definition) if definition is not None and not task.unreadable else None
            if definition is None or volumes is None:
                continue
            for container in task.containers:
                for index, _ in items(container.get("MountPoints")):
                    steps = ("MountPoints", index, "SourceVolume")
                    volume = literal(container.get(*steps))
                    if volume is not None and volume not in volumes:
                        yield self.at(
                            definition,
                            *container.steps,
                            *steps,
                            tasks=(task.name,),
                            container=container.name,
                            volume=volume,
                            volumes=", ".join(sorted(volumes)) or "none",
                        )


def _volumes(definition: Resource) -> set[str] | None:
    """The names of the volumes that a task definition has; None unless all are known."""
    listed = definition.get("Volumes")
    names = {literal(definition.get("Volumes", index, "Name")) for index, _ in items(listed)}
    if not isinstance(listed, Absent | Listing):
        return None
    known = {name for name in names if name is not None}
    return known if len(known) == len(names) else None
