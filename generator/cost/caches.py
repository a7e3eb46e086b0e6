"""Nodes of ElastiCache: Valkey, Redis OSS and Memcached, by the hour.

Source: Amazon ElastiCache pricing ("On-Demand nodes"); CloudFormation Template Reference,
AWS::ElastiCache::ReplicationGroup and CacheCluster (redis where Engine is left out); read 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.cost.bill import Bill, number, plural, reason
from generator.cost.item import Item
from generator.ecs.texts import literal
from generator.stack import Absent, Resource

CLUSTER, GROUP = "AWS::ElastiCache::CacheCluster", "AWS::ElastiCache::ReplicationGroup"
SERVERLESS = "AWS::ElastiCache::ServerlessCache"
TYPES = (CLUSTER, GROUP, SERVERLESS)


def lines(bill: Bill) -> Iterator[Item]:
    """What caches cost."""
    for resource in bill.graph.of_type(CLUSTER):
        yield _nodes(bill, resource, _count(resource, "NumCacheNodes", 1))
    for resource in bill.graph.of_type(GROUP):
        yield _nodes(bill, resource, _of_group(resource))
    for resource in bill.graph.of_type(SERVERLESS):
        yield bill.unknown(resource, "serverless cache", "it is paid by what it keeps and does; no price is known here")


def _nodes(bill: Bill, resource: Resource, count: float | None) -> Item:
    written, kind = resource.get("Engine"), literal(resource.get("CacheNodeType"))
    engine = "redis" if isinstance(written, Absent) else literal(written)
    if engine is None or kind is None or count is None:
        keys = ("Engine", "CacheNodeType", "NumCacheClusters", "NumNodeGroups", "ReplicasPerNodeGroup", "NumCacheNodes")
        given = [resource.get(key) for key in keys if not isinstance(resource.get(key), Absent)]
        return bill.unknown(resource, "cache nodes", reason("their engine, type or number", *given))
    what = f"{plural(count, 'node')} {engine.lower()} {kind}"
    return bill.hours(resource, what, f"cache/{engine.lower()}/{kind}", count)


def _of_group(resource: Resource) -> float | None:
    """The nodes of a replication group: of all shards, each with its replicas."""
    if not isinstance(resource.get("NumCacheClusters"), Absent):
        return _count(resource, "NumCacheClusters", 1)
    shards = _count(resource, "NumNodeGroups", 1)
    replicas = _count(resource, "ReplicasPerNodeGroup", 0)
    return None if shards is None or replicas is None else shards * (1 + replicas)


def _count(resource: Resource, key: str, default: float) -> float | None:
    value = resource.get(key)
    return default if isinstance(value, Absent) else number(value)
