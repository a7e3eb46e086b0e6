"""Is a secret or a parameter there, with a value, and does ValueFrom name just one?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.arns import settled
from generator.ecs.secrets.rotation import SCHEDULE
from generator.ecs.secrets.secret_keys import attachments
from generator.ecs.secrets.secrets import PARAMETER, SECRET, Injected
from generator.ecs.tasks import Container, Task, items
from generator.logic import Answer, no, unknown
from generator.needs.cause import Fault
from generator.stack import Absent, Graph, Literal, Mapping, Resource, Text, document

_WILDCARDS = "*?"
_KEY_COLON = 7
"""Before which colon of an ARN the name of a secret ends, counted from 1."""


@dataclass(frozen=True)
class PatternInjected(Fault):
    """ValueFrom has a wildcard, and ECS asks for a secret or parameter of that very name."""

    task: str
    container: str
    name: str
    wildcard: str


@dataclass(frozen=True)
class CredentialsKeyed(Fault):
    """The login of a registry is named with a JSON key behind it."""

    task: str
    container: str
    key: str


def value_answers(task: Task, container: Container, secret: Injected) -> Iterator[Answer]:
    """What is known of the value that is injected, besides its keys and who may read it."""
    assert task.definition is not None
    place = (task.definition, secret.steps, (task.name,), task.name, container.name)
    if wildcard := _wildcard(secret):
        yield no(PatternInjected(*place, secret.name, wildcard))
    elif secret.credentials and secret.colons:
        yield no(CredentialsKeyed(*place, secret.key))
    elif secret.api == "ssm" and (key := _key_of_parameter(secret)):
        yield unknown(
            f"{secret.name} takes the key {key} of a parameter, and parameters have none: what follows the name is a "
            "version or a label, which there is perhaps not"
        )
    elif secret.resource is not None:
        if secret.resource.type == SECRET and not _has_value(task.graph, secret.resource):
            yield unknown(
                f"no value here: {secret.resource} is created without one, and tasks start once somebody gives it"
            )
        if secret.resource.type == PARAMETER and (reason := _expires(secret.resource)):
            yield unknown(reason)


def _wildcard(secret: Injected) -> str:
    """The first wildcard in the name or the ARN that ECS is given; empty when there is none.

    No name of a secret or parameter has one. Source: Secrets Manager API Reference, CreateSecret, Name; Systems Manager
    API Reference, PutParameter, Name; read 2026-11.
    """
    pieces = secret.whole.parts if isinstance(secret.whole, Text) else (secret.whole,)
    # A reference holds the whole ARN, and what follows its first colon is a key.
    colons = 0 if isinstance(pieces[0], Literal) else _KEY_COLON - 1
    for piece in pieces:
        for letter in piece.text if isinstance(piece, Literal) else "":
            colons += letter == ":"
            if colons == _KEY_COLON:
                return ""
            if letter in _WILDCARDS:
                return letter
    return ""


def _key_of_parameter(secret: Injected) -> str:
    """What stands behind a parameter's name as a secret's key would; empty for nothing, a version or a label.

    Source: Systems Manager API Reference, GetParameters (name:version, name:label); read 2026-11. ECS Developer Guide,
    "Pass Systems Manager parameters through Amazon ECS environment variables"; not looked up.
    """
    last = secret.whole.parts[-1] if isinstance(secret.whole, Text) else secret.whole
    found = re.search(r"parameter/[^:]*:([^:]*):", last.text) if isinstance(last, Literal) else None
    return found[1] if found else ""


def _has_value(graph: Graph, secret: Resource) -> bool:
    """Whether something of these templates gives a secret a value, or may.

    Without either property CloudFormation creates it empty. Source: CloudFormation Template Reference,
    AWS::SecretsManager::Secret; read 2026-11.
    """
    text, generated = secret.get("SecretString"), secret.get("GenerateSecretString")
    if not isinstance(generated, Absent) or not (isinstance(text, Absent) or text == Literal("")):
        return True
    schedules = (graph.target(settled(graph, each.get("SecretId")), SECRET) for each in graph.of_type(SCHEDULE))
    return bool(attachments(graph, secret)) or any(target is secret for target in schedules)


def _expires(parameter: Resource) -> str:
    """Say that a parameter is deleted one day; empty when none of its policies does that.

    Source: Systems Manager User Guide, "Assigning parameter policies"; the others notify. Read 2026-11.
    """
    policies = parameter.get("Policies")
    if isinstance(policies, Absent):
        return ""
    read = document(policies)
    kinds = [entry.get("Type") for _, entry in items(read) if isinstance(entry, Mapping)]
    if kinds and all(isinstance(kind, Literal) and kind.text != "Expiration" for kind in kinds):
        return ""
    return f"Policies of {parameter} delete it when it expires, or are not known here"
