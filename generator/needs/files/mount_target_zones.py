"""Does EFS make the mount targets of a file system: one in a zone, and of One Zone storage in that zone only?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from generator.ecs.network.subnets import SUBNET
from generator.ecs.network.zones import in_one_zone, is_in_zone
from generator.ecs.stores.file_systems import mount_targets
from generator.ecs.tasks import Task
from generator.logic import Answer, Truth, no, unknown
from generator.needs.cause import Fault
from generator.stack import Absent, Resource, shown


@dataclass(frozen=True)
class MountTargetRefused(Fault):
    """EFS refuses to create a mount target.

    ``variant`` is ``other zone`` when its file system is in one zone and its subnet in another, ``one zone`` when a
    file system in one zone has ``other`` already, and ``twice`` when the zone of its subnet has ``other`` already.
    """

    variant: str
    file_system: str
    subnet: str
    other: str = ""
    zone: str = ""


def targets_made(task: Task, file_system: Resource) -> Iterator[Answer]:
    """Answer for each mount target that is known to be refused, or may be.

    Source: EFS API Reference, CreateMountTarget (MountTargetConflict, AvailabilityZonesMismatch) and EFS User Guide,
    "Creating mount targets": one in a zone; One Zone file systems have a single one, in theirs. Read 2026-11.
    """
    graph, tasks = task.graph, (task.name,)
    targets = [each for each in mount_targets(graph, file_system)[0] if each.exists is not Truth.NO]
    own = file_system.get("AvailabilityZoneName")
    if not isinstance(own, Absent):
        for target in targets:
            subnet = graph.target(target.get("SubnetId"), SUBNET)
            there = is_in_zone(subnet, own) if subnet is not None else Truth.UNKNOWN
            if there is Truth.NO:
                told = (str(file_system), str(subnet), "", shown(own))
                yield no(MountTargetRefused(target, ("SubnetId",), tasks, "other zone", *told))
            elif there is Truth.UNKNOWN:
                yield unknown(f"whether {target} is in the one zone of {file_system}, {shown(own)}, is not known here")
    for first, second in combinations([each for each in targets if each.exists is Truth.YES], 2):
        one, another = (graph.target(each.get("SubnetId"), SUBNET) for each in (first, second))
        alike = one is not None and another is not None and in_one_zone(one, another) is Truth.YES
        if alike or not isinstance(own, Absent):
            told = (str(file_system), shown(second.get("SubnetId")), str(first), shown(own))
            yield no(MountTargetRefused(second, ("SubnetId",), tasks, "twice" if alike else "one zone", *told))
