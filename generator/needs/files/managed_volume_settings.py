"""Does EBS take what a service says of a volume that ECS makes, and can the containers write to it?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import Task, flag, items
from generator.ecs.texts import literal, number
from generator.logic import Truth
from generator.stack import Absent, Mapping

_LOOKED_AT = (
    "RoleArn", "SizeInGiB", "SnapshotId", "KmsKeyId", "VolumeType", "FilesystemType", "Encrypted", "TagSpecifications",
    "Iops", "Throughput",
)  # fmt: skip
_FILE_SYSTEMS, _OF_WINDOWS = ("ext3", "ext4", "xfs"), ("ntfs",)
_IOPS, _IOPS_A_GIB = range(3000, 16001), 500
_THROUGHPUT, _IOPS_A_MIB = range(125, 1001), 4
_LEAST_OF_DISKS = 125
_ROOT = ("", "0", "root", "0:0", "root:root")


def settings_in_doubt(name: str, ebs: Mapping, windows: bool) -> Iterator[str]:
    """Say which settings EBS may refuse; of file systems, a task for Windows has others.

    Source: ECS API Reference, ServiceManagedEBSVolumeConfiguration (filesystemType; gp3 up to 16,000 IOPS and 1,000
    MiB/s, where EC2's CreateVolume has 80,000 and 2,000: between the two it is not known); EC2 API Reference,
    CreateVolume (size by volume type); read 2026-11. How IOPS go with size and throughput was not looked up.
    """
    kind = "gp3" if isinstance(ebs.get("VolumeType"), Absent) else literal(ebs.get("VolumeType"))
    size, iops, throughput = (number(ebs.get(key)) for key in ("SizeInGiB", "Iops", "Throughput"))
    for key, _ in ebs.entries:
        if key not in _LOOKED_AT:
            yield f"{key} of the volume {name} is not looked at"
    fast = not all(isinstance(ebs.get(key), Absent) for key in ("Iops", "Throughput"))
    fits = (
        kind == "gp3"
        and (iops is None or (iops in _IOPS and size is not None and iops <= _IOPS_A_GIB * size))
        and (throughput is None or (throughput in _THROUGHPUT and throughput * _IOPS_A_MIB <= (iops or _IOPS[0])))
    )
    if fast and not (fits and (iops is not None or throughput is not None)):
        yield f"whether a volume {name} of {kind} and {size} GiB can have its Iops and Throughput is not known here"
    if kind not in ("gp2", "gp3", "st1", "sc1") and not (kind in ("io1", "io2") and iops is not None):
        yield f"whether EBS makes the volume {name} of the type {kind} is not known here"
    if kind in ("st1", "sc1") and (size is None or size < _LEAST_OF_DISKS):
        yield f"the volume {name} of {kind} has {size} GiB, and {_LEAST_OF_DISKS} are the least"
    system = ebs.get("FilesystemType")
    if not isinstance(system, Absent) and literal(system) not in (_OF_WINDOWS if windows else _FILE_SYSTEMS):
        yield f"whether ECS makes the file system {literal(system)} on the volume {name} is not known here"


def use_in_doubt(task: Task, name: str, volume: int) -> Iterator[str]:
    """Say what of a task may not go with a volume that ECS makes.

    Sources: ECS Developer Guide, "Specify Amazon EBS volume configuration at Amazon ECS deployment" (a container that
    writes to it runs as root), read 2026-11; "Balancing an Amazon ECS service across Availability Zones", not looked
    up, 2026-11.
    """
    assert task.definition is not None
    if not isinstance(task.definition.get("Volumes", volume, "Host"), Absent):
        yield f"the volume {name} is configured at launch, and has a Host as well"
    if task.service is not None and literal(task.service.get("AvailabilityZoneRebalancing")) == "ENABLED":
        yield f"whether {task.name}, which has a volume on EBS, is rebalanced between zones is not known here"
    for container in task.containers:
        for at, _ in items(container.get("MountPoints")):
            mounted = literal(container.get("MountPoints", at, "SourceVolume")) == name
            written = flag(container.get("MountPoints", at, "ReadOnly")) is not Truth.YES
            user = container.get("User")
            if mounted and written and not isinstance(user, Absent) and (literal(user) or "?") not in _ROOT:
                yield f"whether {container.name}, which is not root, may write to the volume {name} is not known here"
