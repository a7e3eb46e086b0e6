"""An internet-facing load balancer that may be created before its VPC has an internet gateway."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks._races import may_come_too_late, place_to_wait
from generator.checks.check import Check
from generator.ecs.balancing.balancers import BALANCER, kind
from generator.ecs.network.gateways import ATTACHMENT
from generator.ecs.network.subnets import same
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.remedy import WaitFor
from generator.stack import Absent, Resource


class BalancerBeforeGateway(Check):
    id = "WCS411"
    lesson = 41
    title = "Internet-facing load balancer may be created before the internet gateway is attached"
    symptom = "CREATE_FAILED: VPC vpc-... has no internet gateway (Service: ElasticLoadBalancingV2; InvalidSubnet)"
    why = (
        "The load balancer names its subnets and not the attachment of the gateway, so CloudFormation creates both in "
        "parallel. Elastic Load Balancing refuses a load balancer that faces an internet which its VPC does not have."
    )
    fix = "Add the AWS::EC2::VPCGatewayAttachment, or a default route that waits for it, to DependsOn of the balancer."
    message = (
        "{balancer} faces the internet and may be created before {attachment}: its creation then fails (the VPC has "
        "no internet gateway)"
    )
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
        """Find load balancers that do not wait for the one attachment of their VPC.

        Sources: CloudFormation Template Reference, "DependsOn attribute", When a DependsOn attribute is required
        (Elastic Load Balancing load balancers); aws-multi-region-bc-dr-workshop #23; excerpts, 2026-11.
        """
        graph = context.graph
        for balancer in graph.of_type(BALANCER):
            if not _faces_the_internet(balancer):
                continue
            vpcs = [context.network.subnets.vpc(value) for _, value in items(balancer.get("Subnets"))]
            attached = [
                each
                for each in graph.of_type(ATTACHMENT)
                if vpcs
                and same(each.get("VpcId"), vpcs[0]) is Truth.YES
                and not isinstance(each.get("InternetGatewayId"), Absent)
            ]
            if len(attached) == 1 and may_come_too_late(context, attached[0], balancer):
                place, name = place_to_wait(graph, balancer, attached[0])
                words = {"balancer": balancer, "attachment": attached[0], "place": str(place)}
                yield self.at(place, tasks=(), variant="", name=name, **words)


def _faces_the_internet(balancer: Resource) -> bool:
    """Internet-facing is what application and network load balancers are unless they say otherwise."""
    scheme = balancer.get("Scheme")
    known = kind(balancer) in ("application", "network")
    return known and (isinstance(scheme, Absent) or literal(scheme) == "internet-facing")
