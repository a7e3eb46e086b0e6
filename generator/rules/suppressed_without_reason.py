"""A suppression that does not say why."""

from __future__ import annotations

from generator.rules._example import WITH_NAT
from generator.rules._rule import LessonRule


class SuppressedWithoutReason(LessonRule):
    id = "WCS001"
    title = "Suppression has no reason"
    symptom = "Nobody remembers, a year later, whether the finding was looked at or only in the way."
    why = "A suppression claims that the rule is wrong here. Without a reason nobody can check it: it does not count."
    fix = "Give id and reason: Metadata: {ecs-proof: [{id: ECS050, reason: ...}]}."
    good = WITH_NAT
    bad = good.replace(
        "    Type: AWS::ECS::Service\n", "    Type: AWS::ECS::Service\n    Metadata: {ecs-proof: [{id: ECS010}]}\n"
    )
