"""Does a task find a mount target of a file system in its own zone, and get to it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.ecs.network.domains import host
from generator.ecs.network.subnets import same
from generator.ecs.network.zones import in_one_zone
from generator.ecs.stores.file_systems import PORT, mount_targets
from generator.ecs.tasks import Task, items
from generator.logic import Answer, Truth, no, some, unknown
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.network.connections import End, PortClosed, connect, task_end
from generator.needs.network.vpc_dns import any_names, private_names
from generator.stack import Listing, Resource, Value, shown

_HOST = "*.efs.{region}.{domain}"


@dataclass(frozen=True)
class MountTargetMissing(Fault):
    """A file system has no mount target where tasks need one.

    ``variant`` is ``none`` when it has none at all, ``zone`` when it has none in the zone of ``subnet``.
    """

    variant: str
    file_system: str
    task: str
    subnet: str = ""


@dataclass(frozen=True)
class MountTargetClosed(PortClosed):
    """Security groups keep tasks from the mount target in their zone."""


def reaches_targets(context: Context, task: Task, file_system: Resource) -> Iterator[Answer]:
    """Answer for each subnet of a task, and each mount target that is for it.

    The name of a file system leads to the mount target in the zone of who asks, and nowhere where there is none.
    Source: EFS User Guide, "Mounting EFS file systems", DNS names, and "Troubleshooting mount issues"; read 2026-11.
    """
    targets, complete = mount_targets(context.graph, file_system)
    tasks = (task.name,)
    if not targets and complete is Truth.YES:
        yield no(MountTargetMissing(file_system, (), tasks, "none", str(file_system), task.name))
        return
    if not targets:
        yield unknown(f"the mount targets of {file_system} are not created in these templates")
        return
    if not task.started:
        yield unknown(f"no service starts {task.name}, and the network that it is started in is not followed")
        return
    ends = list(_ends(context, task))
    if not ends:
        yield unknown(f"the network that mounts {file_system} for {task.name} is not known here")
    for end in ends:
        yield from _from_one(context, task, file_system, targets, complete, end)


def _ends(context: Context, task: Task) -> Iterator[End]:
    """What mounts a file system: the interface of a task on Fargate, or that of its host, whatever the task has.

    Source: ECS Developer Guide, "Use Amazon EFS volumes with Amazon ECS" (the agent mounts them on the instance); EFS
    User Guide, "Mounting EFS file systems"; from memory, 2026-11.
    """
    if task.fargate is not Truth.NO:
        if task.awsvpc is Truth.YES and isinstance(task.subnets, Listing):
            yield task_end(task)
        return
    if task.awsvpc is not Truth.NO:  # Whose interface the agent takes for tasks with one of their own is not looked at.
        return
    for hosts in context.hosts.certain(task):
        if isinstance(hosts.subnets, Listing):
            places = tuple(value for _, value in items(hosts.subnets))
            yield End(str(hosts), hosts.groups, places, hosts.place)


def _from_one(
    context: Context, task: Task, file_system: Resource, targets: tuple[Resource, ...], complete: Truth, end: End
) -> Iterator[Answer]:
    tasks = (task.name,)
    near: dict[str, list[tuple[Value, Truth]]] = {}
    for subnet in end.subnets:
        found = [(target, _together(context, subnet, target.get("SubnetId"))) for target in targets]
        verdict = some(each for _, each in found)
        if verdict is Truth.NO and complete is Truth.YES:
            named = str(context.network.subnets.resource(subnet) or shown(subnet))
            yield no(MountTargetMissing(file_system, (), tasks, "zone", str(file_system), task.name, named))
        elif verdict is not Truth.YES:
            yield unknown(f"whether {file_system} has a mount target in the zone of {shown(subnet)} is not known here")
        for target, each in found:
            if each is not Truth.NO:
                near.setdefault(target.path, []).append((subnet, each))
        yield from _finds_name(context, task, subnet, file_system)
    for target in targets:
        if target.path in near:
            yield _gets_to(context, task, target, near[target.path], end)


def _together(context: Context, subnet: Value, other: Value) -> Truth:
    """Tell whether two subnets are in one zone."""
    if subnet == other:
        return Truth.YES
    subnets = context.network.subnets
    first, second = subnets.resource(subnet), subnets.resource(other)
    return in_one_zone(first, second) if first is not None and second is not None else Truth.UNKNOWN


def _finds_name(context: Context, task: Task, subnet: Value, file_system: Resource) -> Iterator[Answer]:
    """Whether the name of the file system leads to it: what stands in the way of that.

    It is a private one, and without it tasks have nothing to look the address up with: "Failed to import necessary
    dependency botocore". Sources: EFS User Guide, "Using EFS mount helper" (it falls back to the address); reports of
    VPCs without DNS host names: ydamni/cloud-is-free, issue 3, and ComputeCanada/magic_castle, issue 109; read 2026-11.
    """
    network, tasks = context.network, (task.name,)
    vpc = network.subnets.vpc(subnet)
    if any_names(network.subnets, vpc, str(file_system), tasks) is None:
        private = private_names(network.subnets, vpc, file_system, tasks)
        if private.verdict is not Truth.YES:
            yield private
    resolution = context.paths.resolution
    if answer := resolution.name(vpc, host(_HOST, resolution.resolvers.region), str(file_system), tasks):
        yield answer


def _gets_to(context: Context, task: Task, target: Resource, near: list[tuple[Value, Truth]], source: End) -> Answer:
    subnets, network = tuple(subnet for subnet, _ in near), context.network
    own = network.subnets.vpc(target.get("SubnetId"))
    if any(
        same(network.subnets.vpc(subnet), own) is not Truth.YES and subnet != target.get("SubnetId")
        for subnet in subnets
    ):
        return unknown(f"whether {task.name} and {target} are in one VPC is not known here")
    end = End(str(target), target.get("SecurityGroups"), (target.get("SubnetId"),), target)
    answer = connect(network, replace(source, subnets=subnets), end, PORT, MountTargetClosed, (task.name,))
    if answer.verdict is Truth.NO and not any(each is Truth.YES for _, each in near):
        return unknown(
            f"{target} does not let {task.name} in, and whether it is in a zone of its tasks is not known here"
        )
    return answer
