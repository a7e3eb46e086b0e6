"""What ElastiCache refuses of settings that do not fit each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.texts import literal
from generator.stack import Graph, Mapping, Resource

_FAMILY = re.compile(r"(?:default\.)?(valkey|redis|memcached)(\d)(?:\.\d+|\.x)?(?:\.cluster\.on)?")
_GROUP = "AWS::ElastiCache::ParameterGroup"
_POLICIES = (
    "volatile-lru", "allkeys-lru", "volatile-lfu", "allkeys-lfu", "volatile-random", "allkeys-random", "volatile-ttl",
    "noeviction",
)  # fmt: skip


def _of_cache(graph: Graph, cache: Resource) -> Iterator[str]:
    """Source: ElastiCache API Reference, CreateReplicationGroup (an id of 40 characters) and CreateCacheCluster (50);
    read 2026-11. ElastiCache User Guide, "Engine specific parameters" (families, policies); not looked up."""
    engine = (literal(cache.get("Engine")) or "redis").lower()
    own = literal(cache.get("ReplicationGroupId")) or literal(cache.get("ClusterName"))
    most = 40 if cache.type.endswith("ReplicationGroup") else 50
    if own is not None and len(own) > most:
        yield f"the id of {cache} has {len(own)} characters, and {most} are taken"
    if literal(cache.get("ReplicationGroupDescription")) == "":
        yield f"ReplicationGroupDescription of {cache} is empty"
    group = graph.target(cache.get("CacheParameterGroupName"), _GROUP)
    named = literal(group.get("CacheParameterGroupFamily") if group else cache.get("CacheParameterGroupName"))
    family = _FAMILY.fullmatch(named or "")
    if family is None or (group is None and not (named or "").startswith("default.")):
        return
    version = literal(cache.get("EngineVersion"))
    if family[1] != engine or (version and version[:1].isdigit() and version.partition(".")[0] != family[2]):
        yield f"the parameter group of {cache} is of the family {named}, and its engine is {engine} {version or ''}"


def _of_group(_graph: Graph, group: Resource) -> Iterator[str]:
    written = group.get("Properties")
    policy = literal(written.get("maxmemory-policy")) if isinstance(written, Mapping) else None
    if policy is not None and policy not in _POLICIES:
        yield f"maxmemory-policy of {group} is {policy[:40]}, which is none"


OF_CACHES = {
    "AWS::ElastiCache::ReplicationGroup": _of_cache,
    "AWS::ElastiCache::CacheCluster": _of_cache,
    _GROUP: _of_group,
}
