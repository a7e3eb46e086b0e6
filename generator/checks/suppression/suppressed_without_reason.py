"""A suppression that does not say why."""

from __future__ import annotations

from generator.checks.check import Check


class SuppressedWithoutReason(Check):
    id = "WCS001"
    title = "Suppression has no reason"
    symptom = "Nobody remembers, a year later, whether the finding was looked at or only in the way."
    why = "A suppression claims that the rule is wrong here. Without a reason nobody can check it: it does not count."
    fix = "Give id and reason: Metadata: {ecs-proof: [{id: ECS050, reason: ...}]}."
    message = "the suppression {named}on {resource} has no {missing}, so it does not count"
    change = "say why: {form}"
    base = "nat"
    bad = {
        "Service.Metadata": "{ecs-proof: [{id: ECS010}]}",
    }
