"""Where containers are given a place to write that is empty when the task starts: an empty volume, or a tmpfs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from posixpath import normpath

from generator.ecs import dockerfiles
from generator.ecs.tasks import Container, Task, flag, items
from generator.ecs.texts import literal
from generator.images.contents import ImageFacts
from generator.images.knowledge import image
from generator.logic import Truth, truth
from generator.stack import Absent, Graph, Listing, Literal, Mapping, Resource, Unknown, Value

TMP = "/tmp"
# What makes a volume another's: EFS, FSx, EBS, S3, a volume of Docker. Host without a path is an empty one.
_NAME, _HOST, _PATH = "Name", "Host", "SourcePath"


@dataclass(frozen=True)
class Mounted:
    """One directory of a container. ``steps`` lead to its entry in the task definition.

    ``path`` is empty where it is not known. ``shared`` are the directories at which other containers have the same
    volume to write to.
    """

    container: Container
    path: str
    steps: tuple[str | int, ...]
    shared: tuple[Mounted, ...] = ()

    @property
    def writer(self) -> str:
        """The container, and the user that it is told to run as; for messages."""
        user = literal(self.container.get("User"))
        return f"{self.container.name}" + (f" (user {user})" if user else "")


def empty_volumes(graph: Graph, task: Task) -> Iterator[Mounted]:
    """The empty volumes that containers mount to write to, and that none of them could prepare for another.

    Root could, and whoever may be root; what comes by VolumesFrom is not followed.
    """
    mounts = list(_mounts(task, Truth.NO))
    for name, place in mounts:
        others = [each for other, each in _mounts(task, Truth.NO, Truth.UNKNOWN) if other == name]
        others = [each for each in others if each.steps != place.steps]
        if place.path and all(runs_as_root(graph, each.container) is Truth.NO for each in others):
            yield replace(place, shared=tuple(others))


def read_only(task: Task) -> Iterator[Mounted]:
    """The empty volumes that containers mount to read only."""
    yield from (place for _, place in _mounts(task, Truth.YES))


def _mounts(task: Task, *read_only: Truth) -> Iterator[tuple[str, Mounted]]:
    """The empty volumes by name where containers mount them, unless some are not known: all or none."""
    if task.definition is None or task.unreadable or _borrows(task):
        return
    empty = set(_empty(task.definition.get("Volumes")))
    mounts = [(container, index) for container in task.containers for index, _ in items(container.get("MountPoints"))]
    names = [literal(container.get("MountPoints", index, "SourceVolume")) for container, index in mounts]
    if None in names or not all(isinstance(each.get("MountPoints"), Absent | Listing) for each in task.containers):
        return
    for (container, index), name in zip(mounts, names, strict=True):
        path = literal(container.get("MountPoints", index, "ContainerPath"))
        asked = flag(container.get("MountPoints", index, "ReadOnly")) in read_only
        if name in empty and asked and (path is None or path.startswith("/")):
            yield str(name), Mounted(container, _normal(path) if path else "", (*container.steps, "MountPoints", index))


def tmpfs(container: Container) -> Iterator[Mounted]:
    """The directories of a container that are kept in memory."""
    for index, _ in items(container.get("LinuxParameters", "Tmpfs")):
        steps = ("LinuxParameters", "Tmpfs", index)
        path = literal(container.get(*steps, "ContainerPath"))
        if path and path.startswith("/"):
            yield Mounted(container, _normal(path), (*container.steps, *steps))


def declared_volume(graph: Graph, place: Mounted) -> Truth:
    """Tell whether the image declares the directory as VOLUME, so that Fargate keeps its owner and mode."""
    image_contents = contents(graph, place.container)
    declared = image_contents.config.volume(place.path) if image_contents else None
    return Truth.UNKNOWN if declared is None else truth(declared)


def on_linux(definition: Resource) -> bool:
    """Tell whether the tasks of a definition certainly run on Linux."""
    family = definition.get("RuntimePlatform", "OperatingSystemFamily")
    return isinstance(family, Absent) or (isinstance(family, Literal) and family.text.upper() == "LINUX")


def contents(graph: Graph, container: Container) -> ImageFacts | None:
    """What a container's image holds, as far as its Dockerfile or its name tells; None when neither does."""
    named = dockerfiles.of(graph, container)
    if named is not None:
        return named.image
    return image(container.image.text) if isinstance(container.image, Literal) else None


def runs_as_root(graph: Graph, container: Container) -> Truth:
    """Tell whether a container's processes begin as root."""
    user = container.get("User")
    if isinstance(user, Absent):
        found = contents(graph, container)
        written = found.config.user if found else None
    else:
        written = literal(user)
    if not written:
        return Truth.UNKNOWN
    name = written.partition(":")[0].strip()
    return truth(name == "root" or (name.isdigit() and int(name) == 0))


def _empty(volumes: Value) -> Iterator[str]:
    for _, volume in items(volumes):
        if not isinstance(volume, Mapping) or volume.rest is not None:
            continue
        name, host = literal(volume.get(_NAME)), volume.get(_HOST)
        others = [key for key, value in volume.entries if key not in (_NAME, _HOST) and not isinstance(value, Absent)]
        hosted = isinstance(host, Unknown) or (isinstance(host, Mapping) and not isinstance(host.get(_PATH), Absent))
        if name and not others and not hosted and isinstance(host, Absent | Mapping):
            yield name


def _borrows(task: Task) -> bool:
    return any(not isinstance(each.get("VolumesFrom"), Absent) for each in task.containers)


def _normal(path: str) -> str:
    return normpath("/" + path.lstrip("/"))
