"""Can ECS make and attach the volumes on EBS that a service has: is each configured, and does their role serve?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.arns import arn
from generator.ecs.tasks import Task, flag, items
from generator.ecs.texts import literal
from generator.logic import Answer, Truth, all_of, no, unknown, yes
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.files.managed_volume_settings import settings_in_doubt, use_in_doubt
from generator.needs.permissions.permissions import Action
from generator.needs.permissions.policy_values import text
from generator.needs.row import Need
from generator.needs.services.infrastructure_roles import role_serves
from generator.stack import Absent, Listing, Literal, Mapping, Pseudo, Value, shown

_KEY, _EBS, _LAUNCH = "VolumeConfigurations", "ManagedEBSVolume", "ConfiguredAtLaunch"
_MANAGED = "AmazonECSManaged"


@dataclass(frozen=True)
class ManagedVolumeRefused(Fault):
    """ECS does not take a volume on EBS as the service and the definition write it.

    ``variant``: the definition has ``none`` of that name; it is not said to be configured at ``launch``; it has
    neither ``size`` nor snapshot; the service has ``many``; or the service does not configure it (``untold``).
    """

    variant: str
    volume: str
    definition: str


def managed_volume_needs(context: Context, task: Task) -> Iterator[tuple[Need, Answer]]:
    """A row for the volumes that ECS makes when a service starts its tasks.

    Sources: ECS Developer Guide, "Specify Amazon EBS volume configuration at Amazon ECS deployment" and "Defer volume
    configuration to launch time in an Amazon ECS task definition"; API Reference,
    ServiceManagedEBSVolumeConfiguration (a snapshot or a size; a volume for each task); excerpts, 2026-11.
    """
    if task.service is None or task.definition is None:
        return
    configured = task.service.get(_KEY)
    if not isinstance(configured, Absent) or _at_launch(task):
        need = Need("EBS volume", 23, "ECS makes it and attaches it to the task")
        yield need, all_of([yes(f"{task.name} has a volume on EBS"), *_answers(context, task, configured)])


def _at_launch(task: Task) -> list[int]:
    """The places of the volumes that are configured when tasks are started."""
    assert task.definition is not None
    volumes = items(task.definition.get("Volumes"))
    return [at for at, _ in volumes if flag(task.definition.get("Volumes", at, _LAUNCH)) is Truth.YES]


def _answers(context: Context, task: Task, configured: Value) -> Iterator[Answer]:
    service, definition = task.service, task.definition
    assert service is not None
    assert definition is not None
    if not isinstance(configured, Absent | Listing):
        yield unknown(f"{_KEY} of {service} is not known here")
        return
    places = [at for at, _ in items(configured)]
    told = [literal(service.get(_KEY, at, "Name")) for at in places]
    if len(places) > 1:
        yield _refused(task, "many", told[1] or "", (_KEY,))
    for at in places:
        yield from _of_volume(context, task, at)
    for at in _at_launch(task):
        name = literal(definition.get("Volumes", at, "Name"))
        if name is not None and name not in told and None not in told:
            yield _refused(task, "untold", name, (_KEY,) if places else ())


def _of_volume(context: Context, task: Task, at: int) -> Iterator[Answer]:
    service, definition = task.service, task.definition
    assert service is not None
    assert definition is not None
    name, volumes = literal(service.get(_KEY, at, "Name")), definition.get("Volumes")
    names = {literal(definition.get("Volumes", i, "Name")): i for i, _ in items(volumes)}
    if name is None or None in names or not isinstance(volumes, Absent | Listing):
        yield unknown(f"whether {definition} has the volume {shown(service.get(_KEY, at, 'Name'))} is not known here")
    elif name not in names:
        yield _refused(task, "none", name, (_KEY, at, "Name"))
    elif (launched := flag(definition.get("Volumes", names[name], _LAUNCH))) is Truth.NO:
        fault = ManagedVolumeRefused(
            definition, ("Volumes", names[name]), (task.name,), "launch", name, str(definition)
        )
        yield no(fault)
    elif launched is Truth.UNKNOWN:
        yield unknown(f"whether the volume {name} of {definition} is configured at launch is not known here")
    ebs = service.get(_KEY, at, _EBS)
    if not isinstance(ebs, Mapping):
        yield unknown(f"{_EBS} of {name} is not known here")
        return
    if all(isinstance(ebs.get(key), Absent) for key in ("SizeInGiB", "SnapshotId")):
        yield _refused(task, "size", name or "", (_KEY, at, _EBS))
    system = literal(definition.get("RuntimePlatform", "OperatingSystemFamily")) or ""
    windows = system.startswith("WINDOWS")
    yield from (unknown(doubt) for doubt in settings_in_doubt(name or "", ebs, windows))
    if name is not None and name in names and None not in names:
        yield from (unknown(doubt) for doubt in use_in_doubt(task, name, names[name]))
    for key in ("KmsKeyId", "SnapshotId"):
        if not isinstance(ebs.get(key), Absent):
            yield unknown(f"whether ECS may use {shown(ebs.get(key))} for {name} is not known here")
    what = "make the volume and attach it"
    yield from role_serves(context, task, ebs.get("RoleArn"), f"{_KEY}.{_EBS}.RoleArn", what, _doing(context))


def _refused(task: Task, variant: str, volume: str, steps: tuple[str | int, ...]) -> Answer:
    assert task.service is not None
    return no(ManagedVolumeRefused(task.service, steps, (task.name,), variant, volume, str(task.definition)))


def _doing(context: Context) -> Iterator[Action]:
    """Source: AWS managed policy AmazonECSInfrastructureRolePolicyForVolumes, v4; read 2026-11."""
    graph = context.graph
    volume = arn(graph, "ec2", "volume/", Pseudo("an id that AWS makes"))
    owner = text(graph, arn(graph, "ecs", "task/", Pseudo("the task")))
    tags: tuple[tuple[str, object], ...] = (
        (f"aws:RequestTag/{_MANAGED}", text(graph, Literal("true"))), ("aws:RequestTag/AmazonECSCreated", owner),
    )  # fmt: skip
    yield Action("ec2:CreateVolume", volume, "make the volume", tags)
    own = ((f"aws:ResourceTag/{_MANAGED}", text(graph, Literal("true"))),)
    yield Action("ec2:AttachVolume", volume, "attach the volume", own)
