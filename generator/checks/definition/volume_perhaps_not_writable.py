"""A place to write temporary files that belongs to somebody else, unless the image says otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.definition import _volumes
from generator.ecs.containers.scratch import TMP, Mounted, declared_volume, empty_volumes, on_linux, runs_as_root
from generator.ecs.tasks import flag
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context


class VolumePerhapsNotWritable(Check):
    id = "WCS162"
    lesson = 16
    title = "/tmp is writable only if the image, which is not known here, declares it as VOLUME"
    symptom = (
        "EACCES: permission denied, mkdir '/tmp/...'; [Errno 13] Permission denied; No usable temporary directory "
        "found in ['/tmp', ...]"
    )
    why = (
        "On Fargate an empty volume belongs to root, with mode 0755, unless the image declares that directory as "
        "VOLUME. The container does not run as root, and its root file system is read-only: without the declaration "
        "it cannot write anywhere."
    )
    fix = (
        "Keep /tmp in memory with LinuxParameters.Tmpfs. If the image declares VOLUME /tmp, name its Dockerfile in the "
        "Metadata of the task definition, and this is proven instead."
    )
    message = (
        "{writer} can write only to {path}, which on Fargate belongs to root with mode 0755 unless the image "
        "declares VOLUME {path}. What the image declares is not known here; without VOLUME, tasks of {task} cannot "
        "write any file"
    )
    change = _volumes.CHANGE
    base = "nat"
    good = {
        "TaskDefinition.ContainerDefinitions.0.User": "1000:1000",
        "TaskDefinition.ContainerDefinitions.0.ReadonlyRootFilesystem": "true",
        "TaskDefinition.ContainerDefinitions.0.LinuxParameters": "{Tmpfs: [{ContainerPath: /tmp, Size: 64}]}",
    }
    bad = {
        "TaskDefinition.Volumes": "[{Name: scratch}]",
        "TaskDefinition.ContainerDefinitions.0.LinuxParameters": None,
        "TaskDefinition.ContainerDefinitions.0.MountPoints": "[{SourceVolume: scratch, ContainerPath: /tmp}]",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find where only the image could help; where the image is known, the row of the place says what is wrong."""
        for task in context.tasks:
            if task.definition is None or not on_linux(task.definition) or task.fargate is not Truth.YES:
                continue
            for place in empty_volumes(context.graph, task):
                if _has_no_other_place(context, place) and declared_volume(context.graph, place) is Truth.UNKNOWN:
                    yield self.at(
                        place.container.definition,
                        *place.steps,
                        tasks=(task.name,),
                        writer=place.writer,
                        path=place.path,
                        task=task.name,
                    )


def _has_no_other_place(context: Context, place: Mounted) -> bool:
    """Whether this is /tmp, and its container, not run as root, may write nowhere else."""
    container = place.container
    read_only = flag(container.get("ReadonlyRootFilesystem")) is Truth.YES
    return place.path == TMP and read_only and runs_as_root(context.graph, container) is Truth.NO
