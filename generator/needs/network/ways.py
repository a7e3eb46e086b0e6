"""Where do packets from a subnet get to the internet, and do those from the internet get in? Route by route."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as Word

from generator.awsdata.services import gateway_services
from generator.ecs.network.nat_gateways import NatGateway
from generator.ecs.network.network import Network
from generator.ecs.network.prefix_lists import kept_by_aws
from generator.ecs.network.routes import Route
from generator.ecs.tasks import flag
from generator.logic import Truth, every, some
from generator.needs.cause import Fault
from generator.needs.network import dead_ends
from generator.needs.network.public_access import blocked
from generator.stack import Resource, Value, shown

Sender = Word["task", "load balancer", "NAT gateway", "private NAT gateway", "middlebox"]
"""Whose packets they are: what gives them a public address, or keeps them from one."""


@dataclass(frozen=True)
class Way:
    """Whether there is a way, by which stations, or why not.

    ``faults`` are what to mend on it, the tasks not yet named; none where there is no route at all.
    """

    verdict: Truth
    reason: str
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Trip:
    """What is known of packets on their way: whose they are, and what they passed already."""

    sender: Sender
    address: Truth
    """Whether they have a public address."""
    api: str
    source: Resource
    """The subnet that they come from."""
    passed: tuple[str, ...] = ()


class Ways:
    """The ways of one network to the internet."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._known: dict[tuple[Value, Truth, str, Sender], Way] = {}

    def out(self, subnet: Value, address: Truth, api: str = "") -> Way:
        """Tell whether a task in a subnet gets to the internet; with an API, to the public addresses of that."""
        return self._remembered(subnet, address, api if api in gateway_services() else "", "task")

    def public(self, subnet: Value) -> Way:
        """Tell whether what has a public address in a subnet, such as a load balancer, is reached from the internet."""
        return self._remembered(subnet, Truth.YES, "", "load balancer")

    def _remembered(self, subnet: Value, address: Truth, api: str, sender: Sender) -> Way:
        asked = (subnet, address, api, sender)
        known = self._known.get(asked)
        if known is None:
            resource = self.network.subnets.resource(subnet)
            if resource is None:
                known = Way(Truth.UNKNOWN, f"the subnet ({shown(subnet)}) is not created in these templates")
            else:
                known = self._from_subnet(resource, Trip(sender, address, api, resource))
            self._known[asked] = known
        return known

    def ipv6_only(self, subnet: Value) -> Truth:
        """Whether what is in a subnet has IPv6 addresses only; not known of one that is not created here."""
        resource = self.network.subnets.resource(subnet)
        return flag(resource.get("Ipv6Native")) if resource is not None else Truth.UNKNOWN

    def ipv6(self, subnet: Value) -> bool:
        """Whether IPv6 may lead out of a subnet, or of one that is not seen, whatever IPv4 does."""
        resource = self.network.subnets.resource(subnet)
        return resource is None or next(self.network.routes.ipv6(resource), None) is not None

    def _from_subnet(self, subnet: Resource, trip: Trip) -> Way:
        if (six := flag(subnet.get("Ipv6Native"))) is not Truth.NO:
            return self._without_ipv4(subnet, six)
        tables, all_tables = self.network.subnets.tables(subnet)
        if not tables:
            if all_tables is Truth.YES:
                main = "the main route table of the VPC has no default route"
                return Way(Truth.NO, f"{subnet} has no route table of its own, and {main}")
            return Way(Truth.UNKNOWN, f"the route table of {subnet} is not seen here")
        ways = [self._by_table(subnet, table, trip) for table in tables]
        best = some(way.verdict for way in ways)
        if best is Truth.NO and all_tables is not Truth.YES:
            return Way(Truth.UNKNOWN, f"{subnet} may have a route table that is not seen here")
        return next(way for way in ways if way.verdict is best)

    def _without_ipv4(self, subnet: Resource, six: Truth) -> Way:
        """Answer for a subnet without IPv4.

        Tasks in one reach what has IPv6 addresses, or all through DNS64 and NAT64. Source: ECS Developer Guide, "Amazon
        ECS task networking options for Fargate", Using a VPC in IPv6-only mode, read 2026-11.
        """
        if six is Truth.UNKNOWN:
            return Way(Truth.UNKNOWN, f"whether {subnet} has IPv4 (Ipv6Native) is not known here")
        tables, all_tables = self.network.subnets.tables(subnet)
        closed = [self.network.routes.of(table)[1] for table in tables]
        if every([all_tables, *closed]) is Truth.YES and next(self.network.routes.ipv6(subnet), None) is None:
            return Way(Truth.NO, f"{subnet} has IPv6 only, and no route for ::/0")
        return Way(Truth.UNKNOWN, f"{subnet} has IPv6 only, and what is reached by IPv6 alone is not decided here")

    def _by_table(self, subnet: Resource, table: Value, trip: Trip) -> Way:
        routes, all_routes = self.network.routes.of(table)
        takers = self.network.routes.towards(routes, trip.api)
        ways = [self._by_route(subnet, table, route, trip) for route in takers]
        for way in ways:
            if way.verdict is Truth.UNKNOWN:
                return way
        if all(way.verdict is Truth.YES for way in ways):
            return ways[0]
        if any(way.verdict is Truth.YES for way in ways):
            leading = next(route for route, way in zip(takers, ways, strict=True) if way.verdict is Truth.YES)
            return Way(Truth.UNKNOWN, f"{leading} may lead only some addresses of the internet out of {subnet}")
        if all_routes is not Truth.YES:
            return Way(Truth.UNKNOWN, f"{self._shown(table)} may have routes that are not seen here")
        return next((way for way in ways if way.faults), ways[0])

    def _by_route(self, subnet: Resource, table: Value, route: Route | None, trip: Trip) -> Way:
        if route is None:
            six = " for IPv4" if next(self.network.routes.ipv6(subnet), None) is not None else ""
            return Way(Truth.NO, f"{self._shown(table)}, the route table of {subnet}, has no default route{six}")
        way = self._by_target(subnet, table, route, trip)
        if route.ranges is None and not kept_by_aws(route.prefix_list) and way.verdict is not Truth.YES:
            return Way(
                Truth.UNKNOWN, f"for which addresses {route} is, and whether it leads to them, is not known here"
            )
        return way

    def _by_target(self, subnet: Resource, table: Value, route: Route, trip: Trip) -> Way:
        its = f"{self._shown(table)}, the route table of {subnet},"
        way = f"{subnet} -> {self._shown(table)}"
        match route.kind:
            case "internet gateway":
                return self._internet_gateway(subnet, route, trip, its, way)
            case "NAT gateway":
                return self._nat_gateway(subnet, route, trip, its, way)
            case "nothing" if route.key == "NatGatewayId":
                return Way(Truth.NO, f"{its} has a default route whose target is not a NAT gateway")
            case "nothing":
                return Way(Truth.NO, f"{its} has a default route whose target is no gateway of that kind")
            case "peering connection":
                reason = f"{route} leads to a peering connection, which takes nothing on to the internet"
                return Way(Truth.NO, reason, (dead_ends.peering(route),))
            case "instance" if dead_ends.drops_what_it_is_sent(self.network.graph, route):
                reason = f"{route} leads to {route.target}, which drops what is not for itself"
                return Way(Truth.NO, reason, (dead_ends.instance(route),))
            case "instance" if group := dead_ends.shut_group(self.network, route, subnet):
                reason = f"{route} leads to {route.target}, whose groups admit nothing from {subnet}"
                return Way(Truth.NO, reason, (dead_ends.shut(route, group, subnet),))
            case "instance" | "network interface" | "endpoint":
                return self._middlebox(route, trip)
        return Way(Truth.UNKNOWN, f"{route} leads to a target that is not followed here")

    def _internet_gateway(self, subnet: Resource, route: Route, trip: Trip, its: str, way: str) -> Way:
        if trip.address is Truth.NO:
            return Way(Truth.NO, f"{its} has only an internet gateway, and tasks have no public address")
        vpc = subnet.get("VpcId")
        attached = self.network.gateways.attached(route.target, vpc) if route.target is not None else Truth.YES
        if route.target is not None and attached is Truth.NO:
            reason = f"{route} leads to {route.target}, which is not attached to that VPC"
            detached = dead_ends.detached(self.network.gateways, route.resource, route.target, vpc)
            if detached is None:
                return Way(Truth.NO, reason)
            stopped = self._blocked(subnet, trip.sender, trip.source)
            return Way(Truth.NO, reason, (detached, *(stopped.faults if stopped else ())))
        if attached is Truth.UNKNOWN:
            return Way(Truth.UNKNOWN, f"whether {route.target} is attached where {subnet} is, is not known here")
        if stopped := self._blocked(subnet, trip.sender, trip.source):
            return stopped
        return Way(trip.address, f"{way} -> internet gateway")

    def _blocked(self, subnet: Resource | None, sender: Sender, source: Resource) -> Way | None:
        """Answer for VPC Block Public Access where it may stop what leaves a subnet for an internet gateway."""
        verdict, reason, fault = blocked(self.network, subnet, sender, source)
        if verdict is Truth.NO:
            return None
        return Way(Truth.NO if verdict is Truth.YES else verdict, reason, (fault,) if fault else ())

    def _nat_gateway(self, subnet: Resource, route: Route, trip: Trip, its: str, way: str) -> Way:
        if trip.sender == "load balancer":
            return Way(Truth.NO, f"{its} leads to a NAT gateway, which lets nothing in")
        if route.target is None:  # One that is made elsewhere is taken for what it is for.
            return self._blocked(None, "NAT gateway", subnet) or Way(Truth.YES, f"{way} -> NAT gateway")
        nat = NatGateway(route.target)
        if route.target.path in trip.passed:
            return Way(Truth.NO, f"{route} leads back to {route.target}")
        inner = self._beyond(nat, subnet, trip)
        if inner.verdict is Truth.YES and trip.sender in ("NAT gateway", "private NAT gateway"):
            return Way(Truth.UNKNOWN, f"{route} leads from one NAT gateway to another, which is not followed here")
        if inner.verdict is Truth.YES:
            return Way(Truth.YES, f"{way} -> NAT gateway {route.target} -> {inner.reason}")
        return inner

    def _beyond(self, nat: NatGateway, subnet: Resource, trip: Trip) -> Way:
        """Follow what passed a NAT gateway."""
        if nat.zonal is Truth.NO:
            return self._regional(nat, subnet)
        stands = self.network.subnets.resource(nat.subnet)
        if nat.zonal is Truth.UNKNOWN or stands is None:
            return Way(Truth.UNKNOWN, f"whether {nat.resource} stands where the internet is reached is not known here")
        passed = (*trip.passed, nat.resource.path)
        if nat.public is Truth.NO:
            inner = self._from_subnet(stands, Trip("private NAT gateway", Truth.NO, trip.api, trip.source, passed))
            if inner.verdict is not Truth.NO or inner.faults:
                return inner
            reason = f"{nat.resource} is private, and gives nothing a public address"
            return Way(Truth.NO, reason, (dead_ends.private(nat.resource),))
        inner = self._from_subnet(stands, Trip("NAT gateway", Truth.YES, trip.api, trip.source, passed))
        if inner.verdict is Truth.YES and nat.public is Truth.UNKNOWN:
            return Way(Truth.UNKNOWN, f"whether {nat.resource} is public (ConnectivityType) is not known here")
        if inner.verdict is not Truth.NO:
            return inner
        reason = f"{nat.resource} stands in {stands}, which does not lead to the internet ({inner.reason})"
        if inner.faults:
            return Way(Truth.NO, reason, inner.faults)
        elsewhere = self._blocked(None, "NAT gateway", trip.source)
        isolated = dead_ends.isolated(nat.resource, stands, inner.reason)
        return Way(Truth.NO, reason, (isolated, *(elsewhere.faults if elsewhere else ())))

    def _regional(self, nat: NatGateway, subnet: Resource) -> Way:
        """Follow what passed a regional NAT gateway: EC2 gives it a table that leads to the VPC's internet gateway.

        Source: VPC User Guide, "Regional NAT gateways for automatic multi-AZ expansion", read 2026-11.
        """
        vpc = self.network.subnets.vpc_resource(nat.vpc)
        attached = self.network.gateways.any_attached(vpc, nat.vpc) if vpc is not None else Truth.UNKNOWN
        if vpc is not None and attached is Truth.NO:
            reason = f"{nat.resource} is in {vpc}, which has no internet gateway"
            return Way(Truth.NO, reason, (dead_ends.without_gateway(nat.resource, vpc),))
        if attached is Truth.UNKNOWN or nat.public is not Truth.YES:
            return Way(Truth.UNKNOWN, f"whether {nat.resource} leads to an internet gateway is not known here")
        if nat.serves_zone(subnet) is not Truth.YES:
            return Way(
                Truth.UNKNOWN, f"whether {nat.resource} has an address in the zone of {subnet} is not known here"
            )
        return self._blocked(None, "NAT gateway", subnet) or Way(Truth.YES, "internet gateway")

    def _middlebox(self, route: Route, trip: Trip) -> Way:
        """Follow what is sent through a firewall or an instance: what it does is not known, where it stands may be."""
        boxes = dead_ends.subnets_of(self.network, route)
        if route.resource.path in trip.passed:
            return Way(Truth.NO, f"{route} leads back to where it comes from")
        if boxes:
            onward = Trip("middlebox", Truth.YES, trip.api, trip.source, (*trip.passed, route.resource.path))
            ways = [self._from_subnet(subnet, onward) for subnet in boxes]
            if all(way.verdict is Truth.NO for way in ways):
                reason = f"{route} leads through {shown(route.value)} into {boxes[0]}: {ways[0].reason}"
                return Way(Truth.NO, reason, next((way.faults for way in ways if way.faults), ()))
        return Way(Truth.UNKNOWN, f"{route} leads to a target that is not followed here")

    def _shown(self, table: Value) -> str:
        target = self.network.graph.target(table)
        return str(target) if target else shown(table)
