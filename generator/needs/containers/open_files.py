"""Limits of open files that no kernel takes, or with which a program cannot work."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import Task, items
from generator.ecs.texts import literal, number
from generator.logic import Answer, no, unknown
from generator.needs.never_starts import NeverStarts

_MOST_FILES = 1048576
_FEW_FILES = 8


def open_files(task: Task) -> Iterator[Answer]:
    """Say which limit may be refused, or leaves a program too little.

    Source: Linux, sysctl fs.nr_open (1048576 by default: setting a limit above it is refused); from memory, 2026-11.
    """
    for container in task.containers:
        seen = set()
        for index, _ in items(container.get("Ulimits")):
            at = ("Ulimits", index)
            name = literal(container.get(*at, "Name"))
            soft, hard = (number(container.get(*at, key)) for key in ("SoftLimit", "HardLimit"))
            if soft is not None and hard is not None and soft > hard >= 0:
                said = f"the soft limit {name} of {container.name} is {soft}, above its hard limit, {hard}"
                steps = (*container.steps, *at, "SoftLimit")
                yield no(NeverStarts(container.definition, steps, (task.name,), said, f"SoftLimit: {hard} or less"))
            if name is not None and name in seen:
                yield unknown(f"{container.name} has two limits {name}")
            seen.add(name)
            if name != "nofile":
                continue
            if any(each is not None and (each > _MOST_FILES or each < 0) for each in (soft, hard)):
                yield unknown(f"the limit nofile of {container.name} is not between 0 and {_MOST_FILES}")
            elif soft is not None and soft < _FEW_FILES:
                yield unknown(f"the soft limit nofile of {container.name} is {soft}, and programs open more files")
