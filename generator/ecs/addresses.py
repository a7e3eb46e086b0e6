"""Ranges of addresses: of VPCs with what is added to them, and of the subnets inside."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network

from generator.ecs.subnets import SUBNET, VPC
from generator.stack import Absent, Graph, Literal, Resource, Value

MORE = "AWS::EC2::VPCCidrBlock"


def network(value: Value) -> IPv4Network | None:
    """Read a range of IPv4 addresses; None when it is not written out."""
    if not isinstance(value, Literal):
        return None
    try:
        return IPv4Network(value.text, strict=False)
    except ValueError:
        return None


def ranges(graph: Graph, vpc: Resource) -> list[IPv4Network]:
    """All IPv4 ranges of a VPC; none when they are not all known."""
    added = [(each, graph.target(each.get("VpcId"), VPC)) for each in graph.of_type(MORE)]
    if any(target is None for _, target in added) or not graph.closed(vpc):
        return []
    values = [vpc.get("CidrBlock")]
    for each, target in added:
        if target is vpc and not isinstance(each.get("CidrBlock"), Absent):
            values.append(each.get("CidrBlock"))
        elif target is vpc and isinstance(each.get("Ipv6CidrBlock"), Absent):
            values.append(each.get("Ipv4IpamPoolId"))
    found = [network(value) for value in values]
    return [each for each in found if each is not None] if None not in found else []


def subnets(graph: Graph) -> Iterator[tuple[Resource, IPv4Network, Resource]]:
    """Each subnet whose range is written out, with the range, and the VPC it is in."""
    for subnet in graph.of_type(SUBNET):
        block, vpc = network(subnet.get("CidrBlock")), graph.target(subnet.get("VpcId"), VPC)
        if block is not None and vpc is not None:
            yield subnet, block, vpc
