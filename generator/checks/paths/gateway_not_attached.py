"""Lesson 1: a route to an internet gateway that belongs to no VPC, or to another."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.needs.network.dead_ends import GatewayDetached, detached

_FAILS = "CreateRoute fails, because the route table and the network gateway belong to different networks"


class GatewayNotAttached(Check):
    id = "ECS014"
    lesson = 1
    fails_creation = True
    title = "Route leads to an internet gateway that is not attached to its VPC"
    symptom = "CREATE_FAILED: route table rtb-... and network gateway igw-... belong to different networks"
    why = (
        "An internet gateway carries no traffic until an AWS::EC2::VPCGatewayAttachment attaches it to a VPC. EC2 "
        "rejects a route to it from any other VPC."
    )
    fix = "Attach the gateway to the VPC of the route table, and let the route wait for that (DependsOn)."
    fault = GatewayDetached
    message = {
        "nowhere": "{route} leads to {gateway}, which is not attached to a VPC; " + _FAILS,
        "elsewhere": "{route} leads to {gateway}, but {resource} attaches it to another VPC; " + _FAILS,
    }
    change = "an AWS::EC2::VPCGatewayAttachment of {gateway} to the VPC of the route table"
    base = "nat"
    bad = {
        "InternetGatewayAttachment": None,
        "PublicRoute.DependsOn": None,
        "NatAddress.DependsOn": None,
    }

    def find(self, context: Context) -> Iterator[Finding]:
        gateways = context.network.gateways
        for route, gateway, vpc in gateways.routes():
            if route.exists is Truth.YES and (fault := detached(gateways, route, gateway, vpc)):
                yield self.word(fault)
