"""What EC2 refuses of attachments to transit gateways: subnets of another VPC, and a VPC that is attached already."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals, Together
from generator.stack import Graph, Resource

_KINDS = ("AWS::EC2::TransitGatewayAttachment", "AWS::EC2::TransitGatewayVpcAttachment")


def subnets(graph: Graph, attachment: Resource) -> Iterator[str]:
    """Source: EC2 API Reference, CreateTransitGatewayVpcAttachment (one subnet of a zone, of that VPC); not looked up,
    2026-11."""
    vpc, zones = graph.target(attachment.get("VpcId"), "AWS::EC2::VPC"), []
    for _, value in items(attachment.get("SubnetIds")):
        subnet = graph.target(value, "AWS::EC2::Subnet")
        other = graph.target(subnet.get("VpcId"), "AWS::EC2::VPC") if subnet else None
        if vpc and other and other is not vpc:
            yield f"{attachment} is of {vpc}, and {subnet} of {other}"
        zone = literal(subnet.get("AvailabilityZone")) if subnet else None
        if zone in zones:
            yield f"{attachment} has two subnets in {zone}, and takes one of a zone"
        zones += [zone] if zone else []


def attached_twice(graph: Graph) -> Iterator[str]:
    """Source: EC2 API Reference, error DuplicateTransitGatewayAttachment; not looked up, 2026-11."""
    first: dict[tuple[str, str], Resource] = {}
    for attachment in (each for kind in _KINDS for each in graph.of_type(kind)):
        ends = [graph.target(attachment.get(key)) for key in ("TransitGatewayId", "VpcId")]
        if None in ends or "Condition" in attachment.body:
            continue
        other = first.setdefault((ends[0].path, ends[1].path), attachment)  # type: ignore[union-attr]  # None in ends
        if other is not attachment:
            yield f"{other} and {attachment} attach {ends[1]} to {ends[0]}, which is done once"


REFUSALS: Refusals = dict.fromkeys(_KINDS, (subnets,))
TOGETHER: Together = (attached_twice,)
