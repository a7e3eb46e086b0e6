"""Where a subnet's traffic can go: its VPC, its route tables, and what its default routes lead to."""

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
class DefaultRoute:
    """A default route.

    ``kind`` is ``nat``, ``internet`` (a gateway, of use with a public address only), ``broken`` or ``other``.
    """

    kind: str
    route: Resource


class Subnets:
    """The subnets, route tables and routes of a graph, found by the values that name them."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def resource(self, subnet: Value) -> Resource | None:
        """The subnet that a value names, if it is created here."""
        return self.graph.target(subnet, SUBNET)

    def vpc(self, subnet: Value) -> Value:
        """The VPC of a subnet; Absent when the subnet is not created here."""
        resource = self.resource(subnet)
        return resource.get("VpcId") if resource else Absent()

    def vpc_resource(self, vpc: Value) -> Resource | None:
        """The VPC that a value names, if it is created here."""
        return self.graph.target(vpc, VPC)

    @cached_property
    def _associations(self) -> dict[str, list[Resource]]:
        associations: dict[str, list[Resource]] = {}
        for association in self.graph.of_type(ASSOCIATION):
            subnet = self.resource(association.get("SubnetId"))
            associations.setdefault(subnet.path if subnet else "", []).append(association)
        return associations

    @cached_property
    def _routes(self) -> dict[str, list[Resource]]:
        routes: dict[str, list[Resource]] = {}
        for route in self.graph.of_type(ROUTE):
            table = self.graph.target(route.get("RouteTableId"), TABLE)
            routes.setdefault(table.path if table else "", []).append(route)
        return routes

    def tables(self, subnet: Resource) -> tuple[tuple[Value, ...], Truth]:
        """The route tables a subnet may have, and whether these are certainly all.

        A subnet without an association uses the VPC's main table, to which no template can add a route: no table.
        """
        associations = self._associations.get(subnet.path, [])
        complete = not self._associations.get("") and self.graph.closed(subnet)
        return tuple(association.get("RouteTableId") for association in associations), truth(complete)

    def default_routes(self, table: Value) -> tuple[tuple[DefaultRoute, ...], Truth]:
        """The default routes of a table, and whether these are certainly all."""
        resource = self.graph.target(table, TABLE)
        if resource is None:
            return (), Truth.UNKNOWN
        routes = tuple(self._select_default_routes(self._routes.get(resource.path, [])))
        stray = bool(self._routes.get("")) or not self.graph.closed(resource)
        return routes, truth(not stray)

    def _select_default_routes(self, routes: list[Resource]) -> Iterator[DefaultRoute]:
        for route in routes:
            destination = route.get("DestinationCidrBlock")
            six = route.get("DestinationIpv6CidrBlock")
            if isinstance(destination, Literal) and destination.text not in EVERYWHERE:
                continue
            if isinstance(destination, Absent) and not isinstance(six, Absent):
                continue
            if isinstance(destination, Absent):
                continue
            yield DefaultRoute(self._kind(route), route)

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
            routes, all_routes = self.default_routes(table)
            kinds = {route.kind for route in routes}
            if "nat" in kinds:
                verdicts.append((Truth.YES, f"{resource} -> {_shown_table(self.graph, table)} -> NAT gateway"))
            elif "other" in kinds:
                verdicts.append((Truth.UNKNOWN, f"{routes[0].route} leads to a target that is not followed here"))
            elif "internet" in kinds and public_address is not Truth.NO:
                verdicts.append(
                    (public_address, f"{resource} -> {_shown_table(self.graph, table)} -> internet gateway")
                )
            elif all_routes is Truth.YES:
                reason = (
                    "only an internet gateway, and tasks have no public address"
                    if "internet" in kinds
                    else "no default route"
                )
                reason = "a default route whose target is not a NAT gateway" if "broken" in kinds else reason
                verdicts.append(
                    (Truth.NO, f"{_shown_table(self.graph, table)}, the route table of {resource}, has {reason}")
                )
            else:
                verdicts.append(
                    (Truth.UNKNOWN, f"{_shown_table(self.graph, table)} may have routes that are not seen here")
                )
        best = some(verdict for verdict, _ in verdicts)
        if best is Truth.NO and all_tables is not Truth.YES:
            return Truth.UNKNOWN, f"{resource} may have a route table that is not seen here"
        return best, next(reason for verdict, reason in verdicts if verdict is best)

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


def _shown_table(graph: Graph, value: Value) -> str:
    table = graph.target(value)
    return str(table) if table else shown(value)


def same(first: Value, second: Value) -> Truth:
    """Tell whether two values name the same thing: different resources of one graph are certainly different."""
    if isinstance(first, Absent) or isinstance(second, Absent):
        return Truth.UNKNOWN
    if first == second:
        return Truth.YES
    if isinstance(first, Literal) and isinstance(second, Literal):
        return Truth.NO
    if isinstance(first, Reference) and isinstance(second, Reference):
        return Truth.NO
    return Truth.UNKNOWN
