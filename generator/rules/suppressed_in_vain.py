"""A suppression that silences nothing."""

from __future__ import annotations

from generator.rules._example import WITH_NAT
from generator.rules._rule import LessonRule

_ENTRY = "{ecs-proof: [{id: ECS010, reason: The image is in the instance's cache}]}"


class SuppressedInVain(LessonRule):
    id = "WCS002"
    title = "Suppression silences nothing"
    symptom = "The mistake comes back one day, and is silent."
    why = "The mistake was corrected, or the id is misspelt. What is left would hide the next one."
    fix = "Remove the entry from ecs-proof in the Metadata of the resource, or correct its id."
    good = WITH_NAT
    bad = good.replace("    Type: AWS::ECS::Service\n", f"    Type: AWS::ECS::Service\n    Metadata: {_ENTRY}\n")
