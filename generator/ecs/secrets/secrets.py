"""What ECS injects into containers: which secret or parameter, under which key."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from generator.ecs.arns import arn, field_of, join, region, settled
from generator.ecs.own_account import within_account
from generator.ecs.tasks import Container
from generator.logic import Truth
from generator.stack import Absent, Graph, Literal, Mapping, Pseudo, Reference, Resource, Text, Unknown, Value, shown

SECRET, PARAMETER = "AWS::SecretsManager::Secret", "AWS::SSM::Parameter"
CREDENTIALS = "RepositoryCredentials"
"""The name under which the login of a registry goes."""
SUFFIX = Pseudo("??????")
"""The six characters that Secrets Manager puts behind a name, in ARNs that are written without them."""
_DATABASES = ("AWS::RDS::DBInstance", "AWS::RDS::DBCluster")
_NAME_FIELD = 6
"""Which field of a secret's ARN, counted from 0, is its name."""


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
    whole: Value = field(default_factory=Absent)
    """All that is written, without references that are known."""

    @property
    def credentials(self) -> bool:
        """Whether it is the login of a registry."""
        return self.steps[-1] == "CredentialsParameter"

    @property
    def stage(self) -> str | None:
        """The label of the version that is asked for; empty where none is written, None when that is not known."""
        if self.colons == 0:
            return ""
        last = self.whole.parts[-1] if isinstance(self.whole, Text) else self.whole
        fields = last.text.split(":") if isinstance(last, Literal) else []
        if self.colons == 1:
            return ""
        return fields[-2] if self.colons == 3 and len(fields) >= 3 else None

    @property
    def complete(self) -> Truth:
        """Whether the ARN has the six characters at its end.

        A name may look as if it had them; random ones are hardly all of lower case.
        """
        if self.api != "secretsmanager" or isinstance(self.arn, Reference | Unknown):
            return Truth.YES
        last = self.arn.parts[-1] if isinstance(self.arn, Text) else self.arn
        if not isinstance(last, Literal):
            return Truth.UNKNOWN
        end = _SIX.search(last.text)
        if end is None:
            return Truth.NO
        return Truth.UNKNOWN if end[1].islower() else Truth.YES


_SIX = re.compile(r"-([A-Za-z0-9]{6})$")
_OF_SECRET = re.compile(r"secret.*arn|arn.*secret", re.IGNORECASE)
"""Names of parameters, exports and attributes that hold the ARN of a secret, if they hold what they say."""


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
    written = isinstance(container.get("RepositoryCredentials"), Mapping)
    if written and isinstance(credentials, Literal | Text | Reference | Unknown):
        steps = (*container.steps, "RepositoryCredentials", "CredentialsParameter")
        entries.append(_read_credentials(graph, steps, credentials))
    return tuple(entries)


def _read_credentials(graph: Graph, steps: tuple[str | int, ...], value: Value) -> Injected:
    """Read the ARN, or the name, of the secret with the login of a registry.

    Source: ECS API Reference, RepositoryCredentials; read 2026-11.
    """
    read = _read_entry(graph, CREDENTIALS, steps, value)
    if read.api == "secretsmanager":
        return read
    head = read.whole.parts[0] if isinstance(read.whole, Text) else read.whole
    if not isinstance(head, Literal) or head.text.startswith("arn:"):
        return replace(read, api="secretsmanager", arn=read.whole, resource=None)
    whole = arn(graph, "secretsmanager", "secret:", read.whole)
    return replace(_read_written(graph, CREDENTIALS, steps, whole, Literal("arn:")), whole=read.whole)


def _read_entry(graph: Graph, name: str, steps: tuple[str | int, ...], value: Value) -> Injected:
    whole = settled(graph, value)
    pieces = whole.parts if isinstance(whole, Text) else (whole,)
    first = pieces[0]
    if isinstance(first, Reference):
        read = _read_reference(graph, name, steps, pieces, first)
    elif isinstance(first, Unknown):
        read = _read_unknown(name, steps, pieces, first)
    elif isinstance(first, Literal | Pseudo):
        read = _read_written(graph, name, steps, whole, first)
    else:
        read = None
    return replace(read or Injected(name, steps, "", whole, "", None), whole=whole)


def _read_reference(
    graph: Graph, name: str, steps: tuple[str | int, ...], pieces: tuple[Value, ...], first: Reference
) -> Injected | None:
    resource = graph.resource(first.resource)
    key, colons = _json_key(pieces[1:]), _colons(pieces[1:])
    if resource and resource.type == SECRET:
        return Injected(name, steps, "secretsmanager", first, key, resource, colons)
    if resource and resource.type == PARAMETER:
        return Injected(name, steps, "ssm", arn(graph, "ssm", "parameter/", first), "", resource)
    if resource and resource.type in _DATABASES:
        return Injected(name, steps, "secretsmanager", first, key, None, colons)
    return None


def _read_unknown(
    name: str, steps: tuple[str | int, ...], pieces: tuple[Value, ...], first: Unknown
) -> Injected | None:
    """Read what stands behind an ARN that is not known: three colons only follow that of a secret.

    A version or a label follows a parameter of Systems Manager behind one. Source: Systems Manager API Reference,
    GetParameters, Names; read 2026-11.
    """
    colons = _colons(pieces[1:])
    if colons == 3 or (colons and _OF_SECRET.search(first.identity)):
        return Injected(name, steps, "secretsmanager", first, _json_key(pieces[1:]), None, colons)
    return None


def _read_written(graph: Graph, name: str, steps: tuple[str | int, ...], whole: Value, first: Value) -> Injected:
    """Read an ARN, or the name of a parameter, that is at least partly written out."""
    text = str(whole)
    head = first.text if isinstance(first, Literal) else ""
    if not head.startswith("arn:"):
        parameter = graph.named(PARAMETER, whole)
        return Injected(name, steps, "ssm", arn(graph, "ssm", "parameter/", _without_slash(whole)), "", parameter)
    if ":secretsmanager:" in text:
        bare, key = _split_key(whole)
        secret = _secret_named(graph, bare)
        asked = Reference(secret.path) if secret else bare
        return Injected(name, steps, "secretsmanager", asked, key, secret, _colons_after_name(whole))
    return Injected(name, steps, "ssm" if ":ssm:" in text else "", whole, "", _parameter_named(graph, whole))


def _secret_named(graph: Graph, whole: Value) -> Resource | None:
    """The secret of these templates whose name stands in an ARN of this account and Region, whole or in part."""
    name = field_of(whole, _NAME_FIELD)
    if name is None or within_account(graph, whole) is not Truth.YES or field_of(whole, 3) != region(graph):
        return None
    if (found := graph.named(SECRET, name)) is not None:
        return found
    pieces = name.parts if isinstance(name, Text) else (name,)
    *before, last = pieces
    if not isinstance(last, Literal) or (cut := _SIX.search(last.text)) is None:
        return None
    return graph.named(SECRET, join(*before, last.text[: cut.start()]))


def _parameter_named(graph: Graph, whole: Value) -> Resource | None:
    """The parameter of these templates whose name stands in an ARN of this account and Region."""
    name = field_of(whole, 5)
    if name is None or within_account(graph, whole) is not Truth.YES or field_of(whole, 3) != region(graph):
        return None
    pieces = name.parts if isinstance(name, Text) else (name,)
    first, *others = pieces
    if not isinstance(first, Literal) or not first.text.startswith("parameter"):
        return None
    path = first.text.removeprefix("parameter")
    return graph.named(PARAMETER, join(path, *others)) or graph.named(PARAMETER, join(path.removeprefix("/"), *others))


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
