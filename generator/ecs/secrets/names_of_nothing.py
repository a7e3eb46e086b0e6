"""Names and ARNs by which ECS certainly finds no secret and no parameter, whatever there is in the account."""

from __future__ import annotations

import re
from itertools import pairwise

from generator.awsdata.placeholders import to_be_replaced
from generator.ecs.secrets.secrets import PARAMETER, SECRET
from generator.ecs.texts import literal, number
from generator.stack import Call, Graph, Literal, Pseudo, Reference, Resource, Text, Unknown, Value, shown

_NAME_FIELD = 6
"""Which field of a secret's ARN, counted from 0, is its name."""
_BEYOND = "/_+=.@-!:,*?"
"""Besides letters and digits, what names and ARNs have, and wildcards, of which ECS037 tells.

Sources: Secrets Manager API Reference, CreateSecret, Name (/_+=.@-; a service's own has a !); Systems Manager API
Reference, PutParameter, Name (.-_ and /); read 2026-11.
"""
_CALLED = {"\n": "a line break", " ": "a space", "\t": "a tab", "'": "a quote", '"': "a quote"}


def finds_nothing(graph: Graph, value: Value) -> str:
    """Say why ECS finds nothing by what it is given; empty where it may.

    Source: ECS API Reference, Secret, valueFrom (the full ARN of a secret, or the full ARN or the name of a parameter);
    CloudFormation Template Reference, AWS::SecretsManager::Secret, return values (Ref is the ARN); read 2026-11.
    """
    pieces = value.parts if isinstance(value, Text) else (value,)
    return _not_alone(graph, pieces) or _taken_apart(graph, pieces) or _beyond(pieces)


def of_another_kind(graph: Graph, value: Value, *, credentials: bool) -> str:
    """Say that what is given is hardly what is meant: the value of a parameter, or the name of a secret.

    Sources: ECS API Reference, Secret, valueFrom, and RepositoryCredentials; read 2026-11.
    """
    target = graph.resource(value.resource) if isinstance(value, Reference) else None
    if target is not None and target.type == PARAMETER:
        if credentials:
            return f"is {target}, a parameter of Systems Manager, where a secret of Secrets Manager is wanted"
        if isinstance(value, Reference) and value.attribute == "Value":
            kept = literal(target.get("Value")) or ""
            return "" if kept.startswith("arn:") else f"is the Value of {target}, where its name is wanted: Ref"
    pieces = value.parts if isinstance(value, Text) else ()
    for before, piece in pairwise(pieces):
        beneath = isinstance(before, Literal) and before.text.endswith((":secret:", ":parameter/", ":parameter"))
        if beneath and isinstance(piece, Unknown) and re.search("arn$", piece.identity, re.IGNORECASE):
            return f"has {shown(piece)[:60]} behind what an ARN begins with, and is called an ARN itself"
    text = literal(value)
    if text is None or credentials or text.startswith("arn:") or graph.named(PARAMETER, value) is not None:
        return ""
    secret = graph.named(SECRET, value)
    return f"is the name of {secret}, and ECS takes a name for that of a parameter: Ref is its ARN" if secret else ""


def _arn_of(graph: Graph, piece: Value) -> Resource | None:
    """The resource whose whole ARN a piece certainly is."""
    if not isinstance(piece, Reference):
        return None
    resource = graph.resource(piece.resource)
    if resource is None or not resource.type.startswith("AWS::") or resource.type.startswith("AWS::CloudFormation::"):
        return None
    of_secret = resource.type == SECRET and piece.attribute in ("Ref", "Id")
    return resource if of_secret or piece.attribute in ("Arn", "MasterUserSecret.SecretArn") else None


def _not_alone(graph: Graph, pieces: tuple[Value, ...]) -> str:
    """Say that more stands around an ARN than a key behind a colon."""
    for index, piece in enumerate(pieces):
        resource = _arn_of(graph, piece)
        if resource is None or resource.type == "AWS::ECR::Repository":
            continue
        before = [each for each in pieces[:index] if isinstance(each, Literal | Pseudo)]
        if before and len(before) == index:
            return f"has {shown(before[-1])[:60]} before the ARN of {resource}, which is whole by itself"
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        behind = following.text if isinstance(following, Literal) else ""
        if behind and behind[0] not in ":*?" and not set(behind) & set("*?") and not behind[0].isspace():
            return f"has {behind[:60]} behind the ARN of {resource}, and no colon between them"
    return ""


def _taken_apart(graph: Graph, pieces: tuple[Value, ...]) -> str:
    """Say that a field of a secret's ARN stands where another one, or the whole, is wanted."""
    for index, piece in enumerate(pieces):
        secret, field = _field(graph, piece)
        if secret is None:
            continue
        before = pieces[index - 1] if index else None
        behind = isinstance(before, Literal) and before.text.endswith(":secret:")
        if behind and field is not None and field != _NAME_FIELD:
            return f"has field {field} of the ARN of {secret} for its name, and the name is field {_NAME_FIELD}"
        if before is None and field == _NAME_FIELD:
            return f"begins with the name of {secret} out of its ARN, and ECS takes a name for that of a parameter"
    return ""


def _field(graph: Graph, piece: Value) -> tuple[Resource | None, int | None]:
    """The secret whose ARN is cut at its colons in a piece, and which field is taken."""
    if not (isinstance(piece, Call) and piece.function == "Select" and len(piece.arguments) == 2):
        return None, None
    index, cut = piece.arguments
    if not (isinstance(cut, Call) and cut.function == "Split" and cut.arguments[0] == Literal(":")):
        return None, None
    secret = _arn_of(graph, cut.arguments[1])
    return (secret, number(index)) if secret is not None and secret.type == SECRET else (None, None)


def _beyond(pieces: tuple[Value, ...]) -> str:
    """Say which character no name and no ARN has; behind the colon of a JSON key there may be any, but not at the end.

    A version is a label or an id, so that a line break behind the last colon is one that somebody left there.
    """
    whole = "".join(piece.text if isinstance(piece, Literal) else "x" for piece in pieces)
    if "{{resolve:" in whole or "${" in whole or to_be_replaced(whole):
        return ""
    colons = 0 if isinstance(pieces[0], Literal) else _NAME_FIELD
    for letter in whole:
        colons += letter == ":"
        if colons > _NAME_FIELD:
            break
        if not (letter.isascii() and letter.isalnum()) and letter not in _BEYOND:
            return f"has {_CALLED.get(letter, letter)}, which no name and no ARN has"
    if whole != whole.rstrip():
        return f"ends in {_CALLED.get(whole[-1], 'a blank')}, which no name and no ARN has"
    return ""
