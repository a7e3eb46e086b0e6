"""What AWS Backup refuses of plans: a copy that is deleted before it has been cold for as long as it has to be."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import number
from generator.refusals.refusal import Refusals
from generator.stack import Graph, Resource

_COLD = 90


def kept_cold(_graph: Graph, plan: Resource) -> Iterator[str]:
    """Source: Backup API Reference, Lifecycle (DeleteAfterDays is 90 days more than MoveToColdStorageAfterDays at
    least); from memory, 2026-11."""
    for index, _ in items(plan.get("BackupPlan", "BackupPlanRule")):
        at = ("BackupPlan", "BackupPlanRule", index, "Lifecycle")
        cold, gone = (number(plan.get(*at, key)) for key in ("MoveToColdStorageAfterDays", "DeleteAfterDays"))
        if cold is not None and gone is not None and 0 < gone < cold + _COLD:
            yield f"{plan} deletes after {gone} days what is cold after {cold}, and cold copies stay {_COLD} days"


REFUSALS: Refusals = {"AWS::Backup::BackupPlan": (kept_cold,)}
