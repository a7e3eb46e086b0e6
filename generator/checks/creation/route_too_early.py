"""Ours: a route that may be created before its gateway is attached."""

from __future__ import annotations

from generator.checks.check import Check


class RouteTooEarly(Check):
    id = "WCS122"
    lesson = 12
    title = "Route may be created before its internet gateway is attached"
    symptom = "CREATE_FAILED: route table rtb-... and network gateway igw-... belong to different networks"
    why = (
        "The route names the gateway and not its attachment to the VPC, so CloudFormation creates both side by side. "
        "The attachment usually comes first; AWS documents that DependsOn is required all the same."
    )
    fix = "Add the AWS::EC2::VPCGatewayAttachment to DependsOn of the route."
    base = "nat"
    bad = {
        "PublicRoute.DependsOn": None,
    }
