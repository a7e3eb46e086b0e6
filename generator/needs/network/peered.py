"""Two networks that are connected: has each a route to the other? What connects them is not followed itself."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from generator.ecs.network.addresses import network as block_of
from generator.ecs.network.network import Network
from generator.ecs.network.subnets import same
from generator.logic import Truth
from generator.stack import Resource, Value

_AWAY = ("internet gateway", "NAT gateway")
"""What leads to no other VPC by private addresses."""


def without_route(network: Network, ends: Sequence[Value], others: Sequence[Value]) -> str:
    """Say which subnet of either side certainly has no route to one of the other side, in another VPC; empty if none.

    Source: VPC Peering Guide, "Update your route tables for a VPC peering connection" (both sides); read 2026-11.
    """
    for first, second in product(ends, others):
        for source, target in ((first, second), (second, first)):
            here, there = network.subnets.resource(source), network.subnets.resource(target)
            if here is None or there is None or same(here.get("VpcId"), there.get("VpcId")) is not Truth.NO:
                continue
            if _leads_nowhere(network, here, there):
                return f"{here} has no route to {there}, which is in another VPC"
    return ""


def _leads_nowhere(network: Network, here: Resource, there: Resource) -> bool:
    aim = block_of(there.get("CidrBlock"))
    tables, all_tables = network.subnets.tables(here)
    if aim is None or all_tables is not Truth.YES:
        return False
    for table in tables:
        routes, all_routes = network.routes.of(table)
        for route in routes:
            near = route.ranges is None or any(each.overlaps(aim) for each in route.ranges)
            if near and route.kind not in _AWAY:
                return False
        if all_routes is not Truth.YES:
            return False
    return True
