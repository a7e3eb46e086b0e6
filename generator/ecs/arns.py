"""Names and ARNs as values: what a reference to a resource is known to look like once it exists."""

from __future__ import annotations

from generator.awsdata.ecr import between_account_and_region
from generator.awsdata.resources import resource_type
from generator.stack import Absent, Graph, Literal, Reference, Text, Unknown, Value

Piece = str | Value
_FIELDS = 6
"""How many fields an ARN has."""


def join(*pieces: Piece) -> Value:
    """Concatenate texts and values; neighbouring texts become one Literal."""
    parts: list[Value] = []
    for piece in pieces:
        value: Value = Literal(piece) if isinstance(piece, str) else piece
        inner = value.parts if isinstance(value, Text) else (value,)
        for part in inner:
            if isinstance(part, Literal) and parts and isinstance(parts[-1], Literal):
                parts[-1] = Literal(parts[-1].text + part.text)
            elif part != Literal(""):
                parts.append(part)
    return parts[0] if len(parts) == 1 else Text(tuple(parts)) if parts else Literal("")


def region(graph: Graph) -> Value:
    """The Region that everything is deployed to."""
    return graph.pseudo("AWS::Region")


def account(graph: Graph) -> Value:
    """The account that everything is deployed to."""
    return graph.pseudo("AWS::AccountId")


def arn(
    graph: Graph, service: str, *resource: Piece, other_region: Value | None = None, other_account: Value | None = None
) -> Value:
    """Make an ARN: in the graph's own Region and account, unless others are named."""
    partition = graph.pseudo("AWS::Partition")
    if service == "s3":
        return join("arn:", partition, ":s3:::", *resource)
    return join(
        "arn:",
        partition,
        f":{service}:",
        other_region or region(graph),
        ":",
        other_account or account(graph),
        ":",
        *resource,
    )


def field_of(value: Value, field: int) -> Value | None:
    """One field of an ARN, counted from 0; Absent when it is empty, None when there is none or it cannot be told."""
    fields: list[list[Piece]] = [[]]
    for piece in value.parts if isinstance(value, Text) else (value,):
        if not isinstance(piece, Literal):
            if len(fields) == 1:
                return None  # It may hold colons.
            fields[-1].append(piece)
            continue
        first, *others = piece.text.split(":")
        fields[-1].append(first)
        fields += [[other] for other in others]
    if len(fields) < _FIELDS or field >= len(fields) or not str(fields[0][0]).startswith("arn"):
        return None
    found = join(*fields[field])
    return Absent() if found == Literal("") else found


def settled(graph: Graph, value: Value) -> Value:
    """Replace references by what they will be, as far as names in the templates tell."""
    match value:
        case Text(pieces):
            return join(*(settled(graph, piece) for piece in pieces))
        case Reference(path, attribute):
            return _settled_reference(graph, value, path, attribute)
        case _:
            return value


def _settled_reference(graph: Graph, value: Value, path: str, attribute: str) -> Value:
    resource = graph.resource(path)
    if resource is None:
        return value
    known = resource_type(resource.type)
    if known.repeated and attribute == "Ref":
        return _known_or(resource.get(known.repeated), value)
    if known.repeated and known.arn and known.arn.attribute == attribute and not known.arn.path:
        service, before, after = known.arn.around_id
        return arn(graph, service, before, _known_or(resource.get(known.repeated), Reference(path)), after)
    if resource.type == "AWS::ECR::Repository" and attribute == "RepositoryUri":
        name = resource.get("RepositoryName")
        if not isinstance(name, Absent | Unknown):
            host = (account(graph), between_account_and_region(), region(graph), ".", graph.pseudo("AWS::URLSuffix"))
            return join(*host, "/", name)
    return value


def _known_or(name: Value, otherwise: Value) -> Value:
    return otherwise if isinstance(name, Absent | Unknown) else name
