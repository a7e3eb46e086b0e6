"""A file system that a task mounts and may not write to."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.files.file_system_admits_nobody import FileSystemAdmitsNobody
from generator.ecs.stores.file_systems import Mount, mounts
from generator.ecs.tasks import Task, flag, items
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.needs.files.mount_access import MOUNT, POLICY, WRITE, verdict
from generator.stack import Absent


class FileSystemReadOnly(Check):
    id = "WCS239"
    lesson = 23
    title = "Policies let tasks read a file system, and not write to it"
    symptom = "Read-only file system, in the log of the container"
    why = (
        "Where a file system has a policy, elasticfilesystem:ClientWrite has to be allowed as well, to the task role "
        "or to everybody; ClientMount alone is to read. Tasks start, and fail when they write."
    )
    fix = "Allow elasticfilesystem:ClientWrite; or set ReadOnly on the mount points, if reading is all that is wanted."
    message = (
        "{task} mounts {file_system} as {volume} to write to it, and no policy allows elasticfilesystem:ClientWrite: "
        "writing fails with Read-only file system"
    )
    change = "FileSystemPolicy of {file_system}, or a policy of the task role: allow elasticfilesystem:ClientWrite"
    base = "files"
    good = FileSystemAdmitsNobody.good
    bad = {"Files.FileSystemPolicy.Statement.0.Action": "[elasticfilesystem:ClientMount]"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the volumes that containers mount to write, and whose file system certainly does not let them."""
        for task in context.tasks:
            for mount in mounts(task):
                file_system = mount.file_system
                if file_system is None or isinstance(file_system.get(POLICY), Absent) or not _is_written(task, mount):
                    continue
                said = [verdict(context, task, mount, file_system, name) for name in (MOUNT, WRITE)]
                if said == [Truth.YES, Truth.NO]:
                    told = {"task": task.name, "file_system": str(file_system), "volume": mount.name}
                    yield self.at(mount.definition, *mount.steps(), tasks=(task.name,), **told)


def _is_written(task: Task, mount: Mount) -> bool:
    """Whether a container mounts a volume without saying that it only reads."""
    name = mount.definition.get("Volumes", mount.index, "Name")
    return any(
        container.get("MountPoints", index, "SourceVolume") == name
        and (isinstance(only := container.get("MountPoints", index, "ReadOnly"), Absent) or flag(only) is Truth.NO)
        for container in task.containers
        for index, _ in items(container.get("MountPoints"))
    )
