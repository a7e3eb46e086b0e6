"""May a task mount a file system, as far as the policy of the file system and the task role have a say?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.arns import arn
from generator.ecs.stores.file_systems import ACCESS_POINT, Mount
from generator.ecs.tasks import Task
from generator.ecs.texts import literal
from generator.iam import ABSENT, UNKNOWN, Caller
from generator.logic import Answer, Truth, no, unknown, yes
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.permissions.actions import Action
from generator.needs.permissions.permissions import Denied
from generator.needs.permissions.policy_values import plain, text
from generator.needs.permissions.questions import Question, decided
from generator.stack import Absent, Literal, Reference, Resource

MOUNT, WRITE = (f"elasticfilesystem:Client{word}" for word in ("Mount", "Write"))
POLICY = "FileSystemPolicy"
_ANYBODY = Caller(arn="anonymous", account="anonymous")
"""Who mounts without IAM: what names a role, a user or an account does not mean them."""


@dataclass(frozen=True)
class MountDenied(Denied):
    """A volume is mounted as the task role, which neither the role's policies nor the file system's allow."""


@dataclass(frozen=True)
class MountNotForAnybody(Fault):
    """The policy of a file system does not let anybody mount it as a volume of a task does, who shows no role.

    ``variant`` is ``plaintext`` where it would be allowed over TLS, ``identity`` else.
    """

    variant: str
    task: str
    volume: str
    file_system: Resource
    because: str


@dataclass(frozen=True)
class MountWithoutRole(Fault):
    """A volume is mounted with IAM, and the task has no role to be mounted as."""

    task: str
    volume: str


def with_iam(mount: Mount) -> bool:
    """Whether a volume is mounted as the task role."""
    return mount.get("AuthorizationConfig", "IAM") == Literal("ENABLED")


def may_mount(context: Context, task: Task, mount: Mount) -> Iterator[Answer]:
    """Answer for the role that a volume takes, and for what the policy of its file system asks.

    Without a policy, everybody may mount who gets to a mount target. Source: EFS User Guide, "Using IAM to control
    access to file systems", read 2026-11.
    """
    if with_iam(mount) and isinstance(task.role("TaskRoleArn"), Absent):
        if task.fargate is Truth.YES:
            yield no(MountWithoutRole(mount.definition, ("TaskRoleArn",), (task.name,), task.name, mount.name))
        else:
            yield unknown(f"{mount.name} is mounted as the task role, and {task.name} has none")
        return
    file_system = mount.file_system
    if file_system is None or isinstance(file_system.get(POLICY), Absent):
        return
    if with_iam(mount):
        yield context.permissions.allowed(task, "TaskRoleArn", _action(task, mount, file_system, MOUNT), MountDenied)
    elif isinstance(mount.get("AuthorizationConfig", "IAM"), Absent | Literal):
        yield _anybody(context, task, mount, file_system)
    else:
        yield unknown(f"the policy of {file_system} may deny the mount, and who mounts is not known here")


def verdict(context: Context, task: Task, mount: Mount, file_system: Resource, name: str) -> Truth:
    """Tell whether what mounts a file system that has a policy may do one thing."""
    if not with_iam(mount):
        return decided(context.graph, _question(task, mount, file_system, name, _encrypted(mount))).verdict
    if isinstance(task.role("TaskRoleArn"), Absent):
        return Truth.UNKNOWN
    action = _action(task, mount, file_system, name)
    return context.permissions.allowed(task, "TaskRoleArn", action, MountDenied).verdict


def _anybody(context: Context, task: Task, mount: Mount, file_system: Resource) -> Answer:
    decision = decided(context.graph, _question(task, mount, file_system, MOUNT, _encrypted(mount)))
    if decision.verdict is Truth.YES:
        return yes(f"{POLICY} of {file_system} lets anybody mount it")
    if decision.verdict is Truth.UNKNOWN:
        return unknown(*(f"whether {file_system} may be mounted: {each}" for each in decision.because))
    over_tls = decided(context.graph, _question(task, mount, file_system, MOUNT, "true")).verdict
    variant = "plaintext" if over_tls is Truth.YES else "identity"
    because = decision.because[0]
    return no(
        MountNotForAnybody(file_system, (POLICY,), (task.name,), variant, task.name, mount.name, file_system, because)
    )


def _question(task: Task, mount: Mount, file_system: Resource, name: str, encrypted: object) -> Question:
    graph = task.graph
    return Question(
        name,
        text(graph, Reference(file_system.path, "Arn")),
        _ANYBODY,
        {},
        {**_told(task, mount), "aws:SecureTransport": encrypted},
        {f"{POLICY} of {file_system}": plain(graph, file_system.get(POLICY))},
    )


def _action(task: Task, mount: Mount, file_system: Resource, name: str) -> Action:
    told = {**_told(task, mount), "aws:SecureTransport": _encrypted(mount)}
    why = f"mount {mount.name}" if name == MOUNT else f"write to {mount.name}"
    return Action(name, Reference(file_system.path, "Arn"), why, tuple(told.items()), file_system)


def _encrypted(mount: Mount) -> object:
    """What a policy is told of TLS, which is off where nothing is said."""
    given = mount.get("TransitEncryption")
    if isinstance(given, Absent):
        return "false"
    return {"ENABLED": "true", "DISABLED": "false"}.get(literal(given) or "", UNKNOWN)


def _told(task: Task, mount: Mount) -> dict[str, object]:
    """What else a policy is told of a mount.

    Source: EFS User Guide, "Using IAM to control access to file systems", EFS condition keys for clients; read 2026-11.
    """
    named = mount.get("AuthorizationConfig", "AccessPointId")
    point = task.graph.target(named, ACCESS_POINT)
    shown: object = ABSENT
    if point is not None:
        shown = text(task.graph, Reference(point.path, "Arn"))
    elif isinstance(named, Literal):
        shown = text(task.graph, arn(task.graph, "elasticfilesystem", "access-point/", named))
    elif not isinstance(named, Absent):
        shown = UNKNOWN
    return {"elasticfilesystem:AccessedViaMountTarget": "true", "elasticfilesystem:AccessPointArn": shown}
