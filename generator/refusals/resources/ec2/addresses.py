"""Addresses that are not in their subnet, that AWS keeps, or that two resources take."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network

from generator.ecs.balancing.balancers import BALANCER
from generator.ecs.texts import literal
from generator.logic import Truth
from generator.refusals.refusal import Refusals, Together
from generator.refusals.values_at import values_at
from generator.stack import Absent, Graph, Reference, Resource

SUBNET = "AWS::EC2::Subnet"
_ADDRESSES = {
    "AWS::EC2::NatGateway": "PrivateIpAddress",
    "AWS::EFS::MountTarget": "IpAddress",
    "AWS::EC2::NetworkInterface": "PrivateIpAddress",
}


def outside_of_subnet(graph: Graph, resource: Resource) -> Iterator[str]:
    """Sources: EC2 API Reference, CreateSubnet (the first four addresses and the last are kept); EFS API Reference,
    CreateMountTarget, IpAddress (within the range of the subnet); read 2026-11."""
    what = _ADDRESSES[resource.type]
    subnet, address = graph.target(resource.get("SubnetId"), SUBNET), literal(resource.get(what))
    block = literal(subnet.get("CidrBlock")) if subnet else None
    if _is_outside(address, block):
        yield f"{what} of {resource} is {address}, which is not in {subnet}"
    elif _is_kept(address, block):
        yield f"{what} of {resource} is {address}, which AWS keeps in {subnet}"


def _is_outside(address: str | None, block: str | None) -> bool:
    try:
        return bool(address and block) and IPv4Address(address or "") not in IPv4Network(block or "", strict=False)
    except ValueError:
        return False


def _is_kept(address: str | None, block: str | None) -> bool:
    """Whether an address is one of the five that AWS keeps. Source: VPC User Guide, "Subnet CIDR blocks"."""
    try:
        whole = IPv4Network(block or "", strict=False)
        return IPv4Address(address or "") in (*(whole.network_address + n for n in range(4)), whole.broadcast_address)
    except ValueError:
        return False


def addresses_twice(graph: Graph) -> Iterator[str]:
    """Say which elastic address is given to two things: a gateway is refused it, and what has it loses it.

    Source: EC2 API Reference, AssociateAddress (it is disassociated, and associated with what asks); read 2026-11.
    """
    first: dict[str, Resource] = {}
    ways = (("AllocationId",), ("SubnetMappings", "*", "AllocationId"), ("SecondaryAllocationIds", "*"))
    for user in graph.of_type("AWS::EC2::NatGateway", BALANCER, "AWS::EC2::EIPAssociation"):
        for value in (value for way in ways for value in values_at(user.get(), way)):
            if not isinstance(value, Reference) or user.exists is not Truth.YES:
                continue
            other = first.setdefault(value.resource, user)
            address = graph.resource(value.resource)
            if other is not user:
                yield f"{other} and {user} both take the address {address or value}"
            elif address is not None and not isinstance(address.get("InstanceId"), Absent):
                yield f"{user} takes the address {address}, which is of an instance"


REFUSALS: Refusals = {
    "AWS::EC2::NatGateway": (outside_of_subnet,),
    "AWS::EFS::MountTarget": (outside_of_subnet,),
    "AWS::EC2::NetworkInterface": (outside_of_subnet,),
}
TOGETHER: Together = (addresses_twice,)
