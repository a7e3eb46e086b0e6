"""Lesson 8: a health check command without CMD or CMD-SHELL."""

from __future__ import annotations

from generator.rules._example import WITH_NAT
from generator.rules._rule import LessonRule


class HealthCommandIgnored(LessonRule):
    id = "WCS084"
    lesson = 8
    title = "Health check command does not begin with CMD or CMD-SHELL"
    symptom = "healthStatus of the tasks stays UNKNOWN, and tasks that hang are not replaced"
    why = (
        "The first word says how to run the rest: CMD as it is, CMD-SHELL by the shell of the image. ECS asks "
        "for one of the two; without either, Docker runs nothing and nothing is checked."
    )
    fix = "Write [CMD-SHELL, the command as one text], or [CMD, program, argument, ...]."
    good = WITH_NAT
    bad = good.replace("[CMD-SHELL, ", "[")
