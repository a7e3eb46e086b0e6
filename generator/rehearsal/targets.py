"""Elastic Load Balancing: the health of targets."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from ministack.services import alb


def target_health() -> None:
    """Simulator: every target is healthy. AWS: each has a state, and what is not healthy a reason and a description.

    (Elastic Load Balancing API reference, TargetHealth, read 2026-11.)
    """
    stock = alb._describe_target_health

    def describe(request: dict[str, Any]) -> Any:
        status, headers, body = stock(request)
        text = body.decode() if isinstance(body, bytes) else body
        for target in alb._targets.get(alb._p(request, "TargetGroupArn"), []):
            if "_health" in target:
                state, reason, description = target["_health"]
                words = (
                    f"<State>{state}</State><Reason>{reason}</Reason><Description>{escape(description)}</Description>"
                )
                before, found, after = text.partition(f"<Id>{target['Id']}</Id>")
                text = before + found + after.replace("<State>healthy</State>", words, 1)
        return status, headers, text.encode() if isinstance(body, bytes) else text

    alb._describe_target_health = describe
    alb._ACTION_MAP["DescribeTargetHealth"] = describe


def unhealthy(group: str, address: str, reason: str, description: str) -> None:
    """Have a target fail the checks of its group."""
    for target in alb._targets.get(group, []):
        if target["Id"] == address:
            target["_health"] = ("unhealthy", reason, description)
