"""A route that its table has already: another one, that of the VPC itself, or that of a gateway endpoint."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network
from typing import Any

from generator.checks.check import Check
from generator.ecs.network.addresses import network, written_ranges
from generator.ecs.network.routes import Route
from generator.ecs.network.subnets import ROUTE, TABLE, VPC
from generator.ecs.tasks import items
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Absent, Resource, Value, shown

_DESTINATIONS = ("DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId")
_OF_GATEWAY = "AWS::EC2::GatewayRouteTableAssociation"
_LEADING_OUT = ("internet gateway", "peering connection")


class RouteTaken(Check):
    id = "ECS245"
    lesson = 24
    fails_creation = True
    title = "Route table has a route for that destination already"
    symptom = "CREATE_FAILED: The route identified by 0.0.0.0/0 already exists (RouteAlreadyExists)"
    why = (
        "A route table holds one route for each destination: that of the VPC's own range is there from the start, and "
        "a gateway endpoint adds one for its prefix list. Within the range of the VPC, a route leads to what stands in "
        "the VPC only."
    )
    fix = "Leave one of the two, or give the second a table of its own."
    message = {
        "route": "{resource} and {other} are routes of {table} for the same destination, {destination}: one of the two "
        "is refused (RouteAlreadyExists), and the stack is rolled back",
        "endpoint": "{resource} and {other} are gateway endpoints for {destination} in one route table, {table}: one "
        "of the two is refused (RouteAlreadyExists), and the stack is rolled back",
        "local": "{resource} is a route of {table} for {destination}, which is the range of its VPC, for which the "
        "table has the route local: CreateRoute is refused (RouteAlreadyExists)",
        "gateway": "{resource} gives a gateway the route table {table}, whose route {other} leads out of the VPC: the "
        "table of a gateway leads to what stands in the VPC only, and the association is refused",
        "within": "{resource} leads {destination}, which is within the range of its VPC, to a {other}: CreateRoute is "
        "refused, because such a route leads to what stands in the VPC only",
    }
    change = {
        "route": "leave one of {resource} and {other}",
        "endpoint": "RouteTableIds: leave {table} out of one of {resource} and {other}",
        "local": "leave {resource}",
        "gateway": "RouteTableId: a table without {other}",
        "within": "leave {resource}",
    }
    base = "nat"
    bad = {
        "SecondRoute": "{Type: 'AWS::EC2::Route', Properties: {RouteTableId: !Ref RouteTable, "
        "DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref NatGateway}}",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find what certainly exists beside another.

        Source: EC2 API Reference, CreateRoute, and error codes (RouteAlreadyExists); VPC User Guide, "How route
        priority works" and "Gateway route tables"; read 2026-11.
        """
        yield from self._written(context)
        yield from self._within_vpc(context)
        yield from self._endpoints(context)
        yield from self._of_gateways(context)

    def _written(self, context: Context) -> Iterator[Finding]:
        first: dict[tuple[Value, object], Resource] = {}
        for route in context.graph.of_type(ROUTE):
            table = route.get("RouteTableId")
            if route.exists is not Truth.YES or isinstance(table, Absent):
                continue
            for key in _DESTINATIONS:
                value = route.get(key)
                if isinstance(value, Absent):
                    continue
                other = first.setdefault((table, network(value) or value), route)
                if other is not route:
                    words: dict[str, Any] = {"table": _name(context, table), "destination": value, "other": other}
                    yield self.at(route, key, variant="route", **words)

    def _within_vpc(self, context: Context) -> Iterator[Finding]:
        graph = context.graph
        for resource in graph.of_type(ROUTE):
            table = graph.target(resource.get("RouteTableId"), TABLE)
            vpc = graph.target(table.get("VpcId"), VPC) if table else None
            block = network(resource.get("DestinationCidrBlock"))
            if resource.exists is not Truth.YES or table is None or vpc is None or block is None:
                continue
            whole = written_ranges(graph, vpc)
            if block in whole:
                yield self.at(resource, "DestinationCidrBlock", variant="local", table=table, destination=block)
            elif _inside(block, whole) and (kind := _leads_to(context, table, resource)):
                words: dict[str, Any] = {"destination": block, "other": kind}
                yield self.at(resource, "DestinationCidrBlock", variant="within", **words)

    def _of_gateways(self, context: Context) -> Iterator[Finding]:
        for resource in context.graph.of_type(_OF_GATEWAY):
            table = context.graph.target(resource.get("RouteTableId"), TABLE)
            routes = context.network.routes.in_table(table) if table else ()
            leading = (route for route in routes if route.leads_out and route.resource.exists is Truth.YES)
            if resource.exists is Truth.YES and table and (route := next(leading, None)):
                yield self.at(resource, "RouteTableId", variant="gateway", table=table, other=route.resource)

    def _endpoints(self, context: Context) -> Iterator[Finding]:
        first: dict[tuple[Value, str], Resource] = {}
        for endpoint in context.network.endpoints:
            resource = endpoint.resource
            if endpoint.kind != "Gateway" or not endpoint.api or resource.exists is not Truth.YES:
                continue
            for index, table in items(resource.get("RouteTableIds")):
                other = first.setdefault((table, endpoint.api), resource)
                if other is not resource:
                    words: dict[str, Any] = {
                        "table": _name(context, table),
                        "destination": endpoint.api,
                        "other": other,
                    }
                    yield self.at(resource, "RouteTableIds", index, variant="endpoint", **words)


def _inside(block: IPv4Network, whole: list[IPv4Network]) -> bool:
    return any(block.subnet_of(known) for known in whole)


def _leads_to(context: Context, table: Resource, resource: Resource) -> str:
    """What a route leads to, if that certainly leads out of the VPC; empty for anything else."""
    routes: tuple[Route, ...] = context.network.routes.in_table(table)
    return next((route.kind for route in routes if route.resource is resource and route.kind in _LEADING_OUT), "")


def _name(context: Context, table: Value) -> str:
    return str(context.graph.target(table) or shown(table))
