"""Lesson 1: a default route of tasks to something that does not lead on to the internet."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.network.dead_ends import DeadEnd

_SO = "; tasks of {task}, whose route leads to it, reach nothing outside of the VPC and do not start"


class DefaultRouteLeadsNowhere(Check):
    id = "ECS016"
    lesson = 1
    title = "Default route of the tasks leads to something that does not lead to the internet"
    symptom = (
        "ResourceInitializationError: unable to pull secrets or registry auth ... context deadline exceeded; "
        "CannotPullContainerError ... i/o timeout"
    )
    why = (
        "A NAT gateway passes packets on by the route table of its own subnet. It has to be public, and to stand in a "
        "subnet whose default route leads to an internet gateway: from a private one it sends them nowhere, or back "
        "to itself. A regional NAT gateway needs an internet gateway that is attached to its VPC. A peering connection "
        "only carries what is for an address of the other VPC. An instance drops what is not for itself unless its "
        "check of source and destination is turned off, and what its security groups do not admit."
    )
    fix = (
        "Place the NAT gateway in a subnet whose route table leads to an internet gateway, and leave it public; or "
        "lead the default route of the tasks to one that does."
    )
    fault = DeadEnd
    message = {
        "isolated": "{resource} stands in {place}, which does not lead to the internet ({reason})" + _SO,
        "private": "ConnectivityType of {resource} is private, so that nothing it passes on has a public address" + _SO,
        "without gateway": "{resource} is a regional NAT gateway, and {place} has no internet gateway" + _SO,
        "peering": "{place} leads everything to a peering connection, which carries only what is for an address of the "
        "other VPC" + _SO,
        "instance": "{resource} checks source and destination, and drops what {place} leads to it and is not for itself"
        + _SO,
        "shut": "{resource} admits no HTTP and HTTPS from {reason}, where {place} leads" + _SO,
    }
    change = {
        "isolated": "SubnetId: a subnet whose route table leads to an AWS::EC2::InternetGateway",
        "private": "ConnectivityType: public, with the AllocationId of an AWS::EC2::EIP",
        "without gateway": "an AWS::EC2::InternetGateway, with an AWS::EC2::VPCGatewayAttachment to {place}",
        "peering": "NatGatewayId of a NAT gateway in this VPC, in place of VpcPeeringConnectionId",
        "instance": "SourceDestCheck: false; or a route to a NAT gateway",
        "shut": "an ingress rule for 443 from the CIDR blocks of the tasks' subnets; or a route to a NAT gateway",
    }
    base = "nat"
    bad = {"NatGateway.SubnetId": "!Ref Subnet"}
