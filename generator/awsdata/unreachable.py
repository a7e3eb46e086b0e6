"""What a task shows when it cannot reach an AWS API that it needs."""

from __future__ import annotations

from dataclasses import dataclass

from generator.awsdata.load import Fact, Table

REGISTRY = "registry"
"""Stands for every registry of images, public or private, and for S3, where ECR keeps the layers."""


@dataclass(frozen=True, kw_only=True)
class Timeout(Fact):
    """What the stopped reason of a task says, or the command that is refused."""

    symptom: str


_SYMPTOMS = Table("unreachable.yaml", "symptoms", Timeout)
TABLES = (_SYMPTOMS,)


def symptom(api: str) -> str:
    """Tell what a task shows that has no path to an API, named as in the name of its endpoint."""
    entries = _SYMPTOMS.entries
    return entries.get(api, entries[REGISTRY]).symptom
