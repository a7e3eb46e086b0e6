"""The plan of a deployment as data, for scripts."""

from __future__ import annotations

from typing import Any

from generator.changes.change import Change
from generator.changes.monthly import Monthly
from generator.changes.plan import Plan
from generator.cost.dollars import cents


def plan_data(plan: Plan) -> dict[str, Any]:
    """A plan as ``--format json`` prints it."""
    return {
        "stack": plan.stack,
        "environment": plan.environment,
        "account": plan.account,
        "region": plan.region,
        "kind": plan.kind,
        "change_set": plan.change_set,
        "changes": [_change(change) for change in plan.changes],
        "restarts": [service.name for service in plan.restarts],
        "widenings": [{"path": widening.change.name, "what": widening.what} for widening in plan.widenings],
        "openings": [{"path": each.path, "what": each.what} for each in plan.openings],
        "stops": [{"path": each.change.name, "what": each.what} for each in plan.outages],
        "providers_in_use": [
            {
                "cluster": held.cluster.name,
                "provider": held.provider,
                "services": [service.name for service in held.services],
            }
            for held in plan.providers_in_use
        ],
        "taken": [{"path": each.change.name, "by": each.by.name, "what": each.what} for each in plan.taken],
        "notices": [{"path": notice.path, "what": notice.what, "warns": notice.warns} for notice in plan.notices],
        "interruptions": [
            {
                "task": each.task,
                "needs": list(each.needs),
                "what": each.what,
                "because": each.because or None,
                "certain": each.certain,
                "early": each.early,
                "allowed": each.allowed,
            }
            for each in plan.interruptions
        ],
        "cost": _monthly(plan.monthly),
        "losses": [
            {
                "path": loss.change.name,
                "type": loss.change.type,
                "action": loss.change.action,
                "holds": loss.what,
                "kept": loss.change.kept or None,
                "stays": loss.stays,
                "allowed": loss.allowed,
            }
            for loss in plan.losses
        ],
        "faults": [{"what": fault.what, "hint": fault.hint} for fault in plan.faults],
        "refused": plan.refused,
    }


def _monthly(monthly: Monthly | None) -> dict[str, Any] | None:
    if monthly is None:
        return None
    known = monthly.old is not None and monthly.new is not None
    return {
        "currency": "USD",
        "old": cents(monthly.old or 0) if known else None,
        "new": cents(monthly.new or 0) if known else None,
        "more": cents((monthly.new or 0) - (monthly.old or 0)) if known else None,
        "resources": [{"resource": name, "old": cents(old), "new": cents(new)} for name, old, new in monthly.resources],
        "what": monthly.what,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "path": change.name,
        "type": change.type,
        "action": change.action,
        "possible": change.possible,
        "physical_id": change.physical_id or None,
        "properties": [
            {
                "path": difference.path,
                "before": difference.before,
                "after": difference.after,
                "recreates": difference.recreates,
                "certain": difference.certain,
            }
            for difference in change.differences
        ],
    }
