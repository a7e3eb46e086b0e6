"""Volumes that are mounted over what a container needs: its kernel's own places, or the files of its image."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import normpath

from generator.ecs.tasks import Container, Task, items
from generator.ecs.texts import literal
from generator.logic import Answer, unknown

_KERNEL = ("/proc", "/sys", "/dev")
_OF_PROC = frozenset(
    f"/proc/{name}"
    for name in (
        "cpuinfo", "diskstats", "loadavg", "meminfo", "net/dev", "slabinfo", "stat", "swaps", "sys/kernel/ns_last_pid",
        "uptime",
    )
)  # fmt: skip
"""What may be mounted below /proc. Source: runc, rootfs_linux.go, checkProcMount; an excerpt, read 2026-11."""
_HOMES = ("/app", "/usr/src/app", "/usr/app", "/opt/app", "/srv/app", "/code")


def mounts_over(task: Task) -> Iterator[Answer]:
    """Say which mount may be refused, or hides what the image runs.

    Sources: runc, checkProcMount ("cannot be mounted because it is inside /proc"; the host's own /proc may be), an
    excerpt, and tasks of cAdvisor in public repositories (the host's /sys and /dev at their places); read 2026-11. ECS
    Developer Guide, "Bind mounts" (an image's files are kept only below what it declares as VOLUME); from memory.
    """
    for container in task.containers:
        yield from _of_container(task, container)


def _of_container(task: Task, container: Container) -> Iterator[Answer]:
    for index, _ in items(container.get("MountPoints")):
        path = normpath(literal(container.get("MountPoints", index, "ContainerPath")) or "")
        name = literal(container.get("MountPoints", index, "SourceVolume"))
        of_host = path in _KERNEL and _source(task, name) == path
        if not of_host and (path in _KERNEL or (path.startswith("/proc/") and path not in _OF_PROC)):
            yield unknown(f"{container.name} mounts a volume at {path}, which is of the kernel")
        if path in (*_HOMES, literal(container.get("WorkingDirectory"))) and name and _is_empty(task, container, name):
            yield unknown(f"{container.name} mounts the empty volume {name} at {path}, over what its image has there")


def _source(task: Task, name: str | None) -> str:
    """The folder of the host that a volume is; empty for another volume."""
    definition = task.definition
    for index, _ in items(definition.get("Volumes")) if definition else ():
        if definition is not None and literal(definition.get("Volumes", index, "Name")) == name:
            return normpath(literal(definition.get("Volumes", index, "Host", "SourcePath")) or "").strip(".")
    return ""


def _is_empty(task: Task, container: Container, name: str) -> bool:
    """Whether a volume is made for the task, and no other container may fill it."""
    definition = task.definition
    for index, _ in items(definition.get("Volumes")) if definition else ():
        if definition is not None and literal(definition.get("Volumes", index, "Name")) == name:
            volume = definition.get("Volumes", index)
            if {key for key, _ in getattr(volume, "entries", ())} - {"Name"}:
                return False
            shared = (
                literal(other.get("MountPoints", place, "SourceVolume"))
                for other in task.containers
                if other is not container
                for place, _ in items(other.get("MountPoints"))
            )
            return name not in shared
    return False
