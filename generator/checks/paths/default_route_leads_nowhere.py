"""Lesson 1: a default route of tasks to something that takes nothing on to the internet."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.dead_ends import RouteLeadsNowhere

_SO = "; tasks of {task} reach nothing outside of the VPC and do not start"


class DefaultRouteLeadsNowhere(Check):
    id = "ECS019"
    lesson = 1
    title = "Default route of the tasks leads to something that does not lead to the internet"
    symptom = "ResourceInitializationError ... context deadline exceeded; CannotPullContainerError ... i/o timeout"
    why = (
        "A VPC that is peered with another cannot use its internet gateway or NAT gateway: a peering connection only "
        "carries what is for an address of the other VPC. An instance drops what is not for itself unless its check of "
        "source and destination is turned off."
    )
    fix = "Lead the default route to a NAT gateway or an internet gateway of the tasks' own VPC."
    fault = RouteLeadsNowhere
    message = {
        "peering": "{route} leads everything to a peering connection, which carries only what is for an address of the "
        "other VPC" + _SO,
        "instance": "{route} leads everything to {resource}, which checks source and destination and drops what is not "
        "for itself" + _SO,
    }
    change = {
        "peering": "NatGatewayId of a NAT gateway in this VPC, in place of VpcPeeringConnectionId",
        "instance": "SourceDestCheck: false; or a route to a NAT gateway",
    }
    base = "nat"
    good = {
        "Hub": "{Type: 'AWS::EC2::VPC', Properties: {CidrBlock: 10.9.0.0/16}}",
        "Peering": "{Type: 'AWS::EC2::VPCPeeringConnection', Properties: {VpcId: !Ref Vpc, PeerVpcId: !Ref Hub}}",
    }
    bad = {
        "DefaultRoute.NatGatewayId": None,
        "DefaultRoute.VpcPeeringConnectionId": "!Ref Peering",
    }
