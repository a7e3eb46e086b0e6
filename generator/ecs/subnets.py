"""Where a subnet's traffic can go: its VPC, its route table, and the typed targets of its routes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.logic import Truth, some, truth
from generator.stack import Absent, Graph, Literal, Reference, Resource, Value, shown

SUBNET, VPC = "AWS::EC2::Subnet", "AWS::EC2::VPC"
TABLE, ROUTE = "AWS::EC2::RouteTable", "AWS::EC2::Route"
ASSOCIATION = "AWS::EC2::SubnetRouteTableAssociation"
EVERYWHERE = ("0.0.0.0/0", "::/0")


@dataclass(frozen=True)
class Way:
    """A default route.

    ``kind`` is ``nat``, ``internet`` (a gateway, of use with a public address only), ``broken`` or ``other``.
    """

    kind: str
    route: Resource


class Subnets:
    """Subnets, tables and routes of a graph, by the values that name them."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def resource(self, subnet: Value) -> Resource | None:
        """The subnet that a value names, if it is created here."""
        return self.graph.target(subnet, SUBNET)

    def vpc(self, subnet: Value) -> Value:
        """The VPC of a subnet; Absent when the subnet is not created here."""
        found = self.resource(subnet)
        return found.get("VpcId") if found else Absent()

    def vpc_resource(self, vpc: Value) -> Resource | None:
        """The VPC that a value names, if it is created here."""
        return self.graph.target(vpc, VPC)

    @cached_property
    def _associations(self) -> dict[str, list[Resource]]:
        found: dict[str, list[Resource]] = {}
        for association in self.graph.of_type(ASSOCIATION):
            subnet = self.resource(association.get("SubnetId"))
            found.setdefault(subnet.path if subnet else "", []).append(association)
        return found

    @cached_property
    def _routes(self) -> dict[str, list[Resource]]:
        found: dict[str, list[Resource]] = {}
        for route in self.graph.of_type(ROUTE):
            table = self.graph.target(route.get("RouteTableId"), TABLE)
            found.setdefault(table.path if table else "", []).append(route)
        return found

    def tables(self, subnet: Resource) -> tuple[tuple[Value, ...], Truth]:
        """The route tables a subnet may have, and whether these are certainly all.

        A subnet without an association uses the VPC's main table, to which no template can add a route: no table.
        """
        found = tuple(each.get("RouteTableId") for each in self._associations.get(subnet.path, []))
        known = not self._associations.get("") and self.graph.closed(subnet)
        return found, truth(known)

    def ways_out(self, table: Value) -> tuple[tuple[Way, ...], Truth]:
        """The default routes of a table, and whether these are certainly all."""
        resource = self.graph.target(table, TABLE)
        if resource is None:
            return (), Truth.UNKNOWN
        ways = tuple(self._ways(self._routes.get(resource.path, [])))
        stray = bool(self._routes.get("")) or not self.graph.closed(resource)
        return ways, truth(not stray)

    def _ways(self, routes: list[Resource]) -> Iterator[Way]:
        for route in routes:
            destination = route.get("DestinationCidrBlock")
            six = route.get("DestinationIpv6CidrBlock")
            if isinstance(destination, Literal) and destination.text not in EVERYWHERE:
                continue
            if isinstance(destination, Absent) and not isinstance(six, Absent):
                continue
            if isinstance(destination, Absent):
                continue
            yield Way(self._kind(route), route)

    def _kind(self, route: Resource) -> str:
        nat, gateway = route.get("NatGatewayId"), route.get("GatewayId")
        if not isinstance(nat, Absent):
            target = self.graph.target(nat)
            return "nat" if target is None or target.type == "AWS::EC2::NatGateway" else "broken"
        if not isinstance(gateway, Absent):
            target = self.graph.target(gateway)
            if isinstance(gateway, Literal) and gateway.text.startswith("igw-"):
                return "internet"
            return "internet" if target is not None and target.type == "AWS::EC2::InternetGateway" else "other"
        return "other"

    def internet(self, subnet: Value, public_address: Truth) -> tuple[Truth, str]:
        """Tell whether a task in a subnet reaches the internet, and why."""
        resource = self.resource(subnet)
        if resource is None:
            return Truth.UNKNOWN, f"the subnet ({shown(subnet)}) is not created in these templates"
        tables, all_tables = self.tables(resource)
        if not tables:
            if all_tables is Truth.YES:
                main = "the main route table of the VPC has no default route"
                return Truth.NO, f"{resource} has no route table of its own, and {main}"
            return Truth.UNKNOWN, f"the route table of {resource} is not seen here"
        verdicts = []
        for table in tables:
            ways, all_ways = self.ways_out(table)
            kinds = {way.kind for way in ways}
            if "nat" in kinds:
                verdicts.append((Truth.YES, f"{resource} -> {_name(self.graph, table)} -> NAT gateway"))
            elif "other" in kinds:
                verdicts.append((Truth.UNKNOWN, f"{ways[0].route} leads to a target that is not followed here"))
            elif "internet" in kinds and public_address is not Truth.NO:
                verdicts.append((public_address, f"{resource} -> {_name(self.graph, table)} -> internet gateway"))
            elif all_ways is Truth.YES:
                reason = (
                    "only an internet gateway, and tasks have no public address"
                    if "internet" in kinds
                    else "no default route"
                )
                reason = "a default route whose target is not a NAT gateway" if "broken" in kinds else reason
                verdicts.append((Truth.NO, f"{_name(self.graph, table)}, the route table of {resource}, has {reason}"))
            else:
                verdicts.append((Truth.UNKNOWN, f"{_name(self.graph, table)} may have routes that are not seen here"))
        best = some(each for each, _ in verdicts)
        if best is Truth.NO and all_tables is not Truth.YES:
            return Truth.UNKNOWN, f"{resource} may have a route table that is not seen here"
        return best, next(reason for each, reason in verdicts if each is best)

    def dns(self, vpc: Value) -> tuple[Truth, str, Resource | None]:
        """Tell whether private names resolve in a VPC, the flag that decides it, and the VPC.

        EnableDnsSupport is true and EnableDnsHostnames false when absent. Source: CloudFormation Template Reference,
        AWS::EC2::VPC, read 2026-11.
        """
        resource = self.vpc_resource(vpc)
        if resource is None:
            return Truth.UNKNOWN, "", None
        for key, default in (("EnableDnsSupport", True), ("EnableDnsHostnames", False)):
            value = resource.get(key)
            known = default if isinstance(value, Absent) else value.boolean if isinstance(value, Literal) else None
            if known is None:
                return Truth.UNKNOWN, key, resource
            if not known:
                return Truth.NO, key, resource
        return Truth.YES, "", resource


def _name(graph: Graph, value: Value) -> str:
    found = graph.target(value)
    return str(found) if found else shown(value)


def same(one: Value, other: Value) -> Truth:
    """Tell whether two values name the same thing: different resources of one graph are certainly different."""
    if isinstance(one, Absent) or isinstance(other, Absent):
        return Truth.UNKNOWN
    if one == other:
        return Truth.YES
    if isinstance(one, Literal) and isinstance(other, Literal):
        return Truth.NO
    if isinstance(one, Reference) and isinstance(other, Reference):
        return Truth.NO
    return Truth.UNKNOWN
