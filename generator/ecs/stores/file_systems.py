"""File systems on EFS: which a task mounts, and through which mount targets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.tasks import Task, items
from generator.logic import Truth, truth
from generator.stack import Absent, Graph, Resource, Value, shown

FILE_SYSTEM, MOUNT_TARGET, ACCESS_POINT = (f"AWS::EFS::{word}" for word in ("FileSystem", "MountTarget", "AccessPoint"))
PORT = 2049
"""NFS, encrypted on its way or not. Source: EFS User Guide, "Using VPC security groups", read 2026-11."""
_CONFIGURATION = "EFSVolumeConfiguration"


@dataclass(frozen=True)
class Mount:
    """A volume of a task definition that is on EFS."""

    graph: Graph
    definition: Resource
    index: int

    def get(self, *steps: str | int) -> Value:
        """One of the properties of its EFSVolumeConfiguration."""
        return self.definition.get(*self.steps(*steps))

    def steps(self, *more: str | int) -> tuple[str | int, ...]:
        """Steps from the task definition to its EFSVolumeConfiguration, or to something in it."""
        return ("Volumes", self.index, _CONFIGURATION, *more)

    @property
    def name(self) -> str:
        """The name of the volume; for messages."""
        return shown(self.definition.get("Volumes", self.index, "Name"))

    @property
    def file_system(self) -> Resource | None:
        """The file system, if it is created in these templates."""
        return self.graph.target(self.get("FilesystemId"), FILE_SYSTEM)


def mounts(task: Task) -> Iterator[Mount]:
    """The volumes of a task that are on EFS, or may be."""
    if task.definition is not None:
        for index, _ in items(task.definition.get("Volumes")):
            if not isinstance(task.definition.get("Volumes", index, _CONFIGURATION), Absent):
                yield Mount(task.graph, task.definition, index)


def mount_targets(graph: Graph, file_system: Resource) -> tuple[tuple[Resource, ...], Truth]:
    """The mount targets of a file system that are created here, and whether these are certainly all."""
    own, complete = [], graph.closed(file_system)
    for target in graph.of_type(MOUNT_TARGET):
        named = graph.target(target.get("FileSystemId"), FILE_SYSTEM)
        if named is file_system:
            own.append(target)
        elif named is None:
            complete = False
    return tuple(own), truth(complete)
