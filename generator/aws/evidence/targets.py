"""The health of targets, as their target groups see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.aws.evidence.asking import Asking
from generator.diagnosis.bundle import Target


def targets(asking: Asking, groups: Iterable[str]) -> Iterator[Target]:
    """Every target of every group; a group that is gone has none."""
    for group in sorted(set(groups)):
        answer = asking.ask("elbv2", "describe_target_health", TargetGroupArn=group) or {}
        for entry in answer.get("TargetHealthDescriptions", ()):
            health = entry.get("TargetHealth") or {}
            yield Target(
                group=group,
                id=entry["Target"]["Id"],
                port=entry["Target"].get("Port", 0),
                state=health.get("State", ""),
                reason=health.get("Reason", ""),
                description=health.get("Description", ""),
            )
