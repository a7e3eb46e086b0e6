"""What EC2 refuses of routes, and of tables of them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.creation_order import CreationOrder
from generator.logic import Truth
from generator.refusals.exclusive import exclusive
from generator.refusals.refusal import Refusals, Surely
from generator.refusals.resources.ec2.blocks import ipv4_block
from generator.stack import Absent, Graph, Literal, Reference, Resource

VPC = "AWS::EC2::VPC"
SUBNET = "AWS::EC2::Subnet"
_GATEWAY = "AWS::EC2::TransitGateway"
_ATTACHMENTS = ("AWS::EC2::TransitGatewayAttachment", "AWS::EC2::TransitGatewayVpcAttachment")
TABLE = "AWS::EC2::RouteTable"
_TARGETS = (
    "GatewayId", "NatGatewayId", "TransitGatewayId", "CarrierGatewayId", "CoreNetworkArn",
    "EgressOnlyInternetGatewayId",
    "InstanceId", "LocalGatewayId", "NetworkInterfaceId", "VpcEndpointId", "VpcPeeringConnectionId",
)  # fmt: skip


def to_transit_gateway(graph: Graph, route: Resource) -> Iterator[str]:
    """A route to a transit gateway that the VPC is not attached to, or not yet.

    Source: terraform-provider-aws #10025 and terraform-aws-transit-gateway #144 (InvalidTransitGatewayID.NotFound of a
    route that is made before the attachment); read 2026-11.
    """
    gateway = graph.target(route.get("TransitGatewayId"), _GATEWAY)
    table = graph.target(route.get("RouteTableId"), "AWS::EC2::RouteTable")
    vpc = graph.target(table.get("VpcId"), VPC) if table else None
    if gateway is None or vpc is None or route.exists is Truth.NO or not graph.closed(gateway):
        return
    mine = [each for each in graph.of_type(*_ATTACHMENTS) if graph.target(each.get("TransitGatewayId")) is gateway]
    mine = [each for each in mine if graph.target(each.get("VpcId")) in (vpc, None)]
    order = CreationOrder(graph)
    if not mine:
        yield f"{route} leads to {gateway}, which {vpc} is not attached to"
    elif not any(order.precedes(each, route) for each in mine):
        yield f"{route} leads to {gateway}, and may be created before {mine[0]}: it has no DependsOn"


def table_of_another_vpc(graph: Graph, association: Resource) -> Iterator[str]:
    """A table of a VPC that is not of these templates, for a subnet of one that is. Source: EC2 API,
    InvalidParameterValue (route table and subnet belong to different networks); not looked up, 2026-11."""
    subnet = graph.target(association.get("SubnetId"), SUBNET)
    table = graph.target(association.get("RouteTableId"), "AWS::EC2::RouteTable")
    own = graph.target(subnet.get("VpcId"), VPC) if subnet else None
    if own is not None and table is not None and isinstance(table.get("VpcId"), Literal):
        yield f"{association} gives {subnet} of {own} a table of {table.get('VpcId')}"


def within_the_vpc(graph: Graph, route: Resource) -> Iterator[str]:
    """A route within the VPC is for the whole of a subnet, to a NAT gateway, a network interface or an endpoint.

    Source: VPC User Guide, "Subnet route tables"; read 2026-11.
    """
    table = graph.target(route.get("RouteTableId"), TABLE)
    vpc = graph.target(table.get("VpcId"), VPC) if table else None
    own, to = ipv4_block(vpc.get("CidrBlock")) if vpc else None, ipv4_block(route.get("DestinationCidrBlock"))
    if vpc is None or own is None or to is None or not to.subnet_of(own):
        return
    blocks = [
        ipv4_block(each.get("CidrBlock"))
        for each in graph.of_type(SUBNET)
        if graph.target(each.get("VpcId"), VPC) is vpc
    ]
    if blocks and None not in blocks and to not in blocks:
        yield f"{route} is for {to}, a part of {vpc} that is none of its subnets"


def of_another_family(graph: Graph, route: Resource) -> Iterator[str]:
    """Say which gateway takes nothing of IPv4, or belongs to no VPC.

    Source: EC2 API Reference, CreateRoute (egressOnlyInternetGatewayId: "IPv6 traffic only"; gatewayId: of a gateway
    that is "attached to your VPC"); read 2026-11.
    """
    written = not isinstance(route.get("DestinationCidrBlock"), Absent)
    if written and not isinstance(route.get("EgressOnlyInternetGatewayId"), Absent):
        said = f"{route} is for IPv4, and leads to an egress-only internet gateway, which is for IPv6"
        change = "NatGatewayId: of a NAT gateway, in place of EgressOnlyInternetGatewayId"
        yield Surely(said, route, "EgressOnlyInternetGatewayId", change=change)
    gateway = graph.target(route.get("GatewayId"), "AWS::EC2::VPNGateway")
    if gateway is None or not graph.closed(gateway):
        return
    attached = [graph.target(each.get("VpnGatewayId")) for each in graph.of_type("AWS::EC2::VPCGatewayAttachment")]
    unread = any(
        not isinstance(each.get("VpnGatewayId"), Absent | Reference)
        for each in graph.of_type("AWS::EC2::VPCGatewayAttachment")
    )
    if gateway not in attached and not unread:
        said = f"{route} leads to {gateway}, which is attached to no VPC"
        yield Surely(
            said, route, "GatewayId", change=f"an AWS::EC2::VPCGatewayAttachment with VpnGatewayId: !Ref {gateway}"
        )


def targets(_graph: Graph, route: Resource) -> Iterator[str]:
    """Source: EC2 API Reference, CreateRoute; read 2026-11."""
    yield from exclusive(route, *_TARGETS)


REFUSALS: Refusals = {
    "AWS::EC2::Route": (
        targets,
        to_transit_gateway,
        within_the_vpc,
        of_another_family,
    ),
    "AWS::EC2::SubnetRouteTableAssociation": (table_of_another_vpc,),
}
