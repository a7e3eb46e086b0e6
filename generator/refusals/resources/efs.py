"""What EFS refuses of file systems and access points."""

from __future__ import annotations

import re
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


_AFTER = re.compile(r"AFTER_(\d+)_DAYS?")


def archive(_graph: Graph, files: Resource) -> Iterator[str]:
    """Source: EFS API Reference, PutLifecycleConfiguration (TransitionToArchive is not set, or later than
    TransitionToIA); read 2026-11."""
    days = dict[str, int]()
    for index, _ in items(files.get("LifecyclePolicies")):
        for key in ("TransitionToIA", "TransitionToArchive"):
            if after := _AFTER.fullmatch(literal(files.get("LifecyclePolicies", index, key)) or ""):
                days[key] = int(after[1])
    if len(days) > 1 and days["TransitionToArchive"] <= days["TransitionToIA"]:
        yield f"TransitionToArchive of {files} is no later than its TransitionToIA"


def copies(_graph: Graph, files: Resource) -> Iterator[str]:
    """Source: EFS API Reference, DestinationToCreate, AvailabilityZoneName (a zone of the Region of the copy); from
    memory, 2026-11."""
    place = ("ReplicationConfiguration", "Destinations")
    for index, _ in items(files.get(*place)):
        region, zone = (literal(files.get(*place, index, key)) for key in ("Region", "AvailabilityZoneName"))
        if region and zone and zone[:-1].count("-") == 2 and not zone.startswith(region):
            yield f"ReplicationConfiguration of {files} names the zone {zone[:40]}, which is none of {region[:40]}"


def access_point(_graph: Graph, point: Resource) -> Iterator[str]:
    """Source: EFS API Reference, PosixUser and CreationInfo (0 to 4294967295); read 2026-11."""
    for steps in (("PosixUser",), ("RootDirectory", "CreationInfo")):
        for key in ("Uid", "Gid", "OwnerUid", "OwnerGid"):
            value = literal(point.get(*steps, key))
            if value is not None and not (value.isascii() and value.isdigit() and int(value) < 2**32):
                yield f"{key} of {point} is {value[:40]}, and 0 to 4294967295 is taken"


REFUSALS: Refusals = {
    "AWS::EFS::FileSystem": (file_system, archive, copies),
    "AWS::EFS::AccessPoint": (access_point,),
}
