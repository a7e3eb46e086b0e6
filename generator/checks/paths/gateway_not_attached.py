"""Lesson 1: a route to an internet gateway that belongs to no VPC, or to another."""

from __future__ import annotations

from generator.checks.check import Check


class GatewayNotAttached(Check):
    id = "ECS014"
    lesson = 1
    title = "Route leads to an internet gateway that is not attached to its VPC"
    symptom = "CREATE_FAILED: route table rtb-... and network gateway igw-... belong to different networks"
    why = (
        "An internet gateway is created on its own, and is of no use until an AWS::EC2::VPCGatewayAttachment ties it "
        "to one VPC. EC2 refuses a route to it from any other."
    )
    fix = "Attach the gateway to the VPC of the route table, and let the route wait for that (DependsOn)."
    base = "nat"
    bad = {
        "InternetGatewayAttachment": None,
        "PublicRoute.DependsOn": None,
        "NatAddress.DependsOn": None,
    }
