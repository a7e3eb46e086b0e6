"""Where containers are given a place to write that is empty when the task starts: an empty volume, or a tmpfs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from posixpath import normpath

from generator.ecs.containers import dockerfiles
from generator.ecs.tasks import Container, Task, flag, items
from generator.ecs.texts import literal
from generator.images.contents import ImageFacts
from generator.images.knowledge import image
from generator.logic import Truth, truth
from generator.stack import Absent, Graph, Listing, Literal, Mapping, Resource, Unknown, Value

TMP = "/tmp"
# Any other key makes it a volume of EFS, FSx, EBS, S3 or Docker; Host without SourcePath makes an empty one.
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
        """The container, and the User that it runs as; for messages."""
        user = literal(self.container.get("User"))
        return f"{self.container.name}" + (f" (user {user})" if user else "")


def empty_volumes(graph: Graph, task: Task) -> Iterator[Mounted]:
    """The empty volumes that containers mount to write to, and that no other container could prepare.

    A container that runs, or may run, as root could. VolumesFrom is not followed.
    """
    mounts = list(_mounts(task, Truth.NO))
    for name, place in mounts:
        same_volume = [mount for volume, mount in _mounts(task, Truth.NO, Truth.UNKNOWN) if volume == name]
        shared = [mount for mount in same_volume if mount.steps != place.steps]
        if place.path and all(runs_as_root(graph, mount.container) is Truth.NO for mount in shared):
            yield replace(place, shared=tuple(shared))


def read_only(task: Task) -> Iterator[Mounted]:
    """The empty volumes that containers mount to read only."""
    yield from (place for _, place in _mounts(task, Truth.YES))


def _mounts(task: Task, *read_only: Truth) -> Iterator[tuple[str, Mounted]]:
    """The empty volumes by name where containers mount them, unless some are not known: all or none."""
    if task.definition is None or task.unreadable or _uses_volumes_from(task):
        return
    empty = set(_empty_volume_names(task.definition.get("Volumes")))
    mounts = [(container, index) for container in task.containers for index, _ in items(container.get("MountPoints"))]
    names = [literal(container.get("MountPoints", index, "SourceVolume")) for container, index in mounts]
    if None in names or not all(
        isinstance(container.get("MountPoints"), Absent | Listing) for container in task.containers
    ):
        return
    for (container, index), name in zip(mounts, names, strict=True):
        path = literal(container.get("MountPoints", index, "ContainerPath"))
        asked = flag(container.get("MountPoints", index, "ReadOnly")) in read_only
        if name in empty and asked and (path is None or path.startswith("/")):
            yield (
                str(name),
                Mounted(container, _normalized(path) if path else "", (*container.steps, "MountPoints", index)),
            )


def tmpfs(container: Container) -> Iterator[Mounted]:
    """The directories of a container that are kept in memory."""
    for index, _ in items(container.get("LinuxParameters", "Tmpfs")):
        steps = ("LinuxParameters", "Tmpfs", index)
        path = literal(container.get(*steps, "ContainerPath"))
        if path and path.startswith("/"):
            yield Mounted(container, _normalized(path), (*container.steps, *steps))


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
    """What a container's image holds, known by its Dockerfile or its name; None when it is not known."""
    dockerfile = dockerfiles.dockerfile(graph, container)
    if dockerfile is not None:
        return dockerfile.image
    return image(container.image.text) if isinstance(container.image, Literal) else None


def runs_as_root(graph: Graph, container: Container) -> Truth:
    """Tell whether a container's first process runs as root."""
    user = container.get("User")
    if isinstance(user, Absent):
        image_contents = contents(graph, container)
        written = image_contents.config.user if image_contents else None
    else:
        written = literal(user)
    if not written:
        return Truth.UNKNOWN
    name = written.partition(":")[0].strip()
    return truth(name == "root" or (name.isdigit() and int(name) == 0))


def _empty_volume_names(volumes: Value) -> Iterator[str]:
    for _, volume in items(volumes):
        if not isinstance(volume, Mapping) or volume.rest is not None:
            continue
        name, host = literal(volume.get(_NAME)), volume.get(_HOST)
        others = [key for key, value in volume.entries if key not in (_NAME, _HOST) and not isinstance(value, Absent)]
        hosted = isinstance(host, Unknown) or (isinstance(host, Mapping) and not isinstance(host.get(_PATH), Absent))
        if name and not others and not hosted and isinstance(host, Absent | Mapping):
            yield name


def _uses_volumes_from(task: Task) -> bool:
    return any(not isinstance(container.get("VolumesFrom"), Absent) for container in task.containers)


def _normalized(path: str) -> str:
    return normpath("/" + path.lstrip("/"))
