"""What ECS injects into containers: which secret or parameter, under which key."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.ecs.arns import arn, join, settled
from generator.ecs.tasks import Container
from generator.stack import Graph, Literal, Pseudo, Reference, Resource, Text, Unknown, Value, shown

SECRET, PARAMETER = "AWS::SecretsManager::Secret", "AWS::SSM::Parameter"


@dataclass(frozen=True)
class Injected:
    """One ``Secrets`` entry. ``api`` is ``secretsmanager``, ``ssm``, or empty when it cannot be told."""

    name: str
    steps: tuple[str | int, ...]
    api: str
    arn: Value
    key: str
    resource: Resource | None
    """The secret or parameter, if it is created in these templates."""
    colons: int | None = None
    """How many colons follow the ARN of a secret; None when it cannot be told."""


def injected(graph: Graph, container: Container) -> tuple[Injected, ...]:
    """What a container is injected with, and the credentials its image is pulled with."""
    entries = []
    for steps, name, value in container.pairs("Secrets", "Name", "ValueFrom"):
        entries.append(_read_entry(graph, shown(name), (*steps, "ValueFrom"), value))
    option = "SecretOptions"
    log = container.get("LogConfiguration", option)
    for index, _ in enumerate(getattr(log, "items", ())):
        steps = ("LogConfiguration", option, index)
        value = container.get(*steps, "ValueFrom")
        entries.append(
            _read_entry(graph, shown(container.get(*steps, "Name")), (*container.steps, *steps, "ValueFrom"), value)
        )
    credentials = container.get("RepositoryCredentials", "CredentialsParameter")
    if isinstance(credentials, Literal | Text | Reference | Unknown):
        steps = (*container.steps, "RepositoryCredentials", "CredentialsParameter")
        entries.append(_read_entry(graph, "RepositoryCredentials", steps, credentials))
    return tuple(entries)


def _read_entry(graph: Graph, name: str, steps: tuple[str | int, ...], value: Value) -> Injected:
    whole = settled(graph, value)
    pieces = whole.parts if isinstance(whole, Text) else (whole,)
    first = pieces[0]
    if isinstance(first, Reference):
        resource = graph.resource(first.resource)
        if resource and resource.type == SECRET:
            return Injected(name, steps, "secretsmanager", first, _json_key(pieces[1:]), resource, _colons(pieces[1:]))
        if resource and resource.type == PARAMETER:
            return Injected(name, steps, "ssm", arn(graph, "ssm", "parameter/", first), "", resource)
        if resource and resource.type in ("AWS::RDS::DBInstance", "AWS::RDS::DBCluster"):
            return Injected(name, steps, "secretsmanager", first, _json_key(pieces[1:]), None, _colons(pieces[1:]))
        return Injected(name, steps, "", whole, "", None)
    if isinstance(first, Unknown):
        return Injected(name, steps, "", whole, "", None)
    return _read_written(graph, name, steps, whole, first)


def _read_written(graph: Graph, name: str, steps: tuple[str | int, ...], whole: Value, first: Value) -> Injected:
    """Read an ARN, or the name of a parameter, that is at least partly written out."""
    text = str(whole)
    head = first.text if isinstance(first, Literal) else ""
    if not head.startswith("arn:"):
        parameter = graph.named(PARAMETER, whole)
        return Injected(name, steps, "ssm", arn(graph, "ssm", "parameter/", _without_slash(whole)), "", parameter)
    if ":secretsmanager:" in text:
        bare, key = _split_key(whole)
        return Injected(name, steps, "secretsmanager", bare, key, None, _colons_after_name(whole))
    return Injected(name, steps, "ssm" if ":ssm:" in text else "", whole, "", None)


def _json_key(rest: tuple[Value, ...]) -> str:
    """The JSON key in ``:key:stage:version``."""
    text = "".join(str(piece) for piece in rest)
    return text.split(":")[1] if text.startswith(":") else ""


def _colons(rest: tuple[Value, ...]) -> int | None:
    """Count the colons in ``:key:stage:version``, if all of it is written out."""
    texts = [piece.text for piece in rest if isinstance(piece, Literal)]
    tail = "".join(texts)
    return tail.count(":") if len(texts) == len(rest) and (not tail or tail.startswith(":")) else None


def _colons_after_name(whole: Value) -> int | None:
    """Count the colons after the name in an ARN, of which Region and account may be anything."""
    pieces = whole.parts if isinstance(whole, Text) else (whole,)
    if any(not isinstance(piece, Literal | Pseudo) for piece in pieces):
        return None
    return max("".join(map(str, pieces)).replace("${AWS::", "").count(":") - 6, 0)


def _split_key(whole: Value) -> tuple[Value, str]:
    """Cut ``:key:stage:version`` off a secret's ARN, whose sixth colon begins its name."""
    pieces = list(whole.parts) if isinstance(whole, Text) else [whole]
    colons = 0
    for index, piece in enumerate(pieces):
        if not isinstance(piece, Literal):
            continue
        for at, letter in enumerate(piece.text):
            colons += letter == ":"
            if colons == 7:
                tail = "".join(map(str, [Literal(piece.text[at:]), *pieces[index + 1 :]]))
                return join(*pieces[:index], piece.text[:at]), tail.split(":")[1]
    return whole, ""


def _without_slash(value: Value) -> Value:
    if isinstance(value, Literal):
        return Literal(value.text.lstrip("/"))
    if isinstance(value, Text) and isinstance(value.parts[0], Literal):
        return join(re.sub(r"^/+", "", value.parts[0].text), *value.parts[1:])
    return value
