"""Does a proxy of RDS get to the database behind it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.databases import Database
from generator.ecs.stores import Store
from generator.ecs.subnets import same
from generator.ecs.tasks import Task, items
from generator.logic import Answer, Truth, any_of, no, unknown
from generator.needs.cause import Fault
from generator.needs.connections import End, PortClosed, connect
from generator.needs.context import Context
from generator.needs.store_places import store_end
from generator.stack import Absent

PROXY, TARGETS = "AWS::RDS::DBProxy", "AWS::RDS::DBProxyTargetGroup"


@dataclass(frozen=True)
class ProxyPortClosed(PortClosed):
    """A proxy does not get to its database."""


@dataclass(frozen=True)
class ProxyWithoutTarget(Fault):
    """A proxy leads to no database."""

    proxy: str
    task: str


def proxy_answers(context: Context, task: Task, store: Store) -> Iterator[Answer]:
    """Answer for each database that a proxy leads to; nothing for what is no proxy."""
    if store.resource.type != PROXY:
        return
    graph, found = context.graph, False
    for group in graph.of_type(TARGETS):
        proxy = graph.target(group.get("DBProxyName"), PROXY)
        if proxy is not None and proxy is not store.resource:
            continue
        if proxy is None:
            yield unknown(f"which proxy {group} is of is not known here")
        found = True
        named = [
            value for key in ("DBInstanceIdentifiers", "DBClusterIdentifiers") for _, value in items(group.get(key))
        ]
        for value in named:
            database = context.databases.database(value)
            if database is None:
                yield unknown(f"the database behind {store} is not created in these templates")
            else:
                yield _gets_to(context, task, store, database)
        if not named:
            unset = all(isinstance(group.get(key), Absent) for key in ("DBInstanceIdentifiers", "DBClusterIdentifiers"))
            if unset and graph.closed(store.resource):
                yield no(ProxyWithoutTarget(group, (), (task.name,), str(store), task.name))
            else:
                yield unknown(f"the database behind {store} is not known here")
    if not found and graph.closed(store.resource):
        yield no(ProxyWithoutTarget(store.resource, (), (task.name,), str(store), task.name))
    elif not found:
        yield unknown(f"the database behind {store} is not seen here")


def _gets_to(context: Context, task: Task, store: Store, database: Database) -> Answer:
    if not database.ports or not store.subnets or not database.subnets:
        return unknown(f"the way from {store} to {database.resource} is not known here")
    subnets = context.network.subnets
    if same(subnets.vpc(store.subnets[0]), database.vpc(subnets)) is not Truth.YES:
        return unknown(f"whether {store} and {database.resource} are in one VPC is not known here")
    end = End(str(database.resource), database.groups, database.subnets, database.resource)
    ends = store_end(store), end
    return any_of([connect(context.network, *ends, port, ProxyPortClosed, (task.name,)) for port in database.ports])
