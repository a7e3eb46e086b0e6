"""IPv4 address ranges of VPCs, of the CIDR blocks added to them, and of their subnets."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network

from generator.ecs.network.subnets import SUBNET, VPC
from generator.stack import Absent, Graph, Literal, Resource, Value

CIDR_BLOCK = "AWS::EC2::VPCCidrBlock"


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
    return written_ranges(graph, vpc) if graph.closed(vpc) else []


def written_ranges(graph: Graph, vpc: Resource) -> list[IPv4Network]:
    """All IPv4 ranges that these templates give a VPC; none when they are not all known."""
    added = [(block, graph.target(block.get("VpcId"), VPC)) for block in graph.of_type(CIDR_BLOCK)]
    if any(target is None for _, target in added):
        return []
    values = [vpc.get("CidrBlock")]
    for block, target in added:
        if target is vpc and not isinstance(block.get("CidrBlock"), Absent):
            values.append(block.get("CidrBlock"))
        elif target is vpc and isinstance(block.get("Ipv6CidrBlock"), Absent):
            values.append(block.get("Ipv4IpamPoolId"))
    networks = [network(value) for value in values]
    return [known for known in networks if known is not None] if None not in networks else []


def subnets(graph: Graph) -> Iterator[tuple[Resource, IPv4Network, Resource]]:
    """Each subnet whose range is written out, with the range, and the VPC it is in."""
    for subnet in graph.of_type(SUBNET):
        block, vpc = network(subnet.get("CidrBlock")), graph.target(subnet.get("VpcId"), VPC)
        if block is not None and vpc is not None:
            yield subnet, block, vpc


_PRIVATE = tuple(map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")))
"""What is never routed on the internet. Source: RFC 1918 and RFC 6598."""


def private(block: IPv4Network) -> bool:
    """Tell whether a range lies in those that no address of the internet is of."""
    return any(block.subnet_of(range_) for range_ in _PRIVATE)
