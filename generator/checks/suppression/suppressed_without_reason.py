"""A suppression that does not say why."""

from __future__ import annotations

from generator.checks.check import Check


class SuppressedWithoutReason(Check):
    id = "WCS001"
    title = "Suppression has no reason"
    symptom = "None: a year later nobody knows whether somebody examined the finding or only silenced it."
    why = (
        "A suppression claims that the rule is wrong in this case. Without a reason nobody can check the claim, so "
        "the suppression is ignored."
    )
    fix = "Give id and reason: Metadata: {ecs-proof: [{id: ECS050, reason: ...}]}."
    message = "the suppression {named}on {resource} has no {missing}, so it is ignored"
    change = "add the reason: {form}"
    base = "nat"
    bad = {
        "Service.Metadata": "{ecs-proof: [{id: ECS010}]}",
    }
