"""Limits of open files that no kernel takes, and places in a container that belong to its kernel."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import normpath

from generator.ecs.tasks import Container, Task, items
from generator.ecs.texts import literal, number
from generator.logic import Answer, unknown

_MOST_FILES = 1048576
_FEW_FILES = 8
_KERNEL = ("/proc", "/sys", "/dev")
_HOMES = ("/app", "/usr/src/app", "/usr/app", "/opt/app", "/srv/app", "/code")


def limits(task: Task) -> Iterator[Answer]:
    """Say which limit may be refused, or leaves a program too little, and which mount hides what it runs.

    Sources: Linux, sysctl fs.nr_open (1048576 by default: setting a limit above it is refused); runc ("cannot be
    mounted because it is inside /proc"); ECS Developer Guide, "Bind mounts" (an image's files are kept only below what
    it declares as VOLUME); from memory, 2026-11.
    """
    for container in task.containers:
        seen = set()
        for index, _ in items(container.get("Ulimits")):
            at = ("Ulimits", index)
            name = literal(container.get(*at, "Name"))
            soft, hard = (number(container.get(*at, key)) for key in ("SoftLimit", "HardLimit"))
            if name is not None and name in seen:
                yield unknown(f"{container.name} has two limits {name}")
            seen.add(name)
            if name != "nofile":
                continue
            if any(each is not None and (each > _MOST_FILES or each < 0) for each in (soft, hard)):
                yield unknown(f"the limit nofile of {container.name} is not between 0 and {_MOST_FILES}")
            elif soft is not None and soft < _FEW_FILES:
                yield unknown(f"the soft limit nofile of {container.name} is {soft}, and programs open more files")
        yield from _mounts(task, container)


def _mounts(task: Task, container: Container) -> Iterator[Answer]:
    for index, _ in items(container.get("MountPoints")):
        path = normpath(literal(container.get("MountPoints", index, "ContainerPath")) or "")
        name = literal(container.get("MountPoints", index, "SourceVolume"))
        if path in _KERNEL or path.startswith("/proc/"):
            yield unknown(f"{container.name} mounts a volume at {path}, which is of the kernel")
        if path in (*_HOMES, literal(container.get("WorkingDirectory"))) and name and _is_empty(task, container, name):
            yield unknown(f"{container.name} mounts the empty volume {name} at {path}, over what its image has there")


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
