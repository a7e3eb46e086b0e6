"""Which databases are down for a while because a property of theirs changes in place.

Sources: AWS re:Post knowledge center, "What factors affect my downtime or database performance in Amazon RDS?" (another
class: the database is shut down and recovers; with Multi-AZ a failover, typically 60 to 120 seconds); RDS User Guide,
"Modifying settings for General Purpose SSD (gp3) storage" (storage is changed without an outage in most cases) and
"Recommendations from Amazon RDS reference" (downtime for leaving magnetic storage); read 2026-11. "Upgrading a DB
instance engine version" (the server is restarted); not looked up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.changes.change import Change, Difference

INSTANCE = "AWS::RDS::DBInstance"
_WITH_FAILOVER = ("DBInstanceClass",)
_ALWAYS = ("EngineVersion", "StorageType")
_MAGNETIC = "standard"


@dataclass(frozen=True)
class Outage:
    """A database that takes no connections for a while, and why."""

    change: Change
    what: str


def outages(changes: Iterable[Change]) -> list[Outage]:
    """The databases that certainly go down for a while; what is replaced is told as that."""
    return [Outage(change, what) for change in changes if (what := _down(change))]


def _down(change: Change) -> str:
    if change.type != INSTANCE or change.action != "modify":
        return ""
    changed = [each.path for each in change.differences if each.certain and _stops(each)]
    if not changed:
        return ""
    if str(change.after.get("MultiAZ", "")).lower() == "true" and not set(changed) & set(_ALWAYS):
        return f"fails over for another {changed[0]}, and takes no connections for a minute or two"
    change_ = "changes" if len(changed) == 1 else "change"
    return f"takes no connections while {' and '.join(changed)} {change_}, for some minutes"


def _stops(each: Difference) -> bool:
    """Whether a change stops the server; of the types of storage, only to or from magnetic disks."""
    if each.path == "StorageType":
        return _MAGNETIC in ((each.before or "").lower(), (each.after or "").lower())
    return each.path in (*_WITH_FAILOVER, *_ALWAYS)
