"""Internet gateways: which VPC each is attached to, and the routes that lead to it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from generator.ecs.network.subnets import ROUTE, TABLE, same
from generator.logic import Truth, some
from generator.stack import Absent, Graph, Resource, Value

GATEWAY, ATTACHMENT = "AWS::EC2::InternetGateway", "AWS::EC2::VPCGatewayAttachment"


class Gateways:
    """The internet gateways of a graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    @cached_property
    def _attachments(self) -> dict[str, list[Resource]]:
        attachments: dict[str, list[Resource]] = {}
        for attachment in self.graph.of_type(ATTACHMENT):
            value = attachment.get("InternetGatewayId")
            if not isinstance(value, Absent):
                gateway = self.graph.target(value, GATEWAY)
                attachments.setdefault(gateway.path if gateway else "", []).append(attachment)
        return attachments

    def attachments(self, gateway: Resource) -> tuple[Resource, ...]:
        """The attachments that are certainly of a gateway."""
        return tuple(self._attachments.get(gateway.path, ()))

    @property
    def has_untraced_attachment(self) -> bool:
        """Whether some attachment is of a gateway that is not known."""
        return "" in self._attachments

    def attached(self, gateway: Resource, vpc: Value) -> Truth:
        """Whether a gateway that is created here is attached to a VPC; EC2 attaches it to one at most."""
        attachments = self.attachments(gateway)
        if attachments:
            return some(same(attachment.get("VpcId"), vpc) for attachment in attachments)
        return Truth.UNKNOWN if self.has_untraced_attachment or not self.graph.closed(gateway) else Truth.NO

    def any_attached(self, vpc: Resource, value: Value) -> Truth:
        """Whether a VPC that is created here, and that a value names, has an internet gateway."""
        every = [attachment for attachments in self._attachments.values() for attachment in attachments]
        known = some(same(attachment.get("VpcId"), value) for attachment in every)
        return known if known is not Truth.NO or self.graph.closed(vpc) else Truth.UNKNOWN

    def routes(self) -> Iterator[tuple[Resource, Resource, Value]]:
        """Each route to an internet gateway that is created here, with the gateway, and the VPC of its table."""
        for route in self.graph.of_type(ROUTE):
            gateway = self.graph.target(route.get("GatewayId"))
            table = self.graph.target(route.get("RouteTableId"), TABLE)
            if gateway is not None and gateway.type == GATEWAY:
                yield route, gateway, table.get("VpcId") if table else Absent()
