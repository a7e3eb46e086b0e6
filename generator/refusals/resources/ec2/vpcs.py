"""What EC2 refuses of blocks of VPCs: ranges that nobody has, and those that overlap."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network

from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.refusals.resources.ec2.blocks import ipv4_block, is_given
from generator.stack import Graph, Resource

_NOBODYS = [IPv4Network(block) for block in ("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4")]
_SHARED = IPv4Network("198.19.0.0/16")
_BLOCKS = ("CidrBlock", "AmazonProvidedIpv6CidrBlock", "Ipv6CidrBlock")
VPC = "AWS::EC2::VPC"
_PRIVATE = [IPv4Network(block) for block in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")]


def range_of_nobody(_graph: Graph, vpc: Resource) -> Iterator[str]:
    """Source: VPC User Guide, "VPC CIDR blocks" (restrictions); EC2 API, InvalidVpc.Range; not looked up, 2026-11."""
    block = ipv4_block(vpc.get("CidrBlock"))
    if block is not None and any(block.overlaps(each) for each in _NOBODYS):
        yield f"CidrBlock of {vpc} is {block}, which is no range for a network"


def added_block(graph: Graph, added: Resource) -> Iterator[str]:
    """Source: EC2 API Reference, AssociateVpcCidrBlock (one of a block of IPv4, a pool of IPv6 and Amazon's own IPv6;
    a block of IPv4 may be asked of a pool of IPAM); read 2026-11. VPC User Guide, "VPC CIDR blocks" (198.19.0.0/16 is
    not added), as aws-eks-best-practices #633 tells of it, where it was tried; read 2026-11."""
    yield from range_of_nobody(graph, added)
    block = ipv4_block(added.get("CidrBlock"))
    if block is not None and block.overlaps(_SHARED):
        yield f"CidrBlock of {added} is {block}, which EC2 adds to no VPC"
    written = [
        name for name in _BLOCKS if is_given(added, name) and (literal(added.get(name)) or "").lower() != "false"
    ]
    if len(written) > 1:
        yield f"{added} has {' and '.join(written)}, and adds one block"


def overlap(graph: Graph, added: Resource) -> Iterator[str]:
    """Source: VPC User Guide, "VPC CIDR blocks" (association restrictions, as others quote them); read 2026-11."""
    vpc = graph.target(added.get("VpcId"), VPC)
    own, more = ipv4_block(vpc.get("CidrBlock")) if vpc else None, ipv4_block(added.get("CidrBlock"))
    if own is None or more is None:
        return
    if own.overlaps(more):
        yield f"CidrBlock of {added} is {more}, which overlaps with {own} of {vpc}"
    elif any(own.subnet_of(block) != more.subnet_of(block) for block in _PRIVATE) and _is_private(own, more):
        yield f"CidrBlock of {added} is {more}, of another private range than {own} of {vpc}"


def _is_private(*blocks: IPv4Network) -> bool:
    return all(any(each.subnet_of(block) for block in _PRIVATE) for each in blocks)


REFUSALS: Refusals = {
    VPC: (range_of_nobody,),
    "AWS::EC2::VPCCidrBlock": (
        added_block,
        overlap,
    ),
}
