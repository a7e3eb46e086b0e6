"""Images of nearly a repository that is created here: of another Region, or with another separator in the name."""

from __future__ import annotations

import re

from generator.ecs.arns import region
from generator.ecs.own_account import within_account
from generator.ecs.secrets.registries import Origin
from generator.ecs.texts import literal
from generator.logic import Truth
from generator.stack import Graph, Value

_REPOSITORY, _REPLICATION = "AWS::ECR::Repository", "AWS::ECR::ReplicationConfiguration"


def created_otherwise(graph: Graph, image: Origin) -> str:
    """Say which repository of these templates an image is nearly of: one of another Region, or with another separator.

    Source: Amazon ECR User Guide, "Private registries" (a registry is of an account and a Region); from memory,
    2026-11.
    """
    name, here, other = _text(image.name), literal(region(graph)), _text(image.region)
    if image.resource is not None or name is None or image.repository is None or graph.of_type(_REPLICATION):
        return ""
    if within_account(graph, image.repository) is Truth.NO:
        return ""
    abroad = here is not None and other is not None and other != here
    for made in graph.of_type(_REPOSITORY):
        written = literal(made.get("RepositoryName"))
        if written == name:
            return f"it is pulled from {other}, and {made} is created in {here}" if abroad else ""
        if written and not abroad and _joined(written) == _joined(name):
            return f"it is of {name}, which is not created here, and {made} is {written}"
    return ""


def _text(value: Value | None) -> str | None:
    return literal(value) if value is not None else None


def _joined(name: str) -> str:
    return re.sub(r"[/._-]", "", name).lower()
