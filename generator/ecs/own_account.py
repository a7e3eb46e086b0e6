"""Whose account it is that an ARN names: that of the stack, where something tells, or another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from generator.ecs.arns import account, field_of
from generator.logic import Truth
from generator.stack import Absent, Graph, Literal, Reference, Value, parts

_ACCOUNT = 4
"""Which field of an ARN, from 0, is the account."""
_ID = re.compile(r"arn:[a-z-]+:[a-z0-9-]+:[^:]*:(\d{12}):")
# Each is refused when it is of another account. Source: IAM User Guide, "Grant a user permissions to pass a role" (a
# role of the same account) and the API references of the types: managed policies, clusters, certificates and target
# groups are found in one's own account. Read 2026-11.
_OF_OWN = {
    "AWS::ECS::TaskDefinition": ("TaskRoleArn", "ExecutionRoleArn"),
    "AWS::ECS::Service": ("Cluster", "TaskDefinition", "LoadBalancers"),
    "AWS::IAM::Role": ("ManagedPolicyArns", "PermissionsBoundary"),
    "AWS::Lambda::Function": ("Role",),
    "AWS::ElasticLoadBalancingV2::Listener": ("Certificates",),
}


@dataclass(frozen=True)
class OwnAccount:
    """The account that everything is deployed to, as a property tells it; ``because`` names that one."""

    id: str
    because: str


def told_account(graph: Graph) -> OwnAccount | None:
    """The account that is written where only the stack's own can be; None when nothing tells, or several are."""
    if graph not in _KNOWN:
        told: dict[str, OwnAccount] = {}
        for each in _told(graph):
            told.setdefault(each.id, each)
        _KNOWN[graph] = next(iter(told.values())) if len(told) == 1 else None
    return _KNOWN[graph]


_KNOWN: WeakKeyDictionary[Graph, OwnAccount | None] = WeakKeyDictionary()


def _told(graph: Graph) -> Iterator[OwnAccount]:
    for resource in graph.of_type(*_OF_OWN):
        for name in _OF_OWN[resource.type]:
            for part in parts(resource.get(name)):
                if isinstance(part, Literal) and (match := _ID.match(part.text)):
                    yield OwnAccount(match[1], f"{name} of {resource} can only be of the stack's own account")


def within_account(graph: Graph, value: Value) -> Truth:
    """Tell whether what an ARN names is in the account that everything is deployed to.

    What these templates create is. An ARN without an account in it, as those of S3, does not tell.
    """
    if isinstance(value, Reference) and graph.resource(value.resource) is not None:
        return Truth.YES
    named, own = field_of(value, _ACCOUNT), account(graph)
    if named is None or isinstance(named, Absent):
        return Truth.UNKNOWN
    if named == own:
        return Truth.YES
    if not isinstance(named, Literal):
        return Truth.UNKNOWN
    if isinstance(own, Literal):
        return Truth.NO
    told = told_account(graph)
    return Truth.YES if told is not None and told.id == named.text else Truth.UNKNOWN


def told_of(graph: Graph, value: Value) -> str:
    """Say why the account in an ARN is taken for the stack's own, where it is written out; empty where it is not."""
    named, told = field_of(value, _ACCOUNT), told_account(graph)
    if not isinstance(named, Literal) or isinstance(account(graph), Literal) or told is None or told.id != named.text:
        return ""
    return f"{told.id} is this account: {told.because}"
