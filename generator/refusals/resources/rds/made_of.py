"""Instances that are made of another or of a snapshot, and names that an engine does not take."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.texts import literal, number
from generator.refusals.exclusive import exclusive
from generator.refusals.refusal import Refusals
from generator.refusals.resources.rds.engines import INSTANCE, OPEN, engine_of
from generator.stack import Absent, Choice, Graph, Resource, Unknown

_GRAVITON = re.compile(r"db\.[a-z]+\dgd?\..+")


def made_of(_graph: Graph, instance: Resource) -> Iterator[str]:
    """What is told again of what it is made of.

    Sources: CloudFormation Template Reference, AWS::RDS::DBInstance, MasterUsername ("don't specify this property");
    "DBName must be null when Restoring for this Engine"; from memory, 2026-11.
    """
    for name in ("SourceDBInstanceIdentifier", "DBSnapshotIdentifier"):
        yield from exclusive(instance, name, "MasterUsername")
        if engine_of(instance) in (*OPEN, "") and name == "SourceDBInstanceIdentifier":
            yield from exclusive(instance, name, "DBName")
    if engine_of(instance) in OPEN:
        yield from exclusive(instance, "DBSnapshotIdentifier", "DBName")


def source_keeps_nothing(graph: Graph, instance: Resource) -> Iterator[str]:
    """Source: RDS User Guide, "Working with DB instance read replicas" (automated backups are on at the source);
    from memory, 2026-11."""
    source = graph.target(instance.get("SourceDBInstanceIdentifier"), INSTANCE)
    if source is not None and number(source.get("BackupRetentionPeriod")) == 0:
        yield f"{instance} is a replica of {source}, whose BackupRetentionPeriod is 0: it has no backups to start from"


def by_engine(_graph: Graph, instance: Resource) -> Iterator[str]:
    """Sources: RDS API Reference, CreateDBInstance, DBName ("Must be null" for SQL Server); RDS User Guide, "Supported
    DB engines for DB instance classes" (no Graviton for SQL Server and Oracle); from memory, 2026-11."""
    engine, kind = engine_of(instance), literal(instance.get("DBInstanceClass")) or ""
    if engine.startswith("sqlserver") and not isinstance(instance.get("DBName"), Absent | Choice | Unknown):
        yield f"{instance} has a DBName, which has to be absent with {engine}"
    if engine.startswith(("sqlserver", "oracle")) and _GRAVITON.fullmatch(kind):
        yield f"DBInstanceClass of {instance} is {kind}, of Graviton, which {engine} does not run on"


REFUSALS: Refusals = {
    INSTANCE: (
        made_of,
        source_keeps_nothing,
        by_engine,
    )
}
