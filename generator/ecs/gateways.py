"""Internet gateways: which VPC each is attached to, and the routes that lead to it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from generator.ecs.subnets import ROUTE, TABLE
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

    def routes(self) -> Iterator[tuple[Resource, Resource, Value]]:
        """Each route to an internet gateway that is created here, with the gateway, and the VPC of its table."""
        for route in self.graph.of_type(ROUTE):
            gateway = self.graph.target(route.get("GatewayId"))
            table = self.graph.target(route.get("RouteTableId"), TABLE)
            if gateway is not None and gateway.type == GATEWAY:
                yield route, gateway, table.get("VpcId") if table else Absent()
