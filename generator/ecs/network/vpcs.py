"""Which VPC something belongs to, by its own VpcId or by that of its subnet; and what may join two VPCs."""

from __future__ import annotations

from generator.ecs.network.group_rules import GROUP
from generator.ecs.network.subnets import SUBNET, TABLE, VPC, same
from generator.logic import Truth
from generator.stack import Absent, Graph, Literal, Reference, Resource, Value

LENDING = "AWS::EC2::SecurityGroupVpcAssociation"
_BY_ITSELF = (SUBNET, TABLE, GROUP, "AWS::EC2::NetworkAcl", "AWS::EC2::VPCEndpoint")
_BY_SUBNET = ("AWS::EC2::NatGateway", "AWS::EC2::NetworkInterface", "AWS::EC2::Instance")
_JOINING = (
    "AWS::EC2::VPCPeeringConnection",
    "AWS::EC2::TransitGatewayAttachment",
    "AWS::EC2::TransitGatewayVpcAttachment",
)


def vpc_of(graph: Graph, value: Value) -> Value:
    """The VPC of what a value names; Absent when that is not created here, or does not tell."""
    made = graph.target(value, VPC) or graph.target(value)
    if made is None:
        return Absent()
    if made.type == VPC:  # Itself, or its default group or ACL.
        return Reference(made.path)
    if made.type in _BY_ITSELF:
        return made.get("VpcId")
    if made.type in _BY_SUBNET:
        subnet = graph.target(made.get("SubnetId"), SUBNET)
        return subnet.get("VpcId") if subnet else made.get("VpcId")
    return Absent()


def apart(graph: Graph, first: Value, second: Value) -> bool:
    """Tell whether two VPCs are certainly two: both are created here, or written out by their ids."""
    made = graph.target(first, VPC), graph.target(second, VPC)
    if all(made):
        return made[0] is not made[1]
    written = isinstance(first, Literal) and isinstance(second, Literal) and not (first.via or second.via)
    return written and same(first, second) is Truth.NO


def lent(graph: Graph, group: Resource) -> bool:
    """Tell whether a security group may be used in other VPCs than its own."""
    targets = (graph.target(each.get("GroupId"), GROUP) for each in graph.of_type(LENDING))
    return any(target in (group, None) for target in targets)


def joined(graph: Graph) -> bool:
    """Tell whether any two VPCs may be joined, so that rules of one name groups of the other."""
    return bool(graph.of_type(*_JOINING))
