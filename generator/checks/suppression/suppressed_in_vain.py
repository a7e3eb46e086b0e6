"""A suppression that silences nothing."""

from __future__ import annotations

from generator.checks.check import Check


class SuppressedInVain(Check):
    id = "WCS002"
    title = "Suppression silences nothing"
    symptom = "The mistake comes back one day, and is silent."
    why = "The mistake was corrected, or the id is misspelt. What is left would hide the next one."
    fix = "Remove the entry from ecs-proof in the Metadata of the resource, or correct its id."
    message = {
        "unknown": "the suppression on {resource} names no rule: {rule}; {hint}",
        "unneeded": "the suppression of {rule} on {resource} silences nothing: there is no such mistake",
    }
    change = {"unknown": "correct the id, or remove it", "unneeded": "remove {rule} from {key} in its Metadata"}
    base = "nat"
    bad = {
        "Service.Metadata": "{ecs-proof: [{id: ECS010, reason: The image is in the instance's cache}]}",
    }
