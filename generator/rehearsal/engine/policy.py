"""Stack policies: what an update may not do to a resource."""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from typing import Any

from generator.rehearsal.engine.records import Failed, Stack


def allow(stack: Stack, logical_id: str, kind: str, action: str) -> None:
    """Refuse what the stack's policy denies, or does not allow.

    The simulator keeps policies and asks none. CloudFormation allows everything without one, and with one only what
    it allows ("Prevent updates to stack resources" in its guide; the wording of the refusal as users report it).
    """
    text = stack.get("_stack_policy")
    if not text:
        return
    statements = _listed(json.loads(text).get("Statement"))
    hits = [
        (number, statement["Effect"])
        for number, statement in enumerate(statements, 1)
        if _concerns(statement, logical_id, kind, action)
    ]
    denied = next((number for number, effect in hits if effect == "Deny"), None)
    if denied is not None:
        raise Failed(
            f"Action denied by stack policy: Statement [#{denied}] does not allow [{action}] for resource "
            f"[LogicalResourceId/{logical_id}]"
        )
    if not hits:
        raise Failed(f"Action denied by stack policy: no statement allows [{action}] for resource [{logical_id}]")


def _concerns(statement: dict[str, Any], logical_id: str, kind: str, action: str) -> bool:
    def named(word: str, value: str, prefix: str = "") -> bool:
        if f"Not{word}" in statement:
            return not any(fnmatchcase(prefix + value, pattern) for pattern in _listed(statement[f"Not{word}"]))
        return any(fnmatchcase(prefix + value, pattern) for pattern in _listed(statement.get(word)))

    kinds = [
        pattern
        for test in (statement.get("Condition") or {}).values()
        for pattern in _listed(test.get("ResourceType"))
        if pattern
    ]
    if kinds and not any(fnmatchcase(kind, pattern) for pattern in kinds):
        return False
    return named("Action", action) and named("Resource", logical_id, "LogicalResourceId/")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
