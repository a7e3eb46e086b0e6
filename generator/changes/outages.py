"""Which databases and caches are down for a while because a property of theirs changes in place.

Sources: AWS re:Post knowledge center, "What factors affect my downtime or database performance in Amazon RDS?" (another
class: the database is shut down and recovers; with Multi-AZ a failover, typically 60 to 120 seconds); RDS User Guide,
"Modifying settings for General Purpose SSD (gp3) storage" (storage is changed without an outage in most cases) and
"Recommendations from Amazon RDS reference" (downtime for leaving magnetic storage); ElastiCache User Guide, "Online
vertical scaling by modifying node type" (new nodes take over: minimal downtime), and "Upgrading engine versions" for
Memcached (all that is cached is lost); AWS knowledge center, "How do I upgrade my ElastiCache for Redis engine version"
(with replicas, writes stop for a failover); read 2026-11. "Upgrading a DB instance engine version" (the server is
restarted), and that a cache without replicas is away while its version changes; not looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.changes.change import Change, Difference

INSTANCE = "AWS::RDS::DBInstance"
_WITH_FAILOVER = ("DBInstanceClass",)
_ALWAYS = ("EngineVersion", "StorageType")
_MAGNETIC = "standard"
_NODE, _VERSION = "CacheNodeType", "EngineVersion"


@dataclass(frozen=True)
class Outage:
    """A store that takes no connections for a while, or loses what it holds, and why."""

    change: Change
    what: str


def outages(changes: Iterable[Change]) -> list[Outage]:
    """The stores that certainly go down for a while; what is replaced is told as that."""
    found = []
    for change in changes:
        told = _TOLD.get(change.type) if change.action == "modify" else None
        what = told(change, [each for each in change.differences if each.certain]) if told else ""
        if what:
            found.append(Outage(change, what))
    return found


def _database(change: Change, differences: Sequence[Difference]) -> str:
    changed = [each.path for each in differences if _stops(each)]
    if not changed:
        return ""
    if _on(change, "MultiAZ") and not set(changed) & set(_ALWAYS):
        return f"fails over for another {changed[0]}, and takes no connections for a minute or two"
    return _away(changed)


def _stops(each: Difference) -> bool:
    """Whether a change stops the server; of the types of storage, only to or from magnetic disks."""
    if each.path == "StorageType":
        return _MAGNETIC in ((each.before or "").lower(), (each.after or "").lower())
    return each.path in (*_WITH_FAILOVER, *_ALWAYS)


def _replicated(change: Change, differences: Sequence[Difference]) -> str:
    changed = [each.path for each in differences if each.path in (_NODE, _VERSION)]
    if _VERSION in changed and not _on(change, "AutomaticFailoverEnabled"):
        return _away(changed)
    return f"fails over for another {' and '.join(changed)}, and takes no writes for some seconds" if changed else ""


def _cache(change: Change, differences: Sequence[Difference]) -> str:
    changed = [each.path for each in differences if each.path in (_NODE, _VERSION)]
    if _VERSION in changed and str(change.after.get("Engine", "")).lower() == "memcached":
        return f"loses all that it holds when {_VERSION} changes, and takes no connections meanwhile"
    if _VERSION in changed:
        return _away(changed)
    return f"takes no writes for some seconds, while new nodes of another {_NODE} take over" if changed else ""


def _away(changed: Sequence[str]) -> str:
    return f"takes no connections while {' and '.join(changed)} change{'s' * (len(changed) == 1)}, for some minutes"


def _on(change: Change, key: str) -> bool:
    return str(change.after.get(key, "")).lower() == "true"


_TOLD: Mapping[str, Callable[[Change, Sequence[Difference]], str]] = {
    INSTANCE: _database,
    "AWS::ElastiCache::ReplicationGroup": _replicated,
    "AWS::ElastiCache::CacheCluster": _cache,
}
