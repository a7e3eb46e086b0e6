"""Mounts, memory and files of a container that ECS refuses as they are written."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.tasks import Container, Task, items
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.cause import Steps
from generator.needs.context import Context
from generator.remedy import Write
from generator.stack import Absent, Literal, Text

_FILES = "EnvironmentFiles"


class ContainerIsRefused(Check):
    id = "ECS228"
    lesson = 22
    title = "ECS refuses a mount, the memory or an environment file of a container"
    symptom = (
        "CREATE_FAILED: Invalid setting for container '...'. At least one of 'memory' or 'memoryReservation' must be "
        "specified; or, when tasks start: invalid mount path"
    )
    why = (
        "CloudFormation passes the containers on as they stand. What they need of each other and of "
        "the host is looked at when the task definition is registered, or when a task starts."
    )
    fix = "Write what the message names."
    message = {
        "relative": (
            "ContainerPath {value} of {container} is no absolute path: no task of {task} starts (invalid mount path: "
            "mount path must be absolute)"
        ),
        "twice": (
            "{container} mounts two volumes at {value}: no task of {task} starts (Duplicate mount point: {value})"
        ),
        "source": (
            "{container} takes the volumes of {value}, and no container of {resource} has that name: "
            "RegisterTaskDefinition fails"
        ),
        "memory": (
            "{container} has neither Memory nor MemoryReservation, and {resource} has no Memory for the task: "
            "RegisterTaskDefinition fails (at least one of 'memory' or 'memoryReservation' must be specified)"
        ),
        "file": (
            "{value} is an environment file of {container}, and ECS takes only files whose names end in .env: no task "
            "of {task} starts"
        ),
    }
    change = {
        "relative": "ContainerPath: /{value}",
        "twice": "ContainerPath: another path",
        "source": "SourceContainer: the Name of a container of this task definition",
        "memory": "Memory: a limit in MiB for {container}",
        "file": "Value: a file in S3 whose name ends in .env",
    }
    remedy = {"relative": Write("ContainerPath", "/{value}")}
    base = "nat"
    good = {
        "TaskDefinition.Volumes": "[{Name: data}]",
        "TaskDefinition.ContainerDefinitions.0.MountPoints": "[{SourceVolume: data, ContainerPath: /data}]",
    }
    bad = {"TaskDefinition.ContainerDefinitions.0.MountPoints.0.ContainerPath": "data"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find what is certainly written.

        Sources: moby, volume/mounts ("mount path must be absolute", "Duplicate mount
        point"); ECS API Reference, VolumeFrom, ContainerDefinition (memory), EnvironmentFile
        ("The file must have a .env file extension"); read 2026-11.
        """
        for task in context.tasks:
            for container in task.containers:
                for steps, variant, value in (*_mounts(task, container), *_settings(task, container)):
                    yield self.at(
                        container.definition,
                        *container.steps,
                        *steps,
                        tasks=(task.name,),
                        variant=variant,
                        container=container.name,
                        value=value,
                    )


_Found = tuple[Steps, str, object]
"""The steps to a setting of a container, the variant, and the value that is told with it."""


def _mounts(task: Task, container: Container) -> Iterator[_Found]:
    taken: set[str] = set()
    for index, _ in items(container.get("MountPoints")):
        path = literal(container.get("MountPoints", index, "ContainerPath"))
        steps = ("MountPoints", index, "ContainerPath")
        if path is None:
            continue
        if path.rstrip("/") in taken:
            yield steps, "twice", path
        elif path and path[0] not in "/\\" and path[1:2] != ":":
            yield steps, "relative", path
        taken.add(path.rstrip("/"))
    names = [other.get("Name") for other in task.containers]
    for index, _ in items(container.get("VolumesFrom")):
        source = container.get("VolumesFrom", index, "SourceContainer")
        if isinstance(source, Literal) and source not in names and all(isinstance(name, Literal) for name in names):
            yield ("VolumesFrom", index, "SourceContainer"), "source", source


def _settings(task: Task, container: Container) -> Iterator[_Found]:
    definition = container.definition
    sizes = (container.get("Memory"), container.get("MemoryReservation"), definition.get("Memory"))
    if task.fargate is Truth.NO and all(isinstance(size, Absent) for size in sizes):
        yield (), "memory", ""
    for index, _ in items(container.get(_FILES)):
        value = container.get(_FILES, index, "Value")
        end = value.parts[-1] if isinstance(value, Text) else value
        text = literal(end)
        if text and not text.endswith(".env") and (isinstance(value, Literal) or "." in text.rsplit("/", 1)[-1]):
            yield (_FILES, index, "Value"), "file", value
