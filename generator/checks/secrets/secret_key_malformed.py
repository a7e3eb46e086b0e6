"""Lesson 3: a JSON key that ECS cannot read, because there are too few or too many colons."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.agent.secret_keys import ColonsMiscounted


class SecretKeyMalformed(Check):
    id = "ECS035"
    lesson = 3
    title = "ValueFrom has too few colons after the secret's ARN, or too many"
    symptom = (
        "ResourceInitializationError: unable to pull secrets or registry auth: ... unexpected ARN format with "
        "parameters when trying to retrieve ASM secret"
    )
    why = (
        "The ARN stands alone, or is followed by :key:stage:version. Stage and version may be empty, but their colons "
        "are required: ECS counts them."
    )
    fix = "Write ARN:key:: with both colons at the end."
    fault = ColonsMiscounted
    message = (
        "ECS expects no colon after the secret's ARN in ValueFrom of {name} in {container}, or three as in "
        "ARN:key:stage:version, and finds {colons}; tasks of {task} stop with unexpected ARN format with parameters"
    )
    change = "ValueFrom: the ARN, then :{key}::"
    remedy = "{ending}"
    base = "injected"
    bad = {
        "TaskDefinition.ContainerDefinitions.0.Secrets.0.ValueFrom": "!Sub '${Secret}:token'",
    }
