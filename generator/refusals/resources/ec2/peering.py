"""What EC2 refuses of peering connections of VPCs."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network

from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Resource

VPC = "AWS::EC2::VPC"


def with_itself(_graph: Graph, resource: Resource) -> Iterator[str]:
    if resource.get("VpcId") == resource.get("PeerVpcId") and isinstance(resource.get("PeerRegion"), Absent):
        yield f"{resource} is between a VPC and itself"


def blocks_and_owner(graph: Graph, peering: Resource) -> Iterator[str]:
    """Source: EC2 API Reference, CreateVpcPeeringConnection (no overlapping blocks); read 2026-11. CloudFormation
    Template Reference, AWS::EC2::VPCPeeringConnection, PeerRoleArn (needed for another account's); not looked up."""
    ends = [graph.target(peering.get(key), VPC) for key in ("VpcId", "PeerVpcId")]
    blocks = [literal(each.get("CidrBlock")) for each in ends if each is not None]
    try:
        overlap = len(blocks) == 2 and ip_network(blocks[0] or "", False).overlaps(ip_network(blocks[1] or "", False))
    except (ValueError, TypeError):
        overlap = False
    if overlap and ends[0] is not ends[1]:
        yield f"{peering} joins {ends[0]} and {ends[1]}, whose blocks overlap"
    owner, own = literal(peering.get("PeerOwnerId")), literal(graph.pseudo("AWS::AccountId"))
    if owner and own and owner != own and isinstance(peering.get("PeerRoleArn"), Absent):
        yield f"{peering} is with the account {owner[:20]}, which accepts it by hand: it has no PeerRoleArn"


REFUSALS: Refusals = {
    "AWS::EC2::VPCPeeringConnection": (
        with_itself,
        blocks_and_owner,
    ),
}
