"""A route that may be created before its gateway is attached."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks._races import may_come_too_late, place_to_wait
from generator.checks.check import Check
from generator.ecs.network.subnets import same
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.remedy import WaitFor


class RouteTooEarly(Check):
    id = "WCS122"
    lesson = 12
    title = "Route may be created before its internet gateway is attached"
    symptom = "CREATE_FAILED: route table rtb-... and network gateway igw-... belong to different networks"
    why = (
        "The route refers to the gateway but not to its attachment to the VPC, so CloudFormation creates both in "
        "parallel. The attachment is usually created first; AWS documents nevertheless that DependsOn is required."
    )
    fix = "Add the AWS::EC2::VPCGatewayAttachment to DependsOn of the route."
    message = (
        "{route} may be created before {attachment}: CreateRoute then fails, because {gateway} is not attached yet "
        "(route table and network gateway belong to different networks)"
    )
    change = "DependsOn of {resource}: add {name}"
    remedy = WaitFor("{resource}", ("{name}",))
    base = "nat"
    bad = {
        "PublicRoute.DependsOn": None,
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the routes that do not wait for the one attachment of their gateway.

        Source: CloudFormation Template Reference, "DependsOn attribute", When a DependsOn attribute is required; read
        2026-11.
        """
        gateways = context.network.gateways
        for route, gateway, vpc in gateways.routes():
            attached = gateways.attachments(gateway)
            if len(attached) != 1 or same(attached[0].get("VpcId"), vpc) is not Truth.YES:
                continue
            if may_come_too_late(context, attached[0], route):
                place, name = place_to_wait(context.graph, route, attached[0])
                yield self.at(place, route=route, attachment=attached[0], gateway=gateway, name=name)
