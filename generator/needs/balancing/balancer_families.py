"""Can a load balancer be reached by IPv6 where it is to be: do its subnets have addresses, and its groups rules?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.ecs.balancing.balancers import families, subnets
from generator.ecs.network.subnets import SUBNET
from generator.logic import Answer, Truth, no, unknown
from generator.needs.balancing.balancer_clients import admitting, listened_on
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.stack import Absent, Resource

BLOCK = "AWS::EC2::SubnetCidrBlock"
_OF_IPV6 = ("Ipv6CidrBlock", "Ipv6IpamPoolId", "Ipv6NetmaskLength")


@dataclass(frozen=True)
class SubnetWithoutIpv6(Fault):
    """A load balancer that is to have IPv6 addresses has a subnet without any."""

    balancer: str
    type: str
    subnet: Resource


def has_ipv6_addresses(context: Context, balancer: Resource, tasks: tuple[str, ...]) -> Iterator[Answer]:
    """Answer no, or unknown, where the subnets of a dual-stack load balancer lack IPv6; nothing where none does.

    Source: Application Load Balancers User Guide, "IP address types", dualstack requirements; read 2026-11.
    """
    if 6 not in families(balancer):
        return
    for value in subnets(balancer):
        subnet = context.network.subnets.resource(value)
        has = _has_ipv6(context, subnet) if subnet else Truth.UNKNOWN
        if has is Truth.NO and subnet:
            kind = str(balancer.get("IpAddressType"))
            yield no(SubnetWithoutIpv6(balancer, ("IpAddressType",), tasks, str(balancer), kind, subnet))
            return
        if has is Truth.UNKNOWN:
            yield unknown(f"whether a subnet of {balancer} has IPv6 addresses is not known here: {subnet or value}")
            return


def admits_one_family(context: Context, balancer: Resource, listeners: Iterable[Resource]) -> bool:
    """Whether the groups of a dual-stack load balancer certainly admit clients by IPv4, and none by IPv6."""
    ports = listened_on(listeners)
    if families(balancer) != (4, 6) or not ports:
        return False
    by_four, by_six = (admitting(context, balancer, ports, (version,))[1] for version in (4, 6))
    return by_four is Truth.YES and by_six is Truth.NO


def _has_ipv6(context: Context, subnet: Resource) -> Truth:
    if any(not isinstance(subnet.get(name), Absent) for name in _OF_IPV6):
        return Truth.YES
    added = [context.graph.target(block.get("SubnetId"), SUBNET) for block in context.graph.of_type(BLOCK)]
    if subnet in added:
        return Truth.YES
    return Truth.UNKNOWN if None in added or not context.graph.closed(subnet) else Truth.NO
