"""A subnet with two route tables, or a VPC with two internet gateways: EC2 refuses the second."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.network.gateways import ATTACHMENT
from generator.ecs.network.nat_gateways import NAT
from generator.ecs.network.subnets import ASSOCIATION, same
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Absent, Resource, Unknown, Value, shown

_ONCE = (
    ("route table", ASSOCIATION, "SubnetId", "RouteTableId"),
    ("gateway of a VPC", ATTACHMENT, "VpcId", "InternetGatewayId"),
    ("gateway of a VPC", ATTACHMENT, "VpcId", "VpnGatewayId"),
    ("VPC of a gateway", ATTACHMENT, "InternetGatewayId", "VpcId"),
    ("address", NAT, "AllocationId", "SubnetId"),
)
"""What is attached once, the type that does it, what it attaches to, and what."""


class AttachedTwice(Check):
    id = "ECS244"
    lesson = 24
    fails_creation = True
    title = "Subnet has two route tables, or VPC two internet gateways"
    symptom = "CREATE_FAILED: Resource.AlreadyAssociated: the specified association for route table ... conflicts"
    why = (
        "A subnet has one route table, a VPC one internet gateway, and an internet gateway one VPC. Which of two is "
        "refused depends on which of them is created last."
    )
    fix = "Leave one of the two."
    message = {
        "route table": "{resource} gives {whole} a route table, and {other} gives it one already: one of the two is "
        "refused (Resource.AlreadyAssociated), and the stack is rolled back",
        "gateway of a VPC": "{resource} attaches a gateway to {whole}, and {other} attaches one already: a VPC takes "
        "one of a kind, the second is refused (Resource.AlreadyAssociated), and the stack is rolled back",
        "address": "{resource} takes the Elastic IP address {whole}, which {other} has already: the second is refused "
        "(Resource.AlreadyAssociated), and the stack is rolled back",
        "VPC of a gateway": "{resource} attaches {whole} to a VPC, and {other} attaches it to another one: the second "
        "is refused (Resource.AlreadyAssociated), and the stack is rolled back",
    }
    change = "leave one of {resource} and {other}"
    base = "nat"
    good = {"OtherGateway": "{Type: 'AWS::EC2::InternetGateway'}"}
    bad = {
        "OtherAttachment": "{Type: 'AWS::EC2::VPCGatewayAttachment', "
        "Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref OtherGateway}}",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find pairs of which each certainly exists.

        Sources: EC2 API Reference, error codes (Resource.AlreadyAssociated); VPC User Guide, "Internet gateways" and
        "Subnet route tables"; read 2026-11.
        """
        graph = context.graph
        for variant, kind, to, what in _ONCE:
            first: dict[Value, Resource] = {}
            for resource in graph.of_type(kind):
                whole, part = resource.get(to), resource.get(what)
                if resource.exists is not Truth.YES or isinstance(whole, Absent) or isinstance(part, Absent):
                    continue
                if isinstance(whole, Unknown):
                    continue  # Two stacks that are given the same may well be meant for different times.
                other = first.setdefault(whole, resource)
                twice = other is not resource and same(whole, whole) is Truth.YES
                if twice and (variant != "VPC of a gateway" or same(part, other.get(what)) is Truth.NO):
                    name = graph.target(whole) or shown(whole)
                    yield self.at(resource, to, variant=variant, other=other, whole=name)
