"""What EFS refuses of file systems and access points."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Mapping, Resource


def file_system(_graph: Graph, files: Resource) -> Iterator[str]:
    amount = files.get("ProvisionedThroughputInMibps")
    if literal(files.get("ThroughputMode")) == "provisioned" and isinstance(amount, Absent):
        yield f"{files} has the ThroughputMode provisioned, and no ProvisionedThroughputInMibps"
    if literal(files.get("ThroughputMode")) in ("bursting", "elastic") and not isinstance(amount, Absent):
        yield f"{files} has a ProvisionedThroughputInMibps, and its ThroughputMode is not provisioned"
    elif isinstance(files.get("ThroughputMode"), Absent) and not isinstance(amount, Absent):
        yield f"{files} has a ProvisionedThroughputInMibps, and no ThroughputMode provisioned"
    if (literal(files.get("Encrypted")) or "").lower() == "false" and not isinstance(files.get("KmsKeyId"), Absent):
        yield f"{files} has a KmsKeyId, and is not encrypted"
    mode, worked = literal(files.get("ThroughputMode")), literal(files.get("PerformanceMode"))
    if mode == "elastic" and worked == "maxIO":
        yield f"{files} has the ThroughputMode elastic, which the PerformanceMode maxIO does not have"
    for index, value in items(files.get("LifecyclePolicies")):
        moves = [name for name, _ in value.entries] if isinstance(value, Mapping) else []
        if len(moves) > 1:
            yield f"LifecyclePolicies.{index} of {files} has {' and '.join(moves)}, and one is taken in an item"


def access_point(_graph: Graph, point: Resource) -> Iterator[str]:
    """Source: EFS API Reference, PosixUser and CreationInfo (0 to 4294967295); read 2026-11."""
    for steps in (("PosixUser",), ("RootDirectory", "CreationInfo")):
        for key in ("Uid", "Gid", "OwnerUid", "OwnerGid"):
            value = literal(point.get(*steps, key))
            if value is not None and not (value.isascii() and value.isdigit() and int(value) < 2**32):
                yield f"{key} of {point} is {value[:40]}, and 0 to 4294967295 is taken"


REFUSALS: Refusals = {
    "AWS::EFS::FileSystem": (file_system,),
    "AWS::EFS::AccessPoint": (access_point,),
}
