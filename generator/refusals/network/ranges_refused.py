"""What EC2 refuses of ranges and rules that stand in several resources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv4Network

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.logic import Truth
from generator.stack import Graph, Literal, Reference, Resource, Value

VPC, GROUP, SUBNET, ROUTE, TABLE = (
    "AWS::EC2::VPC", "AWS::EC2::SecurityGroup", "AWS::EC2::Subnet", "AWS::EC2::Route", "AWS::EC2::RouteTable",
)  # fmt: skip
_PLACES = {
    "AWS::EC2::SecurityGroupIngress": "SecurityGroupIngress",
    "AWS::EC2::SecurityGroupEgress": "SecurityGroupEgress",
}
_RULE = ("IpProtocol", "FromPort", "ToPort", "CidrIp", "CidrIpv6", "SourceSecurityGroupId",
         "DestinationSecurityGroupId", "SourcePrefixListId", "DestinationPrefixListId")  # fmt: skip
_WORDS = re.compile(r"[a-zA-Z0-9. _\-:/()#,@\[\]+=&;{}!$*]{0,255}", re.ASCII)
_PRIVATE = [IPv4Network(block) for block in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")]


def ranges_refused(graph: Graph) -> Iterator[str]:
    """Say what is refused.

    Sources: EC2 API Reference, IpRange, Description; VPC User Guide, "Subnet route tables" (a route within the VPC is
    for the whole of a subnet, to a NAT gateway, a network interface or an endpoint) and "VPC CIDR blocks" (association
    restrictions, as others quote them); read 2026-11. AuthorizeSecurityGroupIngress (InvalidPermission.Duplicate); not
    looked up.
    """
    yield from _rules_twice(graph)
    for group in graph.of_type(GROUP, *_PLACES):
        yield from _descriptions(group)
    for added in graph.of_type("AWS::EC2::VPCCidrBlock"):
        vpc = graph.target(added.get("VpcId"), VPC)
        own, more = _block(vpc.get("CidrBlock")) if vpc else None, _block(added.get("CidrBlock"))
        if own is None or more is None or added.exists is Truth.NO:
            continue
        if own.overlaps(more):
            yield f"CidrBlock of {added} is {more}, which overlaps with {own} of {vpc}"
        elif any(own.subnet_of(block) != more.subnet_of(block) for block in _PRIVATE) and _is_private(own, more):
            yield f"CidrBlock of {added} is {more}, of another private range than {own} of {vpc}"
    for route in graph.of_type(ROUTE):
        yield from _within(graph, route)


def _rules_twice(graph: Graph) -> Iterator[str]:
    first: dict[tuple[str, Value, tuple[Value, ...]], Resource] = {}
    for group in graph.of_type(GROUP):
        for place in _PLACES.values():
            for index, _ in items(group.get(place)):
                rule = tuple(group.get(place, index, key) for key in _RULE)
                first[place, Reference(group.path, "GroupId"), rule] = group
    for kind, place in _PLACES.items():
        for added in graph.of_type(kind):
            owner = graph.target(added.get("GroupId"), GROUP)
            if owner is None or added.exists is not Truth.YES:
                continue
            key = (place, Reference(owner.path, "GroupId"), tuple(added.get(name) for name in _RULE))
            other = first.setdefault(key, added)
            if other is not added and other.exists is Truth.YES:
                yield f"{other} and {added} have the same rule, which a group takes once"


def _descriptions(group: Resource) -> Iterator[str]:
    ways = [("Description",)] if group.type in _PLACES else [("GroupDescription",)]
    ways += [(p, i, "Description") for p in _PLACES.values() for i, _ in items(group.get(p))]  # type: ignore[misc]
    for way in ways:
        text = literal(group.get(*way))
        if text is not None and not _WORDS.fullmatch(text):
            yield f"{way[-1]} of {group} is {text[:60]!r}, and EC2 takes letters of ASCII and some signs"


def _within(graph: Graph, route: Resource) -> Iterator[str]:
    table = graph.target(route.get("RouteTableId"), TABLE)
    vpc = graph.target(table.get("VpcId"), VPC) if table else None
    own, to = _block(vpc.get("CidrBlock")) if vpc else None, _block(route.get("DestinationCidrBlock"))
    if vpc is None or own is None or to is None or not to.subnet_of(own) or route.exists is Truth.NO:
        return
    blocks = [
        _block(each.get("CidrBlock")) for each in graph.of_type(SUBNET) if graph.target(each.get("VpcId"), VPC) is vpc
    ]
    if blocks and None not in blocks and to not in blocks:
        yield f"{route} is for {to}, a part of {vpc} that is none of its subnets"


def _is_private(*blocks: IPv4Network) -> bool:
    return all(any(each.subnet_of(block) for block in _PRIVATE) for each in blocks)


def _block(value: Value) -> IPv4Network | None:
    try:
        return IPv4Network(value.text, strict=False) if isinstance(value, Literal) else None
    except ValueError:
        return None
