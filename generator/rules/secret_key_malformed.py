"""Lesson 3: a JSON key that ECS cannot make out, because a colon is missing."""

from __future__ import annotations

from generator.rules._rule import LessonRule
from generator.rules.secret_key_missing import SecretKeyMissing


class SecretKeyMalformed(LessonRule):
    id = "ECS035"
    lesson = 3
    title = "ValueFrom has too few colons after the secret's ARN, or too many"
    symptom = (
        "ResourceInitializationError: unable to pull secrets or registry auth: ... unexpected ARN format with "
        "parameters when trying to retrieve ASM secret"
    )
    why = (
        "After the ARN comes nothing, or :key:stage:version. Stage and version may be empty, but their colons have to "
        "be there: ECS counts them."
    )
    fix = "Write ARN:key:: with both colons at the end."
    good = SecretKeyMissing.good
    bad = good.replace(":token::", ":token")
