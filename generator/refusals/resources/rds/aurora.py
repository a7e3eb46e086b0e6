"""What RDS refuses of Aurora: capacities that there are none of, modes, classes, and instances unlike their cluster."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.texts import literal, number
from generator.refusals.refusal import Refusals
from generator.refusals.resources.rds.engines import CLUSTER, INSTANCE, engine_of
from generator.stack import Absent, Graph, Resource

_SCALING = "ServerlessV2ScalingConfiguration"
_LAST_OF_V1 = {"aurora-postgresql": 13, "aurora-mysql": 5}
_NO_CLASSES = re.compile(r"db\.(m\d[a-z]*\..+|t[234]g?\.(nano|micro)|t[34]g\.small)")
_OF_CLUSTER = ("MasterUsername", "MasterUserPassword", "ManageMasterUserPassword")


def capacity(_graph: Graph, cluster: Resource) -> Iterator[str]:
    """Source: RDS API Reference, ServerlessV2ScalingConfiguration (half steps from 0, at most 256, the maximum 1 at
    the least; a pause after 300 to 86,400 seconds); from memory, 2026-11."""
    found: dict[str, float] = {}
    for name, least in (("MinCapacity", 0.0), ("MaxCapacity", 1.0)):
        text = literal(cluster.get(_SCALING, name)) or ""
        if not re.fullmatch(r"-?\d+(\.\d+)?", text):
            continue
        found[name] = float(text)
        if not least <= found[name] <= 256 or found[name] * 2 % 1:
            yield f"{_SCALING}.{name} of {cluster} is {text}, and {least:g} to 256 in steps of 0.5 are taken"
    if len(found) == 2 and found["MinCapacity"] > found["MaxCapacity"]:
        low, high = found["MinCapacity"], found["MaxCapacity"]
        yield f"{_SCALING} of {cluster} has a MinCapacity of {low:g}, above its MaxCapacity of {high:g}"
    pause = number(cluster.get(_SCALING, "SecondsUntilAutoPause"))
    if pause is not None and not 300 <= pause <= 86_400:
        yield f"{_SCALING}.SecondsUntilAutoPause of {cluster} is {pause}, and 300 to 86400 are taken"


def mode(_graph: Graph, cluster: Resource) -> Iterator[str]:
    """A mode of the first Aurora Serverless, for a version that it never had, or beside the settings of the second.

    Source: aws/aws-cdk #20197 ("The engine mode serverless you requested is currently unavailable", from PostgreSQL
    14 on); excerpt read 2026-11.
    """
    if literal(cluster.get("EngineMode")) != "serverless":
        return
    engine, version = engine_of(cluster), literal(cluster.get("EngineVersion")) or ""
    major = version.partition(".")[0]
    if engine in _LAST_OF_V1 and major.isdigit() and int(major) > _LAST_OF_V1[engine]:
        yield f"EngineMode of {cluster} is serverless, which {engine} {version[:40]} does not have (it is provisioned)"
    elif not isinstance(cluster.get(_SCALING), Absent):
        yield f"EngineMode of {cluster} is serverless, and {_SCALING} is for provisioned clusters"


def member(graph: Graph, instance: Resource) -> Iterator[str]:
    """An instance of a cluster.

    Source: RDS API Reference, CreateDBInstance (Engine as the cluster's; the master user is the cluster's); Aurora User
    Guide, "Supported DB engines for DB instance classes" (no db.m, no micro); from memory, 2026-11.
    """
    engine, kind = engine_of(instance), literal(instance.get("DBInstanceClass")) or ""
    cluster = graph.target(instance.get("DBClusterIdentifier"), CLUSTER)
    own = engine_of(cluster) if cluster is not None else ""
    if own and engine and own != engine:
        yield f"Engine of {instance} is {engine}, and that of its cluster {cluster} is {own}"
    if not engine.startswith("aurora"):
        return
    if _NO_CLASSES.fullmatch(kind):
        yield f"DBInstanceClass of {instance} is {kind}, which {engine} does not run on"
    for name in _OF_CLUSTER if not isinstance(instance.get("DBClusterIdentifier"), Absent) else ():
        if literal(instance.get(name)) not in (None, "false"):
            yield f"{instance} is of a cluster (DBClusterIdentifier), and has a {name}, which is the cluster's"


def kind_of_group(graph: Graph, database: Resource) -> Iterator[str]:
    """Source: RDS API Reference, CreateDBCluster and CreateDBInstance ("DBClusterParameterGroup not found"); from
    memory, 2026-11."""
    of_cluster = database.type == CLUSTER
    key = "DBClusterParameterGroupName" if of_cluster else "DBParameterGroupName"
    other = graph.target(
        database.get(key), f"AWS::RDS::{'DBParameterGroup' if of_cluster else 'DBClusterParameterGroup'}"
    )
    if other is not None:
        yield f"{key} of {database} is {other}, which is of the type {other.type}"


REFUSALS: Refusals = {
    CLUSTER: (
        kind_of_group,
        capacity,
        mode,
    ),
    INSTANCE: (
        kind_of_group,
        member,
    ),
}
