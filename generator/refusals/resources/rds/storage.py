"""What RDS refuses of the storage of a database: size, IOPS, throughput, logs and keys."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.texts import literal, number
from generator.refusals.refusal import Refusals
from generator.refusals.resources.rds.engines import CLUSTER, INSTANCE, OPEN, engine_of
from generator.stack import Absent, Graph, Resource, Value

_WITH_IOPS = ("io1", "io2")
_OF_A_GIB = {"io1": 50, "io2": 1000}
_SMALL = {"postgres": 400, "mysql": 400, "mariadb": 400}
"""GiB of gp3 below which IOPS and throughput are not to be set. Source: RDS User Guide, "gp3 storage"."""


def storage(_graph: Graph, instance: Resource) -> Iterator[str]:
    """Source: RDS User Guide, "gp3 storage" ("You can't specify IOPS or storage throughput for engine postgres and a
    storage size less than 400", in public logs, read 2026-11) and dedicated log volumes; the latter not looked up."""
    engine = engine_of(instance)
    kind = (literal(instance.get("StorageType")) or "").lower()
    least, most = (number(instance.get(key)) for key in ("AllocatedStorage", "MaxAllocatedStorage"))
    if least is not None and most is not None and most <= least:
        yield f"MaxAllocatedStorage of {instance} is {most}, which is not above its AllocatedStorage of {least}"
    for key in ("Iops", "StorageThroughput"):
        small = kind == "gp3" and engine in _SMALL and least is not None and least < _SMALL[engine]
        if small and (number(instance.get(key)) or 0) > 0:
            yield f"{key} of {instance} is set, which gp3 of less than {_SMALL[engine]} GiB does not take"
    if kind in _WITH_IOPS and isinstance(instance.get("Iops"), Absent):
        yield f"{instance} has storage of the type {kind}, and no Iops"
    if _true(instance.get("DedicatedLogVolume")) and kind not in ("", *_WITH_IOPS):
        yield f"{instance} has a DedicatedLogVolume, and storage of the type {kind}"
    keyed = not isinstance(instance.get("KmsKeyId"), Absent)
    if keyed and (literal(instance.get("StorageEncrypted")) or "").lower() == "false":
        yield f"{instance} has a KmsKeyId, and is not encrypted"


def _true(value: Value) -> bool:
    return (literal(value) or "").lower() == "true"


def speed_and_growth(_graph: Graph, instance: Resource) -> Iterator[str]:
    """Source: RDS API Reference, CreateDBInstance, AllocatedStorage (100 GiB and more for io1 and io2 of these engines;
    20 for SQL Server); ministryofjustice/cloud-platform-environments #24422 ("The maximum allocated storage must be
    increased by at least 10 percent") and #7483 ("Max storage size must be greater than storage size"); troposphere
    #1004 (50 IOPS a GiB of io1 at most); read 2026-11. RDS User Guide, "Amazon RDS DB instance storage" (IOPS are of
    io1, io2 and gp3; a thousand IOPS a GiB of io2 at most); not looked up."""
    kind = (literal(instance.get("StorageType")) or "").lower()
    size, iops = number(instance.get("AllocatedStorage")), number(instance.get("Iops"))
    if kind in ("gp2", "standard") and (iops or 0) > 0:
        yield f"Iops of {instance} is set, which storage of the type {kind} does not take"
    fast = kind in _WITH_IOPS and engine_of(instance) in OPEN
    of_gib = _OF_A_GIB.get(kind, 0)
    if fast and size is not None and iops is not None and (size < 100 or iops > of_gib * size):
        yield f"{instance} has {size} GiB of {kind} with {iops} IOPS: 100 GiB and {of_gib} IOPS a GiB are taken"
    most = number(instance.get("MaxAllocatedStorage"))
    if kind == "standard" and most is not None:
        yield f"MaxAllocatedStorage of {instance} is set, which storage of the type standard does not take"
    if size is not None and most is not None and size < most < 1.1 * size:
        yield f"MaxAllocatedStorage of {instance} is {most}, less than 10 percent above its AllocatedStorage of {size}"


def storage_of_cluster(_graph: Graph, cluster: Resource) -> Iterator[str]:
    """Source: RDS API Reference, CreateDBCluster, Iops (required for a Multi-AZ DB cluster); read 2026-11."""
    kind = literal(cluster.get("StorageType"))
    of_three = (literal(cluster.get("Engine")) or "") in OPEN
    if of_three and kind in ("io1", "io2") and isinstance(cluster.get("Iops"), Absent):
        yield f"{cluster} has storage of the type {kind}, and no Iops"


REFUSALS: Refusals = {
    INSTANCE: (
        storage,
        speed_and_growth,
    ),
    CLUSTER: (storage_of_cluster,),
}
