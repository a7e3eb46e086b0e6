"""Can a task mount the file systems on EFS that are among its volumes?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.file_systems import ACCESS_POINT, FILE_SYSTEM, Mount, mounts
from generator.ecs.keys import KEYS
from generator.ecs.tasks import Task, flag
from generator.ecs.texts import literal
from generator.logic import Answer, Truth, all_of, no, unknown, yes
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.mount_targets import reaches_targets
from generator.needs.row import Need
from generator.stack import Absent, Literal, Mapping, Value, shown


@dataclass(frozen=True)
class MountRefused(Fault):
    """ECS refuses a volume for what its configuration says.

    ``variant`` is ``iam`` or ``access point`` for what takes transit encryption, and has none; or ``directory`` where
    an access point gives the directory and the volume names another.
    """

    variant: str
    volume: str
    directory: str = ""


def mount_rows(context: Context, task: Task) -> Iterator[tuple[Need, Answer]]:
    """A row for each volume of a task that is on EFS."""
    for mount in mounts(task):
        need = Need(f"mount {mount.name}", 23, "ECS mounts it before it starts the containers")
        yield need, all_of([*_configured(task, mount), *_mounted(context, task, mount)])


def _configured(task: Task, mount: Mount) -> Iterator[Answer]:
    """Answer for what the configuration says by itself.

    Source: ECS API Reference, EFSVolumeConfiguration and EFSAuthorizationConfig, read 2026-11.
    """
    if not isinstance(mount.get(), Mapping):
        yield unknown(f"what {mount.name} mounts is not known here")
        return
    encryption, point = mount.get("TransitEncryption"), mount.get("AuthorizationConfig", "AccessPointId")
    iam, directory = mount.get("AuthorizationConfig", "IAM"), mount.get("RootDirectory")
    place, tasks = (mount.definition, mount.steps("TransitEncryption")), (task.name,)
    plain = isinstance(encryption, Absent) or literal(encryption) == "DISABLED"
    through_point = isinstance(point, Literal) or _is_made_here(task, point)
    for variant, asked in (("iam", iam == Literal("ENABLED")), ("access point", through_point)):
        if asked and plain:
            yield no(MountRefused(*place, tasks, variant, mount.name))
        elif asked and literal(encryption) != "ENABLED":
            yield unknown(f"TransitEncryption of {mount.name} is not known here")
    if not isinstance(iam, Absent | Literal):
        yield unknown(f"whether {mount.name} is mounted with IAM is not known here")
    if iam == Literal("ENABLED") and isinstance(task.role("TaskRoleArn"), Absent):
        yield unknown(f"{mount.name} is mounted as the task role, and {task.name} has none")
    if isinstance(directory, Absent) or literal(directory) == "/":
        return
    if isinstance(directory, Literal) and _is_made_here(task, point):
        steps = mount.steps("RootDirectory")
        yield no(MountRefused(mount.definition, steps, tasks, "directory", mount.name, directory.text))
    else:
        yield unknown(f"whether {shown(directory)}, where {mount.name} begins, is a directory there is not known here")


def _is_made_here(task: Task, point: Value) -> bool:
    return task.graph.target(point, ACCESS_POINT) is not None


def _mounted(context: Context, task: Task, mount: Mount) -> Iterator[Answer]:
    file_system = mount.file_system
    if file_system is None:
        yield unknown(f"the file system ({shown(mount.get('FilesystemId'))}) is not created in these templates")
        return
    yield yes(f"{mount.name} is on {file_system}")
    if not isinstance(file_system.get("FileSystemPolicy"), Absent):
        yield unknown(f"the policy of {file_system}, which may deny the mount, is not looked at")
    key = context.graph.target(file_system.get("KmsKeyId"), *KEYS)
    if key is not None and not isinstance(key.get("Enabled"), Absent) and flag(key.get("Enabled")) is not Truth.YES:
        yield unknown(f"whether {key}, which {file_system} is encrypted under, is on is not known here")
    yield from _through_access_point(task, mount)
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
    if task.graph.target(point.get("FileSystemId"), FILE_SYSTEM) is not mount.file_system:
        yield unknown(f"{point} is not known to be one of {mount.file_system}")
    path, creation = point.get("RootDirectory", "Path"), point.get("RootDirectory", "CreationInfo")
    if not isinstance(path, Absent) and literal(path) != "/" and not isinstance(creation, Mapping):
        yield unknown(
            f"whether the directory of {point} is there is not known here: without CreationInfo, EFS makes none"
        )
