"""A suppression that silences nothing."""

from __future__ import annotations

from generator.checks.check import Check


class SuppressedInVain(Check):
    id = "WCS002"
    title = "Suppression matches no finding"
    symptom = "None: when the same mistake is made again, it is not reported."
    why = "The mistake was corrected, or the id is misspelt. The suppression that is left would hide the next mistake."
    fix = "Remove the entry from ecs-proof in the Metadata of the resource, or correct its id."
    message = {
        "unknown": "the suppression on {resource} names an unknown rule, {rule}; {hint}",
        "unneeded": "the suppression of {rule} on {resource} matches no finding",
    }
    change = {"unknown": "correct the id, or remove it", "unneeded": "remove {rule} from {key} in its Metadata"}
    base = "nat"
    bad = {
        "Service.Metadata": "{ecs-proof: [{id: ECS010, reason: The image is in the instance's cache}]}",
    }
