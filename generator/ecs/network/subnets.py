"""Subnets: the VPC that each is in, and the route tables it has."""

from __future__ import annotations

from functools import cached_property

from generator.logic import Truth, truth
from generator.stack import Absent, Graph, Literal, Reference, Resource, Value

SUBNET, VPC = "AWS::EC2::Subnet", "AWS::EC2::VPC"
TABLE, ROUTE = "AWS::EC2::RouteTable", "AWS::EC2::Route"
ASSOCIATION = "AWS::EC2::SubnetRouteTableAssociation"


class Subnets:
    """The subnets and VPCs of a graph, found by the values that name them."""

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

    def tables(self, subnet: Resource) -> tuple[tuple[Value, ...], Truth]:
        """The route tables a subnet may have, and whether these are certainly all.

        A subnet without an association uses the VPC's main table, to which no template can add a route: no table, and
        certainly all where the VPC is created here. What the main table of another VPC holds is not known.
        """
        associations = self._associations.get(subnet.path, [])
        complete = not self._associations.get("") and self.graph.closed(subnet)
        if not associations:
            complete = complete and self.vpc_resource(subnet.get("VpcId")) is not None
        return tuple(association.get("RouteTableId") for association in associations), truth(complete)

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
