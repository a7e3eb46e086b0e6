"""Images that change under one's feet, or do not run here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.tasks import Container, Task
from generator.ecs.texts import Texts, literal, whole
from generator.logic import Truth
from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.stack import Absent, Literal, Reference, Text

_ARM = re.compile(r"(?:^|[/:_.-])(?:arm64(?:v8|-v8)?|aarch64)(?:$|[/:_.-])")
_X86 = re.compile(r"(?:^|[/:_.-])(?:amd64|x86_64|x86-64|x64)(?:$|[/:_.-])")


def hygiene_faults(context: Context) -> Iterator[Worded]:
    """Give tags that move, and images of the wrong architecture."""
    for task in context.tasks:
        for container in task.containers:
            yield from _mutable(task, container)
            yield from _architecture(task, container)


def _mutable(task: Task, container: Container) -> Iterator[Worded]:
    tag = _tag(container)
    if tag is None or tag not in ("", "latest"):
        return
    found = "the tag latest" if tag else "no tag, which means latest"
    what = (
        f"the image of {container.name} ({task.name}) has {found}: what runs changes without a change here, and cannot "
    )
    what += "be rolled back to"
    fix = "Image: a version tag that never moves, or a digest"
    yield Worded("WCS151", container.definition, (*container.steps, "Image"), what, fix, (task.name,))


def _tag(container: Container) -> str | None:
    """Give the tag that is written, empty for none; None when there is a digest, or it cannot be told."""
    image = container.image
    if any(step.origin for step in getattr(image, "via", ())):
        return None
    if isinstance(image, Reference):
        found = container.definition.resolver and image.attribute == "RepositoryUri"
        return "" if found else None
    if not isinstance(image, Literal | Text):
        return None
    name = Texts().of(image).rpartition("/")[2]
    if "@" in name or not name or not whole(name):
        # A tag after an unknown name is still a tag; an unknown end is not known.
        tail = name.rpartition(":")[2] if ":" in name and "@" not in name else ""
        return tail if tail and whole(tail) else None
    return name.partition(":")[2]


def _architecture(task: Task, container: Container) -> Iterator[Worded]:
    definition = task.definition
    image = literal(container.image)
    if definition is None or image is None:
        return
    platform = definition.get("RuntimePlatform", "CpuArchitecture")
    if isinstance(platform, Absent):
        wanted = "X86_64" if task.fargate is Truth.YES else ""
    else:
        wanted = (literal(platform) or "").upper()
    name = image.partition("@")[0].lower()
    arm, x86 = bool(_ARM.search(name)), bool(_X86.search(name))
    if arm == x86 or (wanted, arm) not in (("X86_64", True), ("ARM64", False)):
        return
    default = " by default" if isinstance(platform, Absent) else ""
    what = f"{container.name} ({task.name}) runs on {wanted}{default}, but its image {image} is for "
    what += f"{'ARM64' if arm else 'X86_64'}: exec format error, or no matching manifest"
    fix = f"RuntimePlatform: CpuArchitecture: {'ARM64' if arm else 'X86_64'}; or the image for {wanted}"
    yield Worded("ECS161", container.definition, (*container.steps, "Image"), what, fix, (task.name,))
