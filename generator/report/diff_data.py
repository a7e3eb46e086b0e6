"""What changed, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from generator.changes.change import Change
from generator.comparison import Comparison, Row
from generator.cost.dollars import cents
from generator.report.diff_words import opens
from generator.report.plan_words import word


def as_json(found: Sequence[Comparison]) -> str:
    """The documented JSON."""
    data = {
        "stacks": [_stack(one) for one in found],
        "summary": {
            "worse": sum(row.worse for one in found for row in one.rows),
            "better": sum(row.better for one in found for row in one.rows),
            "monthly": cents(sum(one.cost.difference.more for one in found if one.cost.difference)),
            "loses": any(one.loses for one in found),
            "interrupts": any(one.during.interrupts for one in found),
        },
    }
    return json.dumps(data, indent=2) + "\n"


def _stack(one: Comparison) -> dict[str, Any]:
    cost = one.cost.difference
    return {
        "name": one.name,
        "kind": one.kind,
        "changes": [_change(change) for change in one.changes],
        "restarts": [change.name for change in one.restarts],
        "stops": [{"resource": each.change.name, "what": each.what} for each in one.outages],
        "opens": [{"resource": name, "what": what} for name, what in opens(one)],
        "ends": [
            {"resource": each.change.name, "holds": each.what, "kept": each.change.kept or None, "stays": each.stays}
            for each in one.losses
        ],
        "proof": [_row(row) for row in one.rows],
        "during": {
            "rows": [_row(row) for row in one.during.rows],
            "early": [_row(row) for row in one.during.early],
            "undecided": one.during.undecided or None,
            "fails": [
                {"resource": each.change.name, "because_of": each.by.name, "what": each.what, "fix": each.hint}
                for each in one.taken
            ],
        },
        "cost": {
            "currency": "USD",
            "old": cents(cost.old) if cost else None,
            "new": cents(cost.new) if cost else None,
            "more": cents(cost.more) if cost else None,
            "resources": [
                {"resource": each.resource, "old": cents(each.old), "new": cents(each.new)}
                | ({"unknown": each.unknown} if each.unknown else {})
                for each in (cost.resources if cost else ())
            ],
            "unknown": one.cost.why or None,
        },
        "not_seen": [asdict(place) for place in one.not_seen],
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "task": row.task,
        "need": row.need,
        "before": row.before.value if row.before else None,
        "after": row.after.value if row.after else None,
        "worse": row.worse,
        "because": list(row.because),
        "rules": list(row.rules),
        "fix": row.fix,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "resource": change.name,
        "type": change.type,
        "action": word(change),
        "possible": change.possible,
        "forced_by": list(dict.fromkeys(each.path for each in change.differences if each.recreates)),
        "properties": [
            {"path": each.path, "before": each.before, "after": each.after, "certain": each.certain}
            for each in change.differences
        ],
    }
