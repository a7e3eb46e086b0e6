"""Does anything answer for a cluster: it has an address as soon as it exists, but its instances take the connections.

Source: Amazon Aurora User Guide, "Amazon Aurora DB clusters"; Amazon DocumentDB Developer Guide, "How it works"; Amazon
Neptune User Guide, "DB clusters and instances"; read 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.stores.databases import CLUSTER, INSTANCE
from generator.ecs.tasks import Task
from generator.logic import Answer, no, unknown
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.stack import Absent, Resource


@dataclass(frozen=True)
class ClusterWithoutInstance(Fault):
    """A cluster whose address tasks are told has no instance."""

    cluster: str
    member: str
    task: str


def members_answer(context: Context, task: Task, cluster: Resource, kind: str) -> Iterator[Answer]:
    """Answer for a cluster that has no instance of the type ``kind``, or may have none; empty for no such type."""
    if not kind:
        return
    graph, members = context.graph, []
    complete = graph.closed(cluster)
    for instance in graph.of_type(kind):
        of = graph.target(instance.get("DBClusterIdentifier"), cluster.type)
        members += [instance] if of is cluster else []
        complete = complete and (of is not None or isinstance(instance.get("DBClusterIdentifier"), Absent))
    if not members and complete:
        yield no(ClusterWithoutInstance(cluster, (), (task.name,), str(cluster), kind, task.name))
    elif not members:
        yield unknown(f"the instances of {cluster} are not seen here")


def database_members(context: Context, task: Task, cluster: Resource) -> Iterator[Answer]:
    """Answer for a cluster of RDS: one of Multi-AZ, or of the first serverless kind, needs no instances of its own."""
    settings = ("DBClusterInstanceClass", "EngineMode", "ClusterScalabilityType")
    if cluster.type == CLUSTER and all(isinstance(cluster.get(key), Absent) for key in settings):
        yield from members_answer(context, task, cluster, INSTANCE)
