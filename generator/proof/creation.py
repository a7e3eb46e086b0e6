"""Bridge: routes to a gateway that is attached elsewhere, or nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.gateways import Gateways
from generator.ecs.subnets import same
from generator.logic import Truth
from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.stack import Resource, Value


def creation_faults(context: Context) -> Iterator[Worded]:
    """Give routes to a gateway that is not attached to their VPC."""
    gateways = Gateways(context.graph)
    for route, gateway, vpc in gateways.routes():
        yield from _apart(context, gateways, route, gateway, vpc)


def _apart(context: Context, gateways: Gateways, route: Resource, gateway: Resource, vpc: Value) -> Iterator[Worded]:
    attached = gateways.attachments(gateway)
    elsewhere = bool(attached) and all(same(each.get("VpcId"), vpc) is Truth.NO for each in attached)
    nowhere = not attached and not gateways.stray and context.graph.closed(gateway)
    if route.exists is Truth.YES and (elsewhere or nowhere):
        state = f"{attached[0]} attaches it to another VPC" if attached else "nothing attaches it to a VPC"
        what = f"{route} leads to {gateway}, but {state}: the route table and the network gateway belong to different "
        what += "networks, and the route is not created"
        fix = f"an AWS::EC2::VPCGatewayAttachment of {gateway} to the VPC of the route table"
        yield Worded("ECS014", attached[0] if attached else gateway, (), what, fix)
