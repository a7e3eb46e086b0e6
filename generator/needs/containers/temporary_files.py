"""May the tasks write where they are given a place to write?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.awsdata.tmpfs import on_fargate
from generator.ecs.containers.scratch import (
    TMP,
    Mounted,
    declared_volume,
    empty_volumes,
    on_linux,
    read_only,
    runs_as_root,
    tmpfs,
)
from generator.ecs.tasks import Task, flag
from generator.ecs.texts import literal
from generator.logic import Answer, Truth, no, unknown, yes
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.row import Need
from generator.stack import Absent, Graph, Listing, shown


@dataclass(frozen=True)
class VolumeOwnedByRoot(Fault):
    """A container mounts an empty volume of Fargate, and does not run as root, to whom the volume belongs.

    ``writer`` is the container with its user, ``path`` the directory at which the volume is mounted.
    """

    writer: str
    task: str
    path: str


def temporary_file_needs(context: Context, task: Task) -> Iterator[tuple[Need, Answer]]:
    """One row for each place that a container is given to write temporary files to.

    None for processes of root, which may write anywhere, nor where the user is not known.
    """
    if task.definition is None or not on_linux(task.definition):
        return
    graph = context.graph
    for container in task.containers:
        for place in tmpfs(container):
            if place.path == TMP:
                yield _need(place), _writes_in_memory(graph, task, place)
    for place in read_only(task):
        if place.path == TMP and flag(place.container.get("ReadonlyRootFilesystem")) is Truth.YES:
            yield _need(place), unknown(f"{place.path} of {place.container.name} is mounted to be read only")
    for place in empty_volumes(graph, task):
        if task.fargate is not Truth.NO and runs_as_root(graph, place.container) is Truth.NO:
            yield _need(place), _writes_on_disk(graph, task, place)


def _need(place: Mounted) -> Need:
    return Need(f"{place.path} of {place.container.name}", 16, "the program writes there")


def _writes_in_memory(graph: Graph, task: Task, place: Mounted) -> Answer:
    region = literal(graph.pseudo("AWS::Region"))
    if task.fargate is not Truth.NO and region and not on_fargate(region):
        return unknown(f"whether Fargate keeps {place.path} in memory in {region} is not documented")
    options = place.container.get("LinuxParameters", "Tmpfs", place.steps[-1], "MountOptions")
    if not isinstance(options, Absent | Listing):
        return unknown(f"the mount options of {place.path} are not known here")
    words = [literal(option) for option in options.items] if isinstance(options, Listing) else []
    if any(word is None or word == "ro" or word.startswith(("mode", "uid", "gid")) for word in words):
        return unknown(
            f"whether {place.writer} may write to {place.path} is left to its mount options: {shown(options)}"
        )
    return yes(f"{place.path} of {place.container.name} is kept in memory, and everybody may write to it")


def _writes_on_disk(graph: Graph, task: Task, place: Mounted) -> Answer:
    declared = declared_volume(graph, place)
    if declared is Truth.YES and place.path == TMP:
        return yes(f"the image of {place.container.name} declares VOLUME {place.path}, whose owner and mode are kept")
    if declared is Truth.YES:
        return unknown(f"whether {place.path} belongs to {place.writer} in the image is not known here")
    if declared is Truth.UNKNOWN:
        return unknown(
            f"whether the image of {place.container.name} declares VOLUME {place.path} is not known here: without it "
            "the volume belongs to root"
        )
    for other in place.shared:
        if declared_volume(graph, other) is not Truth.NO:
            return unknown(
                f"whether the image of {other.container.name}, which has the same volume, declares VOLUME {other.path} "
                "is not known here, nor whose the volume is then"
            )
    if task.fargate is Truth.UNKNOWN:
        return unknown(f"whether {task.name} runs on Fargate, where an empty volume belongs to root, is not known here")
    # Source: ECS Developer Guide, "Use bind mounts", considerations; containers-roadmap #938; both read 2026-11.
    return no(
        VolumeOwnedByRoot(
            resource=place.container.definition,
            steps=place.steps,
            tasks=(task.name,),
            writer=place.writer,
            task=task.name,
            path=place.path,
        )
    )
