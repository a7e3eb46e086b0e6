"""Hours of backups and of maintenance, of databases and of caches: too short, or at the same time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.refusals.resources.rds.engines import CLUSTER, INSTANCE
from generator.stack import Graph, Resource

_WINDOW = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")
_WEEKLY = re.compile(r"([a-z]{3}):(\d\d):(\d\d)-([a-z]{3}):(\d\d):(\d\d)")


def windows_apart(_graph: Graph, instance: Resource) -> Iterator[str]:
    """The hours of backups lie outside of those of maintenance.

    Source: RDS API Reference, CreateDBInstance, PreferredBackupWindow; read 2026-11.
    """
    backup = _WINDOW.fullmatch(literal(instance.get("PreferredBackupWindow")) or "")
    upkeep = _WEEKLY.fullmatch((literal(instance.get("PreferredMaintenanceWindow")) or "").lower())
    if backup is None or upkeep is None:
        return
    start, end = (int(backup[at]) * 60 + int(backup[at + 1]) for at in (1, 3))
    first, last = (int(upkeep[at]) * 60 + int(upkeep[at + 1]) for at in (2, 5))
    same_day = upkeep[1] == upkeep[4] and start < end and first < last
    if same_day and start < last and first < end:
        yield f"PreferredBackupWindow of {instance} lies in its PreferredMaintenanceWindow"


def window_length(_graph: Graph, resource: Resource) -> Iterator[str]:
    """Half an hour at the least. Source: RDS API Reference, CreateDBInstance, both windows; ElastiCache API Reference,
    CreateCacheCluster, PreferredMaintenanceWindow (sixty minutes); read 2026-11. SnapshotWindow (sixty minutes), of
    which the API reference tells none; not looked up."""
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


REFUSALS: Refusals = {
    INSTANCE: (
        windows_apart,
        window_length,
    ),
    CLUSTER: (window_length,),
    "AWS::ElastiCache::ReplicationGroup": (window_length,),
    "AWS::ElastiCache::CacheCluster": (window_length,),
}
