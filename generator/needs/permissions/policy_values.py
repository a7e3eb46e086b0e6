"""Hand values of the graph to the IAM evaluator: what is known as text, what is not as a token of known shape."""

from __future__ import annotations

import re
from collections.abc import Mapping as Map
from dataclasses import replace

from generator.awsdata.apis import callable_type
from generator.awsdata.resources import resource_type
from generator.ecs.arns import account, arn, region, settled
from generator.ecs.secrets.secrets import SECRET, SUFFIX
from generator.ecs.stores.told_resources import arn_of
from generator.iam import UNKNOWN, Text, Token, Unknown
from generator.iam.text import Part
from generator.stack import Absent, Graph, Listing, Literal, Mapping, Pseudo, Reference, Resource, Value, shown
from generator.stack import Text as Joined
from generator.stack import Unknown as Hidden

_PARTITION = "AWS::Partition"
_PSEUDO = {"AWS::AccountId": "????????????", SUFFIX.name: SUFFIX.name}
_DEFINITION = "AWS::ECS::TaskDefinition"
_ANY_PARTITION = "arn:*:"
_NAMED_BY_REF = {"AWS::Logs::LogGroup": "LogGroupName", "AWS::ECS::Cluster": "ClusterName"}
"""The property that names what ``Ref`` gives the name of, beside the types that programs call."""
_IN_FORM = re.compile(r"\{(region|account|id)\}")


def plain(graph: Graph, value: Value) -> object:
    """Turn a value into what the evaluator reads: dicts, lists and texts, with what is unknown marked so."""
    match settled(graph, value):
        case Literal(text):
            return text
        case Listing(inner):
            return [plain(graph, item) for item in inner]
        case Mapping(entries, rest):
            return UNKNOWN if rest else {key: plain(graph, entry) for key, entry in entries}
        case Joined() | Reference() | Pseudo() as piece:
            return Text(tuple(_parts(graph, piece)))
        case Hidden(_, _, "parameter" | "import" | "opaque") as piece:
            return Text(tuple(_parts(graph, piece)))
        case other:
            return Unknown(shown(other))


def text(graph: Graph, value: Value) -> Text:
    """Turn a value into a text for the evaluator, a token where nothing is known."""
    return Text(tuple(_parts(graph, settled(graph, value))))


def _parts(graph: Graph, value: Value) -> list[Part]:
    match value:
        case Literal(known):
            return [known]
        case Joined(inner):
            return [part for piece in inner for part in _parts(graph, piece)]
        case Pseudo(name):
            return [Token(value.identity, _PSEUDO.get(name, "*"))]
        case Reference(path, attribute):
            resource = graph.resource(path)
            if resource is not None and (pieces := _spelled_out(graph, resource, attribute)):
                return pieces
            made = _made(resource, attribute) if resource else None
            shape = made or _shape(resource, attribute)
            whole = resource is not None and (own := resource_type(resource.type).arn) and own.attribute == attribute
            unique = bool(made or (whole and shape))
            return [Token(path if attribute == "Ref" else f"{path}.{attribute}", shape, unique)]
        case Hidden(identity):
            return [Token(identity)]
        case other:
            return [Token(str(other))]


def _made(resource: Resource, attribute: str) -> str | None:
    """What a name that CloudFormation makes looks like: stack, logical id and a random text.

    Source: CloudFormation User Guide, "Name type" (those of buckets are lower case), read 2026-11.
    """
    known = callable_type(resource.type)
    named = _NAMED_BY_REF.get(resource.type) if attribute == "Ref" else None
    if named is None and (known is None or known.id != attribute):
        return None
    if not isinstance(resource.get(named or (known.name if known else "")), Absent):
        return None
    logical = resource.logical_id.lower() if resource.type == "AWS::S3::Bucket" else resource.logical_id
    return f"*-{logical}-*"


def in_partition(value: object, name: str) -> object:
    """The same document, or text, with a partition for the pseudo parameter, and in ARNs that are not known."""
    if isinstance(value, Text):
        return Text(tuple(_part_in(part, name) for part in value.parts))
    if isinstance(value, Map):
        return {key: in_partition(entry, name) for key, entry in value.items()}
    return [in_partition(entry, name) for entry in value] if isinstance(value, list | tuple) else value


def _part_in(part: Part, name: str) -> Part:
    if not isinstance(part, Token):
        return part
    if part.identity == _PARTITION:
        return name
    if part.shape is not None and part.shape.startswith(_ANY_PARTITION):
        return replace(part, shape=f"arn:{name}:" + part.shape.removeprefix(_ANY_PARTITION))
    return part


def _spelled_out(graph: Graph, resource: Resource, attribute: str) -> list[Part]:
    """An ARN piece by piece, so far as what AWS makes of it is known; empty for anything else.

    Source of a secret's: Secrets Manager User Guide, "Permissions reference" (a dash and six characters behind the
    name); of a task definition: ECS Developer Guide, "Task definition parameters" (family and revision); names that
    CloudFormation makes: aws-cdk #11573, link2aws #66 (the logical id, a dash and twelve characters); read 2026-11.
    """
    if resource.type == SECRET and attribute in ("Ref", "Id"):
        name, made = resource.get("Name"), f"{resource.logical_id}-????????????"
        named = [Token(f"{resource.path}.Name", made)] if isinstance(name, Absent) else _parts(graph, name)
        own = _parts(graph, arn(graph, "secretsmanager", "secret:"))
        return [*own, *named, "-", Token(f"{resource.path}.suffix", SUFFIX.name)]
    if resource.type == _DEFINITION and attribute in ("Ref", "TaskDefinitionArn"):
        family = resource.get("Family")
        named = (
            [Token(f"{resource.path}.Family", "*", unique=True)]
            if isinstance(family, Absent)
            else _parts(graph, family)
        )
        own = _parts(graph, arn(graph, "ecs", "task-definition/"))
        return [*own, *named, ":", Token(f"{resource.path}.revision", "*")]
    called = callable_type(resource.type)
    if called is not None and attribute in called.arn and (whole := arn_of(graph, resource)) is not None:
        return _parts(graph, whole)
    if called is not None and attribute == called.id and isinstance(resource.get(called.name), Literal):
        return _parts(graph, resource.get(called.name))
    known = resource_type(resource.type)
    if known.arn is None or known.arn.attribute != attribute or known.ref == "arn":
        return []
    hidden = isinstance(resource.get(known.name), Absent) or not isinstance(resource.get("Path"), Absent)
    path_and_name = Token(f"{resource.path}.{attribute}", "*", unique=True)
    hidden = hidden and known.arn.path
    pieces: list[Part] = ["arn:", *_parts(graph, graph.pseudo(_PARTITION)), ":"]
    for index, word in enumerate(_IN_FORM.split(known.arn.form + known.arn.suffix)):
        match word if index % 2 else "":
            case "region":
                pieces += _parts(graph, region(graph))
            case "account":
                pieces += _parts(graph, account(graph))
            case "id":
                pieces += [path_and_name] if hidden else _parts(graph, settled(graph, Reference(resource.path)))
            case _:
                pieces.append(word)
    return pieces


def _shape(resource: Resource | None, attribute: str) -> str | None:
    """Say what an attribute, or Ref, of a resource certainly looks like."""
    if resource is None:
        return None
    known = resource_type(resource.type)
    if known.arn and known.arn.attribute == attribute:
        return known.arn.pattern()
    return known.looks.get(attribute)
