"""Are the volumes there that containers mount?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import Container, Task, items
from generator.ecs.texts import literal
from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.stack import Absent, Listing, Resource


def volume_faults(context: Context) -> Iterator[Worded]:
    """Give the mounts of volumes that the task definition does not have."""
    for task in context.tasks:
        if task.definition is not None and not task.unreadable:
            yield from _of(task, task.definition)


def _of(task: Task, definition: Resource) -> Iterator[Worded]:
    volumes = definition.get("Volumes")
    if not isinstance(volumes, Absent | Listing):
        return
    names = [definition.get("Volumes", index, "Name") for index, _ in items(volumes)]
    if any(literal(name) is None for name in names):
        return
    known = {str(literal(name)) for name in names}
    for container in task.containers:
        for steps, name in _mounted(container):
            if name not in known:
                has = ", ".join(sorted(known)) or "none"
                what = f"{container.name} of {definition} mounts the volume {name}, but Volumes has {has}: unknown "
                what += "volume, and the task definition is not registered"
                yield Worded("ECS111", definition, steps, what, f"Volumes: add Name {name}", (task.name,))


def _mounted(container: Container) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for index, _ in items(container.get("MountPoints")):
        steps = ("MountPoints", index, "SourceVolume")
        name = literal(container.get(*steps))
        if name is not None:
            yield (*container.steps, *steps), name
