"""What RDS refuses of an instance: logs, licenses, backups and features that do not go together."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import flag, items
from generator.ecs.texts import literal, number
from generator.logic import Truth
from generator.refusals.refusal import Refusals
from generator.refusals.resources.rds.engines import INSTANCE, OPEN, engine_of
from generator.stack import Absent, Graph, Literal, Resource, Value

_SMALL = {"postgres": 400, "mysql": 400, "mariadb": 400}
"""GiB of gp3 below which IOPS and throughput are not to be set. Source: RDS User Guide, "gp3 storage"."""
_LOGS = {
    "postgres": ("postgresql", "upgrade", "iam-db-auth-error"),
    "mysql": ("audit", "error", "general", "slowquery", "iam-db-auth-error"),
    "mariadb": ("audit", "error", "general", "slowquery", "iam-db-auth-error"),
}
_LICENSES = {"postgres": "postgresql-license", "mysql": "general-public-license", "mariadb": "general-public-license"}


def settings(_graph: Graph, instance: Resource) -> Iterator[str]:
    """Say what is refused.

    Source: RDS API Reference, CreateDBInstance, the properties that are named; read 2026-11.
    """
    engine = engine_of(instance)
    known = _LOGS.get(engine)
    for _, value in items(instance.get("EnableCloudwatchLogsExports")):
        if known and (text := literal(value)) is not None and text not in known:
            yield f"EnableCloudwatchLogsExports of {instance} has {text[:40]}, which {engine} does not write"
    license_model = literal(instance.get("LicenseModel"))
    if license_model and engine in _LICENSES and license_model != _LICENSES[engine]:
        yield f"LicenseModel of {instance} is {license_model[:40]}, and {engine} has {_LICENSES[engine]}"
    if _true(instance.get("ManageMasterUserPassword")) and not isinstance(instance.get("MasterUserPassword"), Absent):
        yield f"{instance} has a MasterUserPassword, and ManageMasterUserPassword, which makes one"
    kept = number(instance.get("BackupRetentionPeriod"))
    if kept is not None and not 0 <= kept <= 35:
        yield f"BackupRetentionPeriod of {instance} is {kept}, and 0 to 35 are taken"
    if engine in _SMALL and not isinstance(instance.get("CharacterSetName"), Absent):
        yield f"{instance} has a CharacterSetName, which {engine} does not take"


def _true(value: Value) -> bool:
    return (literal(value) or "").lower() == "true"


def of_a_cluster(_graph: Graph, instance: Resource) -> Iterator[str]:
    """Say what is refused.

    Source: RDS API Reference, CreateDBInstance (names of 63 or 64 characters, and no reserved words); read 2026-11. RDS
    User Guide, "Limits for Amazon RDS" (which words are reserved); not looked up.
    """
    engine = engine_of(instance)
    of_cluster = not isinstance(instance.get("DBClusterIdentifier"), Absent)
    if engine in OPEN and of_cluster and not isinstance(instance.get("MasterUsername"), Absent):
        yield f"{instance} is of a cluster (DBClusterIdentifier), and has a MasterUsername"
    if engine.startswith("aurora") and not of_cluster:
        yield f"{instance} is of {engine}, and of no cluster (DBClusterIdentifier)"
    if engine in OPEN and literal(instance.get("DBInstanceClass")) == "db.serverless":
        yield f"DBInstanceClass of {instance} is db.serverless, which {engine} does not have"
    again = ("DBSnapshotIdentifier", "SourceDBInstanceIdentifier", "SourceDbiResourceId", "SourceDBClusterIdentifier",
             "RestoreTime", "SourceDBInstanceAutomatedBackupsArn", "DBClusterSnapshotIdentifier")  # fmt: skip
    made_anew = all(isinstance(instance.get(name), Absent) for name in again) and not of_cluster
    if made_anew and engine in OPEN and isinstance(instance.get("AllocatedStorage"), Absent):
        yield f"{instance} has no AllocatedStorage"


def copied_backups(graph: Graph, instance: Resource) -> Iterator[str]:
    """Source: RDS API Reference, StartDBInstanceAutomatedBackupsReplication (another Region); not looked
    up, 2026-11."""
    here, other = literal(graph.pseudo("AWS::Region")), literal(instance.get("AutomaticBackupReplicationRegion"))
    if here is not None and here == other:
        yield f"{instance} copies its backups to {here}, where they are"


def features(_graph: Graph, instance: Resource) -> Iterator[str]:
    """Source: pulumi-aws #5286 ("To enable the Advanced mode of Database Insights, ... set the retention period for
    Performance Insights to at least 465 days"); read 2026-11. RDS User Guide, "Turning Performance Insights on and off"
    and "Kerberos authentication"; not looked up. The API reference says of no parameter here what else it needs;
    Aurora's instances have the mode of their cluster (CreateDBInstance, DatabaseInsightsMode; read 2026-11)."""
    engine = engine_of(instance)
    insights = flag(instance.get("EnablePerformanceInsights")) is not Truth.NO
    insights = insights and not isinstance(instance.get("EnablePerformanceInsights"), Absent)
    watched = literal(instance.get("DatabaseInsightsMode"))
    for name in ("PerformanceInsightsKMSKeyId", "PerformanceInsightsRetentionPeriod"):
        unset = isinstance(instance.get("EnablePerformanceInsights"), Absent) or not insights
        known = isinstance(instance.get("EnablePerformanceInsights"), Absent | Literal)
        if unset and known and not isinstance(instance.get(name), Absent) and watched in (None, "standard"):
            yield f"{instance} has {name}, and no EnablePerformanceInsights"
    kept = instance.get("PerformanceInsightsRetentionPeriod")
    days = 7 if isinstance(kept, Absent) else number(kept)
    if (
        watched == "advanced"
        and not engine.startswith("aurora")
        and (not insights or (days is not None and days < 465))
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


def event_subscription(_graph: Graph, subscription: Resource) -> Iterator[str]:
    """Source: RDS API Reference, CreateEventSubscription (SourceIds need a SourceType); read 2026-11."""
    if list(items(subscription.get("SourceIds"))) and isinstance(subscription.get("SourceType"), Absent):
        yield f"{subscription} has SourceIds, and no SourceType"


def monitoring(_graph: Graph, instance: Resource) -> Iterator[str]:
    """Source: azavea/terraform-aws-postgresql-rds #31 ("You must specify a MonitoringInterval value other than 0 when
    you specify a MonitoringRoleARN value"); read 2026-11."""
    interval = instance.get("MonitoringInterval")
    told = not isinstance(instance.get("MonitoringRoleArn"), Absent)
    if told and (isinstance(interval, Absent) or number(interval) == 0):
        yield f"{instance} has a MonitoringRoleArn, and no MonitoringInterval above 0"


def default_version(graph: Graph, instance: Resource) -> Iterator[str]:
    """Source: RDS User Guide, "Working with parameter groups" (a family is one of a major version); from memory,
    2026-11."""
    group = graph.target(instance.get("DBParameterGroupName"), "AWS::RDS::DBParameterGroup")
    made_anew = all(
        isinstance(instance.get(name), Absent)
        for name in ("EngineVersion", "DBSnapshotIdentifier", "SourceDBInstanceIdentifier", "DBClusterIdentifier")
    )
    if group is not None and made_anew and (family := literal(group.get("Family"))):
        yield f"{instance} has no EngineVersion, and whether that of today's default is of {family[:40]} is not known"


REFUSALS: Refusals = {
    INSTANCE: (
        settings,
        of_a_cluster,
        copied_backups,
        features,
        monitoring,
        default_version,
    ),
    "AWS::RDS::EventSubscription": (event_subscription,),
}
