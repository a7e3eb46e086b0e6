"""What faces the internet, and may be created before its VPC has an internet gateway: load balancers, NAT gateways."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks._races import may_come_too_late, place_to_wait
from generator.checks.check import Check
from generator.ecs.balancing.balancers import BALANCER, kind
from generator.ecs.network.gateways import ATTACHMENT
from generator.ecs.network.nat_gateways import NAT, NatGateway
from generator.ecs.network.subnets import same
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.remedy import WaitFor
from generator.stack import Absent, Resource, Value


class BalancerBeforeGateway(Check):
    id = "WCS411"
    lesson = 41
    title = "Load balancer or NAT gateway may be created before the internet gateway is attached"
    symptom = (
        "CREATE_FAILED: VPC vpc-... has no internet gateway (Service: ElasticLoadBalancingV2; InvalidSubnet); Network "
        "vpc-... has no Internet gateway attached (Gateway.NotAttached)"
    )
    why = (
        "The load balancer, or the public NAT gateway, names its subnets and not the attachment of the gateway, so "
        "CloudFormation creates both in parallel. Both are refused in a VPC that has no internet gateway yet."
    )
    fix = "Add the AWS::EC2::VPCGatewayAttachment, or a default route that waits for it, to DependsOn."
    message = {
        "balancer": (
            "{facing} faces the internet and may be created before {attachment}: its creation then fails (the VPC has "
            "no internet gateway)"
        ),
        "nat": (
            "{facing} is a public NAT gateway and may be created before {attachment}: its creation then fails (Network "
            "vpc-... has no Internet gateway attached)"
        ),
    }
    change = "DependsOn of {place}: add {name}"
    remedy = WaitFor("{place}", ("{name}",))
    base = "nat"
    good = {
        "Front": (
            "{Type: AWS::ElasticLoadBalancingV2::LoadBalancer, DependsOn: PublicRoute, Properties: {Type: network, "
            "Scheme: internet-facing, Subnets: [!Ref PublicSubnet]}}"
        )
    }
    bad = {"Front.DependsOn": None}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find load balancers and NAT gateways that do not wait for the one attachment of their VPC.

        Sources: CloudFormation Template Reference, "DependsOn attribute", When a DependsOn attribute is required
        (Elastic Load Balancing load balancers, Elastic IP addresses); EC2 API Reference, NatGateway, failureMessage
        (Gateway.NotAttached); aws-multi-region-bc-dr-workshop #23; excerpts, 2026-11.
        """
        for balancer in context.graph.of_type(BALANCER):
            if _faces_the_internet(balancer):
                places = [value for _, value in items(balancer.get("Subnets"))]
                yield from self._waits(context, balancer, places, "balancer")
        for made in context.graph.of_type(NAT):
            nat = NatGateway(made)
            addressed = not isinstance(made.get("AllocationId"), Absent)
            if addressed and nat.public is Truth.YES and nat.zonal is Truth.YES:
                yield from self._waits(context, made, [nat.subnet], "nat")

    def _waits(self, context: Context, facing: Resource, places: list[Value], variant: str) -> Iterator[Finding]:
        vpcs = [context.network.subnets.vpc(value) for value in places]
        attached = [
            each
            for each in context.graph.of_type(ATTACHMENT)
            if vpcs
            and same(each.get("VpcId"), vpcs[0]) is Truth.YES
            and not isinstance(each.get("InternetGatewayId"), Absent)
        ]
        if len(attached) == 1 and may_come_too_late(context, attached[0], facing):
            place, name = place_to_wait(context.graph, facing, attached[0])
            words = {"facing": facing, "attachment": attached[0], "place": str(place)}
            yield self.at(place, tasks=(), variant=variant, name=name, **words)


def _faces_the_internet(balancer: Resource) -> bool:
    """Internet-facing is what application and network load balancers are unless they say otherwise."""
    scheme = balancer.get("Scheme")
    known = kind(balancer) in ("application", "network")
    return known and (isinstance(scheme, Absent) or literal(scheme) == "internet-facing")
