"""Names, users, passwords, groups and features of databases that RDS refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.tasks import flag, items
from generator.ecs.texts import literal, number
from generator.logic import Truth
from generator.stack import Absent, Graph, Literal, Reference, Resource

INSTANCE, CLUSTER, SUBNETS, PARAMETERS = (
    "AWS::RDS::DBInstance", "AWS::RDS::DBCluster", "AWS::RDS::DBSubnetGroup", "AWS::RDS::DBParameterGroup",
)  # fmt: skip
_OPEN = ("postgres", "mysql", "mariadb")
_KEPT = {
    "postgres": {"postgres", "rdsadmin", "admin", "user", "public", "all", "authorization", "between", "both", "case",
                 "check", "column", "current_user", "default", "end", "from", "grant", "group", "in", "into", "limit",
                 "new", "not", "null", "offset", "old", "only", "or", "order", "primary", "references", "select",
                 "session_user", "table", "then", "to", "true", "union", "unique", "using", "when", "where"},
    "mysql": {"rdsadmin", "mysql", "root", "select", "table", "user", "group", "order", "key", "index"},
}  # fmt: skip
_DATABASES = {
    "postgres": {"template0", "template1", "rdsadmin"},
    "mysql": {"mysql", "information_schema", "performance_schema", "sys", "rdsadmin", "innodb"},
}
"""Databases that the server has of its own. Source: RDS API Reference, CreateDBInstance, DBName; from memory."""
_DEFAULT = re.compile(r"default[.:](aurora-postgresql|aurora-mysql|postgres|mysql|mariadb)-?([0-9.-]*)")
_FAMILY = re.compile(r"(aurora-postgresql|aurora-mysql|postgres|mysql|mariadb)[0-9.]+"
                     r"|(oracle|sqlserver|db2|custom|docdb|neptune)-?.*")  # fmt: skip


def _of_instance(graph: Graph, instance: Resource) -> Iterator[str]:
    """Say what is refused.

    Source: RDS API Reference, CreateDBInstance; RDS User Guide, "Limits for Amazon RDS" (names); from memory, 2026-11.
    """
    engine = (literal(instance.get("Engine")) or "").lower()
    of_cluster = not isinstance(instance.get("DBClusterIdentifier"), Absent)
    yield from _of_names(instance, engine)
    yield from _of_default_groups(instance, engine)
    if engine in _OPEN and of_cluster and not isinstance(instance.get("MasterUsername"), Absent):
        yield f"{instance} is of a cluster (DBClusterIdentifier), and has a MasterUsername"
    if engine.startswith("aurora") and not of_cluster:
        yield f"{instance} is of {engine}, and of no cluster (DBClusterIdentifier)"
    if engine in _OPEN and literal(instance.get("DBInstanceClass")) == "db.serverless":
        yield f"DBInstanceClass of {instance} is db.serverless, which {engine} does not have"
    again = ("DBSnapshotIdentifier", "SourceDBInstanceIdentifier", "SourceDbiResourceId", "SourceDBClusterIdentifier",
             "RestoreTime", "SourceDBInstanceAutomatedBackupsArn", "DBClusterSnapshotIdentifier")  # fmt: skip
    made_anew = all(isinstance(instance.get(name), Absent) for name in again) and not of_cluster
    if made_anew and engine in _OPEN and isinstance(instance.get("AllocatedStorage"), Absent):
        yield f"{instance} has no AllocatedStorage"
    yield from _of_storage(instance)
    yield from _of_features(instance, engine)
    yield from _of_windows(instance)
    group = graph.target(instance.get("DBSubnetGroupName"), SUBNETS)
    zone = literal(instance.get("AvailabilityZone"))
    zones = [literal(place.get("AvailabilityZone")) if (place := graph.target(each, "AWS::EC2::Subnet")) else None
             for _, each in items(group.get("SubnetIds"))] if group else []  # fmt: skip
    if zone and zones and None not in zones and zone not in zones:
        yield f"AvailabilityZone of {instance} is {zone}, where {group} has no subnet"


def _of_names(instance: Resource, engine: str) -> Iterator[str]:
    kept = _KEPT.get("postgres" if engine.endswith(("postgres", "postgresql")) else "mysql", set())
    user, name = literal(instance.get("MasterUsername")), literal(instance.get("DBName"))
    if user and engine.startswith(("postgres", "aurora-postgres")):
        if user.lower().startswith("pg_") or user.lower() in kept - {"postgres"}:
            yield f"MasterUsername of {instance} is {user[:40]}, which {engine} keeps for itself"
    elif user and engine in ("mysql", "mariadb", "aurora-mysql") and user.lower() in {"rdsadmin", "mysql"}:
        yield f"MasterUsername of {instance} is {user[:40]}, which {engine} keeps for itself"
    if name is not None and engine in _OPEN:
        own = _DATABASES.get("postgres" if engine == "postgres" else "mysql", set())
        if name.lower() in own or (engine == "postgres" and name.lower() in kept - {"postgres", "admin", "public"}):
            yield f"DBName of {instance} is {name[:40]}, a word that {engine} keeps"
        elif len(name) > (63 if engine == "postgres" else 64):
            yield f"DBName of {instance} has {len(name)} characters, and {63 if engine == 'postgres' else 64} are taken"


def _of_default_groups(instance: Resource, engine: str) -> Iterator[str]:
    version = literal(instance.get("EngineVersion")) or ""
    for key in ("DBParameterGroupName", "OptionGroupName"):
        found = _DEFAULT.fullmatch(literal(instance.get(key)) or "")
        if not found or not engine:
            continue
        major = found[2].replace("-", ".").strip(".").split(".")
        if found[1] != engine or (version[:1].isdigit() and version.split(".")[: len(major)] != major):
            yield f"{key} of {instance} is {found[0]}, and it is {engine} {version}"


def _of_storage(instance: Resource) -> Iterator[str]:
    """Source: RDS User Guide, "Amazon RDS DB instance storage" (IOPS are of io1, io2 and gp3; 100 GiB and more for io1
    and io2; a thousand IOPS a GiB at most; a limit of growth 10 percent above); from memory, 2026-11."""
    kind = (literal(instance.get("StorageType")) or "").lower()
    size, iops = number(instance.get("AllocatedStorage")), number(instance.get("Iops"))
    if kind in ("gp2", "standard") and (iops or 0) > 0:
        yield f"Iops of {instance} is set, which storage of the type {kind} does not take"
    if kind in ("io1", "io2") and size is not None and iops is not None and (size < 100 or iops > 1000 * size):
        yield f"{instance} has {size} GiB of {kind} with {iops} IOPS: 100 GiB and more, and 1000 IOPS a GiB, are taken"
    most = number(instance.get("MaxAllocatedStorage"))
    if kind == "standard" and most is not None:
        yield f"MaxAllocatedStorage of {instance} is set, which storage of the type standard does not take"
    if size is not None and most is not None and size < most < 1.1 * size:
        yield f"MaxAllocatedStorage of {instance} is {most}, less than 10 percent above its AllocatedStorage of {size}"


def _of_features(instance: Resource, engine: str) -> Iterator[str]:
    """Source: RDS API Reference, CreateDBInstance, the parameters that are named; from memory, 2026-11."""
    insights = flag(instance.get("EnablePerformanceInsights")) is Truth.YES
    watched = literal(instance.get("DatabaseInsightsMode"))
    for name in ("PerformanceInsightsKMSKeyId", "PerformanceInsightsRetentionPeriod"):
        unset = isinstance(instance.get("EnablePerformanceInsights"), Absent) or not insights
        known = isinstance(instance.get("EnablePerformanceInsights"), Absent | Literal)
        if unset and known and not isinstance(instance.get(name), Absent) and watched in (None, "standard"):
            yield f"{instance} has {name}, and no EnablePerformanceInsights"
    if watched == "advanced" and (
        not insights or (number(instance.get("PerformanceInsightsRetentionPeriod")) or 0) < 465
    ):
        yield f"DatabaseInsightsMode of {instance} is advanced, which needs Performance Insights kept for 465 days"
    if not isinstance(instance.get("Domain"), Absent) and isinstance(instance.get("DomainIAMRoleName"), Absent):
        yield f"{instance} has a Domain, and no DomainIAMRoleName"
    unmanaged = (literal(instance.get("ManageMasterUserPassword")) or "").lower() == "false"
    if unmanaged and not isinstance(instance.get("MasterUserSecret"), Absent):
        yield f"{instance} has a MasterUserSecret, and no ManageMasterUserPassword"
    several = flag(instance.get("MultiAZ")) is Truth.YES
    if several and not isinstance(instance.get("SecondaryAvailabilityZone"), Absent):
        yield f"{instance} has a SecondaryAvailabilityZone, which RDS chooses by itself"
    for index, _ in items(instance.get("AssociatedRoles")):
        feature = literal(instance.get("AssociatedRoles", index, "FeatureName"))
        if engine == "postgres" and feature not in (None, "", "s3Import", "s3Export", "Lambda"):
            yield f"AssociatedRoles of {instance} has the feature {feature[:40]}, which {engine} does not have"


def _of_windows(resource: Resource) -> Iterator[str]:
    """Half an hour at the least. Source: RDS API Reference, PreferredBackupWindow; ElastiCache API Reference,
    SnapshotWindow and PreferredMaintenanceWindow (sixty minutes); read 2026-11."""
    cache = resource.type.startswith("AWS::ElastiCache")
    wanted = {"PreferredBackupWindow": 30, "PreferredMaintenanceWindow": 60 if cache else 30, "SnapshotWindow": 60}
    for name, least in wanted.items():
        text = literal(resource.get(name)) or ""
        found = re.fullmatch(r"(?:([a-z]{3}):)?(\d\d):(\d\d)-(?:([a-z]{3}):)?(\d\d):(\d\d)", text.lower())
        if found is None or found[1] != found[4]:
            continue
        lasts = (int(found[5]) - int(found[2])) * 60 + int(found[6]) - int(found[3])
        if lasts % (24 * 60) < least:
            yield f"{name} of {resource} is {text}, and lasts less than {least} minutes"


def _of_window(_graph: Graph, resource: Resource) -> Iterator[str]:
    yield from _of_windows(resource)


def _of_cluster(_graph: Graph, cluster: Resource) -> Iterator[str]:
    """Source: RDS API Reference, CreateDBCluster, Iops (required for io1 and io2); from memory, 2026-11."""
    yield from _of_windows(cluster)
    kind = literal(cluster.get("StorageType"))
    of_three = (literal(cluster.get("Engine")) or "") in _OPEN
    if of_three and kind in ("io1", "io2") and isinstance(cluster.get("Iops"), Absent):
        yield f"{cluster} has storage of the type {kind}, and no Iops"


def _of_subscription(_graph: Graph, subscription: Resource) -> Iterator[str]:
    """Source: RDS API Reference, CreateEventSubscription (SourceIds need a SourceType); from memory, 2026-11."""
    if list(items(subscription.get("SourceIds"))) and isinstance(subscription.get("SourceType"), Absent):
        yield f"{subscription} has SourceIds, and no SourceType"


def _of_subnets(_graph: Graph, group: Resource) -> Iterator[str]:
    """Source: RDS API Reference, CreateDBSubnetGroup (subnets of two zones); from memory, 2026-11."""
    places = [value for _, value in items(group.get("SubnetIds"))]
    if places and all(isinstance(each, Reference | Literal) for each in places) and len(set(places)) == 1:
        yield f"{group} has one subnet, and subnets of two zones are needed"


def _of_parameters(_graph: Graph, group: Resource) -> Iterator[str]:
    family, told = literal(group.get("Family")), group.get("Description")
    if family and not _FAMILY.fullmatch(family):
        yield f"Family of {group} is {family[:40]}, which is none on record"
    if literal(told) == "":
        yield f"Description of {group} is empty"


def _of_options(_graph: Graph, group: Resource) -> Iterator[str]:
    """Source: RDS User Guide, "Working with option groups" (PostgreSQL has no options); from memory, 2026-11."""
    if literal(group.get("EngineName")) == "postgres" and list(items(group.get("OptionConfigurations"))):
        yield f"{group} has OptionConfigurations, and postgres has no options"


OF_DATABASE_NAMES = {
    INSTANCE: _of_instance,
    CLUSTER: _of_cluster,
    "AWS::RDS::EventSubscription": _of_subscription,
    "AWS::ElastiCache::ReplicationGroup": _of_window,
    "AWS::ElastiCache::CacheCluster": _of_window,
    SUBNETS: _of_subnets,
    PARAMETERS: _of_parameters,
    "AWS::RDS::OptionGroup": _of_options,
}
