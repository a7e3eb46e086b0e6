"""Which databases are down for a while because a property of theirs changes in place.

Sources: AWS re:Post knowledge center, "What factors affect my downtime or database performance in Amazon RDS?" (another
class: the database is shut down and recovers; with Multi-AZ a failover, typically 60 to 120 seconds); RDS User Guide,
"Settings for DB instances" (class, engine version and storage type: downtime), which was read as others quote it;
read 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.changes.change import Change

INSTANCE = "AWS::RDS::DBInstance"
_WITH_FAILOVER = ("DBInstanceClass",)
_ALWAYS = ("EngineVersion", "StorageType")


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
    changed = [each.path for each in change.differences if each.certain and each.path in (*_WITH_FAILOVER, *_ALWAYS)]
    if not changed:
        return ""
    if str(change.after.get("MultiAZ", "")).lower() == "true" and not set(changed) & set(_ALWAYS):
        return f"fails over for another {changed[0]}, and takes no connections for a minute or two"
    change_ = "changes" if len(changed) == 1 else "change"
    return f"takes no connections while {' and '.join(changed)} {change_}, for some minutes"
