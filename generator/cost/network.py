"""Endpoints, NAT gateways and addresses.

An interface endpoint is paid for each subnet, so each zone, that it stands in, and each hour. Source: AWS PrivateLink
pricing ("for each hour that your VPC endpoint remains provisioned in each Availability Zone"); Amazon VPC pricing (NAT
gateways; public IPv4 addresses, in use or idle); read 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.cost.bill import Bill, length, plural, reason
from generator.cost.item import Item
from generator.ecs.network.endpoints import ENDPOINT, endpoints
from generator.ecs.network.nat_gateways import NAT, NatGateway
from generator.logic import Truth
from generator.stack import Absent, Resource

ADDRESS = "AWS::EC2::EIP"
TYPES = (ENDPOINT, NAT, ADDRESS)
_KINDS = {
    "Interface": ("interface endpoint", "endpoint"),
    "Gatewayloadbalancer": ("Gateway Load Balancer endpoint", "balancer-endpoint"),
}


def lines(bill: Bill) -> Iterator[Item]:
    """What endpoints, NAT gateways and addresses cost."""
    for endpoint in endpoints(bill.graph):
        yield from _endpoint(bill, endpoint.resource, endpoint.kind)
    for resource in bill.graph.of_type(NAT):
        yield from _nat(bill, NatGateway(resource))
    for resource in bill.graph.of_type(ADDRESS):
        if isinstance(resource.get("PublicIpv4Pool"), Absent):  # Addresses of one's own cost nothing.
            yield bill.hours(resource, "public IPv4 address", "address/hour")


def zones(resource: Resource) -> int | None:
    """How many zones an endpoint stands in; None where that is not known."""
    return length(resource.get("SubnetIds"))


def nat_zones(gateway: NatGateway) -> int | None:
    """How many zones a NAT gateway is paid for; None for a regional one, which follows its users."""
    return 1 if gateway.zonal is Truth.YES else length(gateway.resource.get("AvailabilityZoneAddresses"))


def _endpoint(bill: Bill, resource: Resource, kind: str) -> Iterator[Item]:
    if kind == "Gateway":
        return  # Those to S3 and DynamoDB cost nothing.
    if kind not in _KINDS:
        yield bill.unknown(resource, "endpoint", f"no price of its type is known here ({kind or 'which is not known'})")
        return
    what, price = _KINDS[kind]
    if isinstance(resource.get("SubnetIds"), Absent):
        yield bill.unknown(resource, what, "it names no subnets, and so no zones; somebody adds them later, or nobody")
    elif (count := zones(resource)) is None:
        yield bill.unknown(resource, what, reason("the number of its subnets", resource.get("SubnetIds")))
    else:
        yield bill.hours(resource, f"{what}, {plural(count, 'zone')}", f"{price}/hour", count)
    yield bill.by_use(resource, "data through it", f"{price}/gb", "endpoint-gb", "GB")


def _nat(bill: Bill, gateway: NatGateway) -> Iterator[Item]:
    resource = gateway.resource
    if (count := nat_zones(gateway)) is None:
        yield bill.unknown(resource, "NAT gateway", "how many zones it spreads to is not known")
    else:
        yield bill.hours(resource, "NAT gateway" + (f", {count} zones" if count > 1 else ""), "nat/hour", count)
    yield bill.by_use(resource, "data through it", "nat/gb", "nat-gb", "GB")
