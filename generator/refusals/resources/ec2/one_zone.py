"""What stands in one subnet of each zone, and is given two of one zone, or one subnet twice."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from generator.ecs.network.zones import in_one_zone
from generator.ecs.tasks import items
from generator.logic import Truth
from generator.refusals.refusal import Refusals
from generator.stack import Call, Graph, Reference, Resource

SUBNET = "AWS::EC2::Subnet"


def one_of_each_zone(graph: Graph, resource: Resource) -> Iterator[str]:
    """Source: EC2 API, DuplicateSubnetsInSameZone (endpoints and attachments of transit gateways); Elastic Load
    Balancing API Reference, CreateLoadBalancer, Subnets (one of each zone); from memory, 2026-11."""
    named = [graph.target(value, SUBNET) for _, value in items(resource.get("SubnetIds"))]
    named += [graph.target(value, SUBNET) for _, value in items(resource.get("Subnets"))]
    for first, second in combinations([each for each in named if each is not None], 2):
        if first is second:
            yield f"{resource} is given {first} twice, and takes one subnet of each zone"
        elif in_one_zone(first, second) is Truth.YES or _named_after(first, second) or _named_after(second, first):
            yield f"{resource} is given {first} and {second}, which are in one zone, and takes one of each"


def _named_after(first: Resource, second: Resource) -> bool:
    """Whether the zone of a subnet is that of another, by its attribute."""
    zone = first.get("AvailabilityZone")
    if isinstance(zone, Call):
        return False
    named = isinstance(zone, Reference) and zone.attribute == "AvailabilityZone"
    return named and isinstance(zone, Reference) and zone.resource == second.path


REFUSALS: Refusals = dict.fromkeys(
    (
        "AWS::EC2::VPCEndpoint",
        "AWS::EC2::TransitGatewayAttachment",
        "AWS::EC2::TransitGatewayVpcAttachment",
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
    ),
    (one_of_each_zone,),
)
