"""Does a secret that is created here have the version that ValueFrom asks for?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.arns import settled
from generator.ecs.secrets.rotation import SCHEDULE
from generator.ecs.secrets.secret_keys import attachments
from generator.ecs.secrets.secrets import SECRET, Injected
from generator.ecs.tasks import Container, Task
from generator.logic import Answer, no, unknown
from generator.needs.cause import Fault
from generator.stack import Graph, Resource

_COLONS = 3
_CURRENT, _PREVIOUS = "AWSCURRENT", "AWSPREVIOUS"
_ID = range(32, 65)
"""How many characters the id of a version has. Source: Secrets Manager API Reference, GetSecretValue, VersionId; read
2026-11."""


@dataclass(frozen=True)
class VersionMissing(Fault):
    """ValueFrom asks for a version of a secret that it does not have when it is created.

    ``variant`` is ``previous`` for AWSPREVIOUS, ``label`` for any other staging label, and ``id`` for what is no id of
    a version.
    """

    variant: str
    task: str
    container: str
    name: str
    secret: str
    asked: str


def version_there(task: Task, container: Container, secret: Injected) -> Iterator[Answer]:
    """Answer for the staging label and the id in ``:key:stage:version``.

    A secret is created with one version, which has the label AWSCURRENT; a second one, which the attachment to a
    database and a rotation make, leaves AWSPREVIOUS to the first. Source: Secrets Manager User Guide, "What's in a
    Secrets Manager secret?", Version; read 2026-11.
    """
    made = secret.resource
    if made is None or made.type != SECRET or task.definition is None:
        return
    if secret.colons is None:
        yield unknown(f"which version of {made} {secret.name} takes is not known here")
    if secret.colons != _COLONS:
        return
    _, _, stage, version = str(secret.whole).rsplit(":", _COLONS)
    place = (task.definition, secret.steps, (task.name,))
    told = (task.name, container.name, secret.name, str(made))
    changed = task.graph.open_reasons(made) or _changes(task.graph, made)
    if version.strip() and len(version) not in _ID:
        yield no(VersionMissing(*place, "id", *told, version))
    elif version.strip():
        yield unknown(f"whether {made} has the version {version}, which a stack cannot choose, is not known here")
    if stage in ("", _CURRENT):
        return
    if changed:
        yield unknown(f"whether a version of {made} has the label {stage} is not known here ({changed[0]})")
    else:
        yield no(VersionMissing(*place, "previous" if stage == _PREVIOUS else "label", *told, stage))


def _changes(graph: Graph, secret: Resource) -> tuple[str, ...]:
    """What of these templates gives a secret another version."""
    targets = {each: graph.target(settled(graph, each.get("SecretId")), SECRET) for each in graph.of_type(SCHEDULE)}
    rotating = [each for each, target in targets.items() if target in (secret, None)]
    return tuple(f"{each} changes it" for each in (*attachments(graph, secret), *rotating))
