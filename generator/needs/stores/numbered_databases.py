"""Databases of a cache by number, which a client selects: those that the cache certainly does not have.

Sources: redis/redis #4261 (ERR SELECT is not allowed in cluster mode: intended, a cluster has database 0 alone);
Valkey, SELECT (16 databases by default, from 0 to 15; more than one in cluster mode from Valkey 9.0 on); read 2026-11.
ElastiCache User Guide, "Redis OSS-specific parameters" (databases), and "Comparing design options" (serverless caches
are in cluster mode); from memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.stores.cluster_mode import CLUSTER, GROUP, cluster_mode
from generator.ecs.stores.stores import Store
from generator.ecs.stores.tellings import Telling
from generator.ecs.texts import literal, number
from generator.logic import Answer, Truth, unknown
from generator.stack import Absent, Resource

_SERVERLESS, _OF_MEMORY = "AWS::ElastiCache::ServerlessCache", "AWS::MemoryDB::Cluster"
_SCHEMES = ("redis", "rediss", "valkey", "valkeys")
_IN_URL = re.compile(r"(?::[^/?#]*)?/(\d{1,9})(?:[?#].*)?")
_WORDS = ("DB", "DATABASE", "DB_INDEX", "DB_NUMBER", "DATABASE_INDEX")
_BY_DEFAULT = 16
_FIRST_WITH_MORE = 9
"""Major version of Valkey from which a cluster has more than one."""


def numbered(store: Store, telling: Telling) -> Iterator[Answer]:
    """Answer for each number that a place tells and that the cache does not have: clients for clusters pass it over."""
    cache = store.resource
    if cache.type not in (GROUP, CLUSTER, _SERVERLESS, _OF_MEMORY):
        return
    for name, database in _told(telling):
        if database > 0 and _has_one(cache):
            yield unknown(
                f"{name} selects database {database} of {store}, which is in cluster mode and has 0 alone: ERR SELECT "
                f"is not allowed in cluster mode, unless the client passes it over"
            )
        elif database >= _BY_DEFAULT and _has_sixteen(cache):
            yield unknown(
                f"{name} selects database {database} of {store}, which has 0 to {_BY_DEFAULT - 1} by default: ERR DB "
                f"index is out of range"
            )


def _told(telling: Telling) -> Iterator[tuple[str, int]]:
    found = _IN_URL.fullmatch(telling.behind) if telling.scheme in _SCHEMES else None
    if found:
        yield telling.name, int(found[1])
    if telling.before or telling.behind:
        return
    for told in telling.beside(_WORDS):
        if re.fullmatch(r"[0-9]{1,9}", told.word):
            yield told.name, int(told.word)


def _has_one(cache: Resource) -> bool:
    """Whether it is certainly in cluster mode, of an engine that has one database there."""
    engine, version = (literal(cache.get("Engine")) or "").lower(), _major(cache)
    if cache.type == CLUSTER or (cache.type == GROUP and cluster_mode(cache) is not Truth.YES):
        return False
    if (literal(cache.get("ClusterMode")) or "").lower() == "compatible":
        return False
    older = version is not None and version < _FIRST_WITH_MORE
    return engine == "redis" or (engine in ("", "valkey") and older)


def _has_sixteen(cache: Resource) -> bool:
    """Whether nothing sets how many it has."""
    group = cache.get("CacheParameterGroupName")
    usual = isinstance(group, Absent) or (literal(group) or "").startswith("default.")
    of_this_kind = cache.type == GROUP or (literal(cache.get("Engine")) or "").lower() in ("redis", "valkey")
    return cache.type in (GROUP, CLUSTER) and of_this_kind and usual


def _major(cache: Resource) -> int | None:
    written = cache.get("MajorEngineVersion" if cache.type == _SERVERLESS else "EngineVersion")
    found = re.match(r"\d+", literal(written) or "")
    return int(found[0]) if found else number(written)
