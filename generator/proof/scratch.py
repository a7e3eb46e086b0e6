"""May the tasks write where they are given a place to write?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.awsdata.tmpfs import on_fargate
from generator.ecs.scratch import Mounted, contents, empty_volumes, runs_as_root, tmpfs
from generator.ecs.tasks import Task, flag
from generator.ecs.texts import literal
from generator.logic import Answer, Truth, no, truth, unknown, yes
from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.needs.row import Need
from generator.stack import Absent, Graph, Listing, Literal

_TMP = "/tmp"


def scratch_needs(context: Context, task: Task) -> Iterator[tuple[Need, Answer]]:
    """Give a row for each place that a container is given to write temporary files to.

    None for processes of root, which may write anywhere, nor where the user is not known.
    """
    if task.definition is None or _windows(task):
        return
    graph = context.graph
    for container in task.containers:
        for place in tmpfs(container):
            if place.path == _TMP:
                yield _need(place), _in_memory(graph, task, place)
    for place in empty_volumes(task):
        if task.fargate is not Truth.NO and runs_as_root(graph, place.container) is Truth.NO:
            yield _need(place), _on_disk(graph, task, place)


def scratch_faults(context: Context) -> Iterator[Worded]:
    """Give the /tmp on which a task depends, and that only a VOLUME in its image would make it own.

    A read-only root file system leaves no other place to write. Where the image is known, the row says what is wrong.
    """
    for task in context.tasks:
        if task.definition is None or _windows(task) or task.fargate is not Truth.YES:
            continue
        for place in empty_volumes(task):
            container = place.container
            only = flag(container.get("ReadonlyRootFilesystem")) is Truth.YES
            root = runs_as_root(context.graph, container)
            if place.path == _TMP and only and root is Truth.NO and _declared(context.graph, place) is Truth.UNKNOWN:
                what = (
                    f"{_who(place)} may write to {_TMP} only, which on Fargate belongs to root with mode 0755 unless "
                )
                what += (
                    f"the image declares VOLUME {_TMP}, and whether it does is not known here: tasks of {task.name} "
                )
                what += "cannot write a file anywhere then"
                yield Worded("WCS162", container.definition, place.steps, what, _fix(place), (task.name,))


def _in_memory(graph: Graph, task: Task, place: Mounted) -> Answer:
    region = literal(graph.pseudo("AWS::Region"))
    if task.fargate is not Truth.NO and region and not on_fargate(region):
        return unknown(f"whether Fargate keeps {place.path} in memory in {region} is not documented")
    options = place.container.get("LinuxParameters", "Tmpfs", place.steps[-1], "MountOptions")
    if not isinstance(options, Absent | Listing):
        return unknown(f"the mount options of {place.path} are not known here")
    words = [literal(each) for each in options.items] if isinstance(options, Listing) else []
    if any(word is None or word == "ro" or word.startswith(("mode", "uid", "gid")) for word in words):
        return unknown(f"whether {_who(place)} may write to {place.path} is left to its mount options: {options}")
    return yes(f"{place.path} of {place.container.name} is kept in memory, and everybody may write to it")


def _on_disk(graph: Graph, task: Task, place: Mounted) -> Answer:
    declared = _declared(graph, place)
    if declared is Truth.YES and place.path == _TMP:
        return yes(f"the image of {place.container.name} declares VOLUME {place.path}, whose owner and mode are kept")
    if declared is Truth.YES:
        return unknown(f"whether {place.path} belongs to {_who(place)} in the image is not known here")
    if declared is Truth.UNKNOWN:
        return unknown(
            f"whether the image of {place.container.name} declares VOLUME {place.path} is not known here: without it "
            "the volume belongs to root"
        )
    if task.fargate is Truth.UNKNOWN:
        return unknown(f"whether {task.name} runs on Fargate, where an empty volume belongs to root, is not known here")
    # Source: ECS Developer Guide, "Use bind mounts", considerations; containers-roadmap #938; both read 2026-11.
    what = f"{_who(place)} cannot write to {place.path}: it mounts an empty volume there, which on Fargate belongs to "
    what += f"root with mode 0755, for its image does not declare VOLUME {place.path}: EACCES in tasks of {task.name}"
    return no(Worded("ECS162", place.container.definition, place.steps, what, _fix(place), (task.name,)))


def _declared(graph: Graph, place: Mounted) -> Truth:
    """Tell whether the image declares the directory as VOLUME, so that Fargate keeps its owner and mode."""
    found = contents(graph, place.container)
    declared = found.config.volume(place.path) if found else None
    return Truth.UNKNOWN if declared is None else truth(declared)


def _need(place: Mounted) -> Need:
    return Need(f"{place.path} of {place.container.name}", 16, "the program writes there")


def _who(place: Mounted) -> str:
    user = literal(place.container.get("User"))
    return f"{place.container.name}" + (f" (user {user})" if user else "")


def _fix(place: Mounted) -> str:
    return (
        f"LinuxParameters: Tmpfs: [{{ContainerPath: {place.path}, Size: 64}}] instead of the volume; or VOLUME "
        f"{place.path} in the Dockerfile, owned by the user"
    )


def _windows(task: Task) -> bool:
    assert task.definition is not None
    family = task.definition.get("RuntimePlatform", "OperatingSystemFamily")
    return not isinstance(family, Absent) and not (isinstance(family, Literal) and family.text.upper() == "LINUX")
