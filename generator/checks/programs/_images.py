"""Containers whose image is a well-known one, run as it comes."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.environment import variables
from generator.ecs.tasks import Container, Task, items
from generator.ecs.texts import literal
from generator.images.reference import parse
from generator.needs.context import Context
from generator.stack import Absent, Literal


def published(context: Context) -> Iterator[tuple[Task, Container, str, str]]:
    """Task, container, repository as its publisher names it, and tag, of each image that is written out."""
    for task in context.tasks:
        for container in task.containers:
            reference = parse(literal(container.image) or "")
            if reference is not None:
                yield task, container, reference.repository, reference.tag


def has(container: Container, *keys: str) -> bool:
    """Whether any of some properties is written, with whatever value."""
    return any(not isinstance(container.get(key), Absent) for key in keys)


def names(container: Container) -> set[str] | None:
    """The variables that it is given, secrets among them; None when not all of them are known."""
    lists = [(list(items(container.get(key))), key) for key in ("Environment", "Secrets")]
    told = {each.name for each in variables(container)}
    told |= {name.text for _, name, _ in container.pairs("Secrets", "Name", "ValueFrom") if isinstance(name, Literal)}
    known = sum(isinstance(container.get(key, index, "Name"), Literal) for each, key in lists for index, _ in each)
    complete = known == sum(len(each) for each, _ in lists) and not has(container, "EnvironmentFiles")
    return told if complete else None
