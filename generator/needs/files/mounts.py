"""Can a task mount the file systems on EFS that are among its volumes?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.secrets.keys import KEYS
from generator.ecs.stores.file_systems import ACCESS_POINT, FILE_SYSTEM, Mount, mounts
from generator.ecs.tasks import Task, flag
from generator.ecs.texts import literal
from generator.logic import Answer, Truth, all_of, no, unknown, yes
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.files.mount_access import may_mount
from generator.needs.files.mount_configuration import configured, port_of_its_own
from generator.needs.files.mount_target_zones import targets_made
from generator.needs.files.mount_targets import reaches_targets
from generator.needs.row import Need
from generator.stack import Absent, Mapping, Resource, shown


@dataclass(frozen=True)
class AccessPointForeign(Fault):
    """A volume names an access point of another file system than its own."""

    volume: str
    point: Resource
    owner: Resource
    file_system: Resource


def mount_rows(context: Context, task: Task) -> Iterator[tuple[Need, Answer]]:
    """A row for each volume of a task that is on EFS."""
    for mount in mounts(task):
        need = Need(f"mount {mount.name}", 23, "ECS mounts it before it starts the containers")
        answers = [*configured(task, mount), *port_of_its_own(task, mount), *may_mount(context, task, mount)]
        yield need, all_of([*answers, *_mounted(context, task, mount)])


def _mounted(context: Context, task: Task, mount: Mount) -> Iterator[Answer]:
    file_system = mount.file_system
    if file_system is None:
        yield unknown(f"the file system ({shown(mount.get('FilesystemId'))}) is not created in these templates")
        return
    yield yes(f"{mount.name} is on {file_system}")
    key = context.graph.target(file_system.get("KmsKeyId"), *KEYS)
    if key is not None and not isinstance(key.get("Enabled"), Absent) and flag(key.get("Enabled")) is not Truth.YES:
        yield unknown(f"whether {key}, which {file_system} is encrypted under, is on is not known here")
    yield from _through_access_point(task, mount)
    yield from targets_made(task, file_system)
    answers = list(reaches_targets(context, task, file_system))
    if task.fargate is Truth.UNKNOWN:
        answers = [
            unknown(f"whether {task.name} runs on Fargate, where its own network mounts, is not known here")
            if answer.verdict is Truth.NO
            else answer
            for answer in answers
        ]
    yield from answers


def _through_access_point(task: Task, mount: Mount) -> Iterator[Answer]:
    """An access point is one of the file system, and its directory is there or can be made.

    Source: EFS User Guide, "Working with Amazon EFS access points": without CreationInfo, a directory that does not
    exist is not created, and the mount fails; read 2026-11.
    """
    named = mount.get("AuthorizationConfig", "AccessPointId")
    if isinstance(named, Absent):
        return
    point = task.graph.target(named, ACCESS_POINT)
    if point is None:
        yield unknown(f"the access point ({shown(named)}) is not created in these templates")
        return
    owner = task.graph.target(point.get("FileSystemId"), FILE_SYSTEM)
    if owner is not None and mount.file_system is not None and owner is not mount.file_system:
        steps = mount.steps("AuthorizationConfig", "AccessPointId")
        yield no(AccessPointForeign(mount.definition, steps, (task.name,), mount.name, point, owner, mount.file_system))
    elif owner is not mount.file_system:
        yield unknown(f"{point} is not known to be one of {mount.file_system}")
    path, creation = point.get("RootDirectory", "Path"), point.get("RootDirectory", "CreationInfo")
    if not isinstance(path, Absent) and literal(path) != "/" and not isinstance(creation, Mapping):
        yield unknown(
            f"whether the directory of {point} is there is not known here: without CreationInfo, EFS makes none"
        )
