"""A file system whose root belongs to root, and that another user writes to."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.containers.dependencies import dependencies
from generator.ecs.stores.file_systems import Mount, mounts
from generator.ecs.tasks import Container, Task, flag, items
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Absent

_ROOT = ("", "0", "root")


class RootBelongsToRoot(Check):
    id = "WCS230"
    lesson = 23
    title = "User of a container may not write to the root of a new file system"
    symptom = "EACCES: permission denied, open '/data/...'; or: mkdir: cannot create directory: Permission denied"
    why = (
        "The root directory of a new file system on EFS belongs to root, with mode 755. A container that runs as "
        "another user reads it, and writes nothing, until somebody changes its owner from elsewhere. An access point "
        "has a user and a directory of its own, which EFS creates for it."
    )
    fix = "Mount it through an access point with PosixUser, and CreationInfo for the same user."
    message = (
        "{container} of {task} runs as {user} and mounts {volume}, the root of {file_system}, which belongs to root "
        "when it is new: the container may not write there (permission denied)"
    )
    change = "AuthorizationConfig: AccessPointId of an access point with PosixUser {user}; or User: root"
    base = "files"
    good = {"TaskDefinition.ContainerDefinitions.0.User": "root"}
    bad = {"TaskDefinition.ContainerDefinitions.0.User": "'1000'"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find them where the user is written out, and the file system is made here and not from a backup.

        Source: kubernetes-sigs/aws-efs-csi-driver #91 (a new file system is of root, and only root writes to it), an
        excerpt; copilot-cli #4431 (a container of root that gives it away), an excerpt; read 2026-11. EFS User Guide,
        "Managing user and group IDs, and permissions at the NFS level" (the root directory is owned by UID 0, mode
        755); not looked up.
        """
        for task in context.tasks:
            for mount in mounts(task):
                if mount.file_system is None or not _by_its_root(mount):
                    continue
                for container in task.containers:
                    user = _user(container)
                    if user not in _ROOT and _writes(container, mount) and not _prepared(task, container, mount):
                        told = {"container": container.name, "user": user, "volume": mount.name}
                        place = (*container.steps, "User")
                        named = str(mount.file_system)
                        yield self.at(
                            container.definition, *place, tasks=(task.name,), file_system=named, variant="", **told
                        )


def _user(container: Container) -> str:
    return (literal(container.get("User")) or "").partition(":")[0]


def _prepared(task: Task, container: Container, mount: Mount) -> bool:
    """Whether a container waits until one that may be root, and writes there too, has ended: it may give it away."""
    return any(
        entry.container is container
        and entry.condition in ("SUCCESS", "COMPLETE", None)
        and (entry.awaited is None or (_user(entry.awaited) in _ROOT and _writes(entry.awaited, mount)))
        for entry in dependencies(task)
    )


def _by_its_root(mount: Mount) -> bool:
    point, directory = mount.get("AuthorizationConfig", "AccessPointId"), mount.get("RootDirectory")
    return isinstance(point, Absent) and (isinstance(directory, Absent) or literal(directory) == "/")


def _writes(container: Container, mount: Mount) -> bool:
    volume = mount.definition.get("Volumes", mount.index, "Name")
    return any(
        container.get("MountPoints", at, "SourceVolume") == volume
        and flag(container.get("MountPoints", at, "ReadOnly")) is Truth.NO
        for at, _ in items(container.get("MountPoints"))
    )
