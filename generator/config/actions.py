"""What is wrong with the name of an IAM action, and which one was meant."""

from __future__ import annotations

import re

from generator.awsdata.iam_actions import services, spellings, there_is
from generator.errors import did_you_mean


def missing(action: str) -> str | None:
    """Say what is wrong with an action such as ``sqs:SendMesage``: a hint, perhaps empty; None for one there is."""
    prefix, _, name = action.partition(":")
    if not services():
        return None
    if prefix not in services():
        near = did_you_mean(prefix, services())
        meant = f"{near.removeprefix('did you mean ').removesuffix('?')}:{name}"
        if near and missing(meant) is None:
            return f"did you mean {meant}?"
        return near or "it is the name of a service in IAM, such as sqs or elasticfilesystem"
    if there_is(action):
        return None
    spelling = spellings(prefix)
    guess = did_you_mean(name.lower(), spelling)
    spelled = re.sub(r"(?<=did you mean )(.*)(?=\?)", lambda hit: f"{prefix}:{spelling[hit[1]] or hit[1]}", guess)
    return spelled or f"the actions of {prefix} stand in the Service Authorization Reference"
