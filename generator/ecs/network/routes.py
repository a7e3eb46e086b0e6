"""Routes: where each leads, for which addresses, and which one of a table a packet takes: that of the longest prefix.

Source: VPC User Guide, "How route priority works", read 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from ipaddress import IPv4Network
from typing import Literal as Word

from generator.ecs.network.addresses import network, written_ranges
from generator.ecs.network.internet_addresses import Ranges, internet, overlap, without
from generator.ecs.network.prefix_lists import entries, holds_api, kept_by_aws
from generator.ecs.network.subnets import ROUTE, TABLE, Subnets, same
from generator.ecs.tasks import flag, items
from generator.logic import Truth, truth
from generator.stack import Absent, Graph, Literal, Reference, Resource, Value

PROPAGATION, LEARNED = "AWS::EC2::VPNGatewayRoutePropagation", "AWS::EC2::RouteServerPropagation"
CONNECTION, CONNECTION_ROUTE = "AWS::EC2::VPNConnection", "AWS::EC2::VPNConnectionRoute"
IPV6_EVERYTHING, NAT64 = "::/0", "64:ff9b::/96"

Kind = Word[
    "NAT gateway", "internet gateway", "virtual private gateway", "transit gateway", "peering connection",
    "endpoint", "instance", "network interface", "core network", "carrier gateway", "local gateway", "ODB network",
    "egress-only internet gateway", "nothing", "unknown",
]  # fmt: skip
"""What a route leads to; ``nothing`` where it names a resource that no route can lead to."""

_BY_PROPERTY: dict[str, Kind] = {
    "NatGatewayId": "NAT gateway",
    "GatewayId": "unknown",
    "TransitGatewayId": "transit gateway",
    "VpcPeeringConnectionId": "peering connection",
    "VpcEndpointId": "endpoint",
    "InstanceId": "instance",
    "NetworkInterfaceId": "network interface",
    "CoreNetworkArn": "core network",
    "CarrierGatewayId": "carrier gateway",
    "LocalGatewayId": "local gateway",
    "OdbNetworkArn": "ODB network",
    "EgressOnlyInternetGatewayId": "egress-only internet gateway",
}
_GATEWAYS: dict[str, Kind] = {
    "AWS::EC2::InternetGateway": "internet gateway",
    "AWS::EC2::VPNGateway": "virtual private gateway",
}
_IDS: dict[str, Kind] = {"igw": "internet gateway", "vgw": "virtual private gateway"}
_WITHIN_VPC: tuple[Kind, ...] = ("endpoint", "instance", "network interface")
"""What traffic within a VPC may be sent through, apart from NAT gateways."""


@dataclass(frozen=True)
class Route:
    """A route for IPv4.

    ``ranges`` are the addresses that it is for; None when they are not known, or those of ``prefix_list`` alone.
    """

    resource: Resource
    kind: Kind
    key: str
    """The property that names the target; empty when none does."""
    value: Value
    target: Resource | None
    """What it leads to, if that is created here."""
    ranges: Ranges | None
    prefix_list: Value

    @property
    def leads_out(self) -> bool:
        """Whether it leads to a gateway that is there to lead out of the VPC."""
        return self.kind in ("NAT gateway", "internet gateway")

    def __str__(self) -> str:
        return str(self.resource)


class Routes:
    """The routes of a graph, by the route tables that they are in."""

    def __init__(self, graph: Graph, subnets: Subnets) -> None:
        self.graph = graph
        self.subnets = subnets
        self._between: dict[tuple[str, str], Route | None] = {}

    def of(self, table: Value) -> tuple[tuple[Route, ...], Truth]:
        """The routes of a table, and whether these are certainly all."""
        resource = self.graph.target(table, TABLE)
        if resource is None:
            return (), Truth.UNKNOWN
        stray = bool(self._by_table.get("")) or not self.graph.closed(resource)
        return self.in_table(resource), truth(not stray)

    def in_table(self, table: Resource) -> tuple[Route, ...]:
        """The routes of a table that is created here, as far as they are seen."""
        return tuple(self._by_table.get(table.path, ()))

    @cached_property
    def _by_table(self) -> dict[str, list[Route]]:
        routes: dict[str, list[Route]] = {}
        for table, route in (*self._written(), *self._propagated()):
            routes.setdefault(table.path if table else "", []).append(route)
        return routes

    def _written(self) -> Iterator[tuple[Resource | None, Route]]:
        for route in self.graph.of_type(ROUTE):
            block, listed = route.get("DestinationCidrBlock"), route.get("DestinationPrefixListId")
            if isinstance(block, Absent) and isinstance(listed, Absent):
                continue  # It is for IPv6.
            table = self.graph.target(route.get("RouteTableId"), TABLE)
            known = _ranges(block) if isinstance(listed, Absent) else entries(self.graph, listed)
            yield table, Route(route, *self._target(route), known, listed)

    def _propagated(self) -> Iterator[tuple[Resource | None, Route]]:
        """Routes that a gateway or a route server puts into tables: which, is known of static ones alone."""
        for propagation in self.graph.of_type(PROPAGATION):
            gateway = propagation.get("VpnGatewayId")
            known = self._static(gateway)
            target = self.graph.target(gateway)
            route = Route(propagation, "virtual private gateway", "VpnGatewayId", gateway, target, known, Absent())
            for table in self._tables(propagation.get("RouteTableIds")):
                yield table, route
        for propagation in self.graph.of_type(LEARNED):
            route = Route(propagation, "unknown", "", Absent(), None, None, Absent())
            yield self.graph.target(propagation.get("RouteTableId"), TABLE), route

    def _tables(self, listed: Value) -> Iterator[Resource | None]:
        values = [value for _, value in items(listed)]
        yield from (self.graph.target(value, TABLE) for value in values) if values else (None,)

    def _static(self, gateway: Value) -> Ranges | None:
        """The static routes of the VPN connections of a virtual private gateway; None when there may be others."""
        made = self.graph.target(gateway)
        if made is None or not self.graph.closed(made):
            return None
        found: list[Value] = []
        for connection in self.graph.of_type(CONNECTION):
            if same(connection.get("VpnGatewayId"), gateway) is Truth.NO:
                continue
            if flag(connection.get("StaticRoutesOnly")) is not Truth.YES or not self.graph.closed(connection):
                return None
            for route in self.graph.of_type(CONNECTION_ROUTE):
                if same(route.get("VpnConnectionId"), Reference(connection.path)) is not Truth.NO:
                    found.append(route.get("DestinationCidrBlock"))
        known = [network(value) for value in found]
        return tuple(each for each in known if each is not None) if None not in known else None

    def _target(self, route: Resource) -> tuple[Kind, str, Value, Resource | None]:
        for key, kind in _BY_PROPERTY.items():
            value = route.get(key)
            if isinstance(value, Absent):
                continue
            target = self.graph.target(value)
            if key == "GatewayId":
                kind = _gateway(value, target)
            elif key == "NatGatewayId" and target is not None and target.type != "AWS::EC2::NatGateway":
                kind = "nothing"
            return kind, key, value, target
        return "unknown", "", Absent(), None

    def towards(self, routes: Sequence[Route], api: str = "") -> tuple[Route | None, ...]:
        """The routes that packets to the internet take, each for some of its addresses; None for those without one.

        With an API, those to its public addresses. A route whose addresses are not known may be any packet's.
        """
        known = [(each, route) for route in routes for each in route.ranges or ()]
        left, takers = internet(), dict[Route | None, None]()
        for route in routes:
            if route.ranges is None and (whole := self._for_api(route, api)) is not Truth.NO:
                if whole is Truth.YES:
                    return (route,)
                takers[route] = None
        for block, route in sorted(known, key=lambda pair: (-pair[0].prefixlen, pair[1].resource.type != ROUTE)):
            if overlap(left, block):
                takers[route] = None
                left = without(left, block)
        if left:
            takers[None] = None
        return tuple(takers)

    def _for_api(self, route: Route, api: str) -> Truth:
        """Whether a route of which no range is known is that of an API."""
        if isinstance(route.prefix_list, Absent) or not kept_by_aws(route.prefix_list):
            return Truth.UNKNOWN
        return holds_api(self.graph, route.prefix_list, api)

    def between(self, source: Value, target: Value) -> Route | None:
        """The route that takes what goes from one subnet of a VPC to another out of the VPC's own hands, if any may.

        It is one that is as specific as the range that it is for, or more, within the VPC.
        Source: VPC User Guide, "Route tables", Routing for a middlebox appliance; read 2026-11.
        """
        here, there = self.subnets.resource(source), self.subnets.resource(target)
        if here is None or here is there:
            return None
        asked = (here.path, there.path if there else "")
        if asked not in self._between:
            self._between[asked] = next(self._between_subnets(here, there), None)
        return self._between[asked]

    def _between_subnets(self, here: Resource, there: Resource | None) -> Iterator[Route]:
        vpc = self.subnets.vpc_resource(here.get("VpcId"))
        whole = written_ranges(self.graph, vpc) if vpc is not None else []
        aim = network(there.get("CidrBlock")) if there is not None else None
        for table in self.subnets.tables(here)[0]:
            for route in self.of(table)[0]:
                # What is propagated never comes before the VPC's own route.
                if route.resource.type == ROUTE and _comes_between(route, whole, aim):
                    yield route

    def ipv6(self, subnet: Resource) -> Iterator[Resource]:
        """The routes of a subnet that may lead IPv6 out, or through NAT64 to IPv4."""
        for route in self.graph.of_type(ROUTE):
            block = route.get("DestinationIpv6CidrBlock")
            if isinstance(block, Absent) or (
                isinstance(block, Literal) and block.text not in (IPV6_EVERYTHING, NAT64, "0::/0")
            ):
                continue
            table = route.get("RouteTableId")
            if any(same(table, own) is not Truth.NO for own in self.subnets.tables(subnet)[0]):
                yield route


def _comes_between(route: Route, whole: Sequence[IPv4Network], aim: IPv4Network | None) -> bool:
    """Tell whether a route may come before the one of a VPC, of these ranges, on the way to a subnet in it."""
    if route.ranges is None:
        return route.kind in _WITHIN_VPC and isinstance(route.prefix_list, Absent)
    if not whole:
        return aim is not None and any(each.subnet_of(aim) for each in route.ranges)
    inside = (each for each in route.ranges if any(each.subnet_of(known) for known in whole))
    return any(aim is None or each.overlaps(aim) for each in inside)


def _ranges(block: Value) -> Ranges | None:
    known = network(block)
    return None if known is None else (known,)


def _gateway(value: Value, target: Resource | None) -> Kind:
    if target is not None:
        return _GATEWAYS.get(target.type, "nothing")
    if isinstance(value, Literal):
        return _IDS.get(value.text.partition("-")[0], "unknown")
    return "unknown"
