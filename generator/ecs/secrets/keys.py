"""Keys of KMS: which one something is encrypted under, whether by its id, its ARN or an alias."""

from __future__ import annotations

from dataclasses import dataclass

from generator.ecs.arns import settled
from generator.stack import Absent, Graph, Literal, Reference, Resource, Text, Value

KEYS = ("AWS::KMS::Key", "AWS::KMS::ReplicaKey")
ALIAS = "AWS::KMS::Alias"
_OF_AWS = "alias/aws/"
"""How the aliases of AWS's own keys begin. Source: KMS Developer Guide, "AWS managed keys", read 2026-11."""


@dataclass(frozen=True)
class CustomerKey:
    """A key that is not AWS's own; ``resource`` is None for one that is not created in these templates."""

    named: Value
    resource: Resource | None


def customer_key(graph: Graph, named: Value) -> CustomerKey | None:
    """The key that a property names; None for AWS's own, which every role of the account may use by its service."""
    if isinstance(named, Absent):
        return None
    value = settled(graph, named)
    if value != Literal("") and not _is_of_aws(value):
        return CustomerKey(named, _resource(graph, named))
    return None


def _is_of_aws(value: Value) -> bool:
    text = str(value)
    return text.startswith(_OF_AWS) or f":{_OF_AWS}" in text


def _resource(graph: Graph, named: Value) -> Resource | None:
    alias = graph.target(named, ALIAS) or graph.named(ALIAS, _alias_in_arn(named))
    named = alias.get("TargetKeyId") if alias else named
    last = named.parts[-1] if isinstance(named, Text) else named
    return graph.target(last, *KEYS) if isinstance(last, Reference) else None


def _alias_in_arn(value: Value) -> Value | None:
    last = value.parts[-1] if isinstance(value, Text) else value
    if not isinstance(last, Literal) or ":alias/" not in last.text:
        return None
    return Literal(last.text[last.text.rindex(":alias/") + 1 :])
