"""The plan of a deployment as data, for scripts."""

from __future__ import annotations

from typing import Any

from generator.changes.change import Change
from generator.changes.plan import Plan


def plan_data(plan: Plan) -> dict[str, Any]:
    """What ``--format json`` prints of a plan."""
    return {
        "stack": plan.stack,
        "environment": plan.environment,
        "account": plan.account,
        "region": plan.region,
        "kind": plan.kind,
        "change_set": plan.change_set,
        "changes": [_change(each) for each in plan.changes],
        "restarts": [each.name for each in plan.restarts],
        "widenings": [{"path": each.change.name, "what": each.what} for each in plan.widenings],
        "providers_in_use": [
            {
                "cluster": held.cluster.name,
                "provider": held.provider,
                "services": [service.name for service in held.services],
            }
            for held in plan.providers_in_use
        ],
        "losses": [
            {
                "path": each.change.name,
                "type": each.change.type,
                "action": each.change.action,
                "holds": each.what,
                "kept": each.change.kept or None,
                "stays": each.stays,
                "allowed": each.allowed,
            }
            for each in plan.losses
        ],
        "faults": [{"what": each.what, "hint": each.hint} for each in plan.faults],
        "refused": plan.refused,
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
                "path": each.path,
                "before": each.before,
                "after": each.after,
                "recreates": each.recreates,
                "certain": each.certain,
            }
            for each in change.differences
        ],
    }
