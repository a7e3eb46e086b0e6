"""Hand values of the graph to the IAM evaluator: what is known as text, what is not as a token of known shape."""

from __future__ import annotations

from generator.awsdata.resources import resource_type
from generator.ecs.arns import settled
from generator.iam import UNKNOWN, Text, Token, Unknown
from generator.iam.text import Part
from generator.stack import Graph, Listing, Literal, Mapping, Pseudo, Reference, Resource, Value, shown
from generator.stack import Text as Joined
from generator.stack import Unknown as Hidden

_PSEUDO = {"AWS::AccountId": "????????????"}


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
            shape = _shape(resource, attribute)
            if resource is not None and (resource.type, attribute) == ("AWS::Logs::LogGroup", "Ref"):
                # CloudFormation makes the name of stack, logical id and a random text. Source: CloudFormation User
                # Guide, "Name type", read 2026-11.
                shape = f"*-{resource.logical_id}-*"
            return [Token(path if attribute == "Ref" else f"{path}.{attribute}", shape)]
        case Hidden(identity):
            return [Token(identity)]
        case other:
            return [Token(str(other))]


def _shape(resource: Resource | None, attribute: str) -> str | None:
    """Say what an attribute, or Ref, of a resource certainly looks like."""
    if resource is None:
        return None
    known = resource_type(resource.type)
    if known.arn and known.arn.attribute == attribute:
        return known.arn.pattern()
    return known.looks.get(attribute)
