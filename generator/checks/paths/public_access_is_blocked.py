"""Lesson 1: VPC Block Public Access stops what tasks, or their callers, need the internet for."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.network.public_access import PublicAccessBlocked

_STOPS = "{resource} sets InternetGatewayBlockMode, and nothing excludes {subnet} or its VPC from {mode}: "

_EXCLUDE = (
    "an AWS::EC2::VPCBlockPublicAccessExclusion with InternetGatewayExclusionMode allow-bidirectional for {subnet}"
)


class PublicAccessIsBlocked(Check):
    id = "ECS017"
    lesson = 1
    title = "VPC Block Public Access stops the tasks or their callers"
    symptom = "ResourceInitializationError ... context deadline exceeded; or clients wait for the load balancer"
    why = (
        "VPC Block Public Access holds for a whole account and region. With block-bidirectional nothing passes an "
        "internet gateway, NAT gateways included; with block-ingress only what goes out through a NAT gateway or an "
        "egress-only internet gateway does, while public addresses of tasks and load balancers are cut off both ways."
    )
    fix = "Exclude the subnets or the VPC that need the internet, or reach AWS by endpoints."
    fault = PublicAccessBlocked
    message = {
        "address": _STOPS + "tasks of {task}, which go out by public addresses of their own, reach nothing and do not "
        "start",
        "NAT gateway": _STOPS + "tasks of {task}, which go out through a NAT gateway there, reach nothing and do not "
        "start",
        "clients": _STOPS + "clients in the internet do not get to the load balancer of {task}",
    }
    change = {
        "address": _EXCLUDE + "; or block-ingress, with the tasks behind a NAT gateway",
        "NAT gateway": "block-ingress; or an AWS::EC2::VPCBlockPublicAccessExclusion with InternetGatewayExclusionMode "
        "allow-egress for the VPC",
        "clients": _EXCLUDE,
    }
    base = "nat"
    good = {
        "PublicAccess": "{Type: 'AWS::EC2::VPCBlockPublicAccessOptions', Properties: {InternetGatewayBlockMode: "
        "block-ingress}}",
    }
    bad = {"PublicAccess.InternetGatewayBlockMode": "block-bidirectional"}
