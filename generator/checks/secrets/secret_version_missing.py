"""A version of a secret that there is not yet when tasks start."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.agent.secret_versions import VersionMissing

_ASKS = "{name} of {container} asks for "
_STOPS = "; tasks of {task} stop with ResourceNotFoundException before their containers start"


class SecretVersionMissing(Check):
    id = "ECS202"
    lesson = 20
    title = "Secret does not have the version that is injected"
    symptom = (
        "ResourceInitializationError: unable to pull secrets or registry auth: ... Secrets Manager can't find the "
        "specified secret value for staging label: AWSPREVIOUS"
    )
    why = (
        "What is created is one version, with the label AWSCURRENT. AWSPREVIOUS comes with the second version, and "
        "AWSPENDING is there while a rotation lasts. The id of a version has 32 characters or more, and is made when "
        "the version is."
    )
    fix = "Leave stage and version empty (ARN:key::), which is AWSCURRENT."
    fault = VersionMissing
    message = {
        "previous": _ASKS + "the version {asked} of {secret}, which is created here with its first version" + _STOPS,
        "label": _ASKS + "the version with the label {asked}, which nothing gives to one of {secret}" + _STOPS,
        "id": _ASKS + "the version {asked} of {secret}, and that is not the id of a version" + _STOPS,
    }
    change = "ValueFrom: stage and version left empty, as in ${{Secret}}:key::"
    base = "injected"
    bad = {
        "TaskDefinition.ContainerDefinitions.0.Secrets.0.ValueFrom": "!Sub '${Secret}:token:AWSPREVIOUS:'",
    }
