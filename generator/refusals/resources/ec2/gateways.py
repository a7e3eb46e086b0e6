"""What EC2 refuses of NAT gateways, and of routes that a gateway of a VPN makes known."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.creation_order import CreationOrder
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.exclusive import exclusive
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Reference, Resource


def nat_gateway(graph: Graph, gateway: Resource) -> Iterator[str]:
    """Source: EC2 API Reference, CreateNatGateway (VpcId is for regional ones, a count of addresses for private ones);
    read 2026-11."""
    private = literal(gateway.get("ConnectivityType")) == "private"
    for name in ("SecondaryPrivateIpAddressCount", "SecondaryPrivateIpAddresses"):
        alone = not private and isinstance(gateway.get("SecondaryAllocationIds"), Absent)
        if alone and not isinstance(gateway.get(name), Absent):
            yield f"{gateway} has {name}, which a public NAT gateway does not take"
    if not isinstance(gateway.get("VpcId"), Absent) and not isinstance(gateway.get("SubnetId"), Absent):
        yield f"{gateway} has a VpcId and a SubnetId, of which one is taken"
    first = gateway.get("AllocationId")
    if isinstance(first, Reference) and first in [each for _, each in items(gateway.get("SecondaryAllocationIds"))]:
        yield f"{gateway} takes the address {first} twice"
    address = graph.target(first, "AWS::EC2::EIP")
    region = literal(graph.pseudo("AWS::Region"))
    border = literal(address.get("NetworkBorderGroup")) if address else None
    if border and region and border != region:
        yield f"{gateway} takes an address of the network border group {border[:40]}, and is in {region}"


def before_attachment(graph: Graph, propagation: Resource) -> Iterator[str]:
    """Source: CloudFormation Template Reference, AWS::EC2::VPNGatewayRoutePropagation (DependsOn the attachment); not
    looked up, 2026-11. Of routes, giantswarm/aws-operator #634 ("route table ... and network gateway ... belong to
    different networks", until it is attached); read 2026-11."""
    gateway = graph.target(propagation.get("VpnGatewayId"), "AWS::EC2::VPNGateway")
    order = CreationOrder(graph)
    attachments = graph.of_type("AWS::EC2::VPCGatewayAttachment")
    named = [each.get("VpnGatewayId") for each in attachments]
    if gateway and all(isinstance(each, Absent) for each in named):
        yield f"{propagation} is of {gateway}, which is attached to nothing"
    for attachment in attachments if gateway else ():
        if graph.target(attachment.get("VpnGatewayId")) is gateway and not order.precedes(attachment, propagation):
            yield f"{propagation} may be created before {attachment}, and is refused then: it has no DependsOn"


def one_gateway(_graph: Graph, attached: Resource) -> Iterator[str]:
    """Source: CloudFormation Template Reference, AWS::EC2::VPCGatewayAttachment; not looked up, 2026-11."""
    yield from exclusive(attached, "InternetGatewayId", "VpnGatewayId")


REFUSALS: Refusals = {
    "AWS::EC2::VPCGatewayAttachment": (one_gateway,),
    "AWS::EC2::NatGateway": (nat_gateway,),
    "AWS::EC2::VPNGatewayRoutePropagation": (before_attachment,),
}
