"""Addresses of IPv6 that are asked for in a subnet that has none: of network interfaces and mount targets."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.texts import literal, number
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Listing, Resource

_SUBNET, _ADDED = "AWS::EC2::Subnet", "AWS::EC2::SubnetCidrBlock"
_BLOCKS = ("Ipv6CidrBlock", "Ipv6IpamPoolId", "Ipv6NetmaskLength", "Ipv6Native")


def of_interface(graph: Graph, interface: Resource) -> Iterator[str]:
    """Source: EC2 API Reference, CreateNetworkInterface, Ipv6AddressCount (addresses from the range of the subnet);
    from memory, 2026-11."""
    given = interface.get("Ipv6Addresses")
    asked = (number(interface.get("Ipv6AddressCount")) or 0) > 0 or (isinstance(given, Listing) and given.items)
    if asked:
        yield from _without(graph, interface)


def of_mount_target(graph: Graph, target: Resource) -> Iterator[str]:
    """Source: EFS API Reference, CreateMountTarget, IpAddressType (what the subnet supports); from memory, 2026-11."""
    if literal(target.get("IpAddressType")) in ("DUAL_STACK", "IPV6_ONLY"):
        yield from _without(graph, target)


def _without(graph: Graph, resource: Resource) -> Iterator[str]:
    subnet = graph.target(resource.get("SubnetId"), _SUBNET)
    if subnet is None or any(not isinstance(subnet.get(key), Absent) for key in _BLOCKS):
        return
    added = (graph.target(each.get("SubnetId"), _SUBNET) for each in graph.of_type(_ADDED))
    if not any(each is None or each is subnet for each in added):
        yield f"{resource} has an address of IPv6, and {subnet} has no block of IPv6"


REFUSALS: Refusals = {
    "AWS::EC2::NetworkInterface": (of_interface,),
    "AWS::EFS::MountTarget": (of_mount_target,),
}
