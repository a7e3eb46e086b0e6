"""Room in subnets: how many addresses each has for tasks, after those that EC2 and other interfaces take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.ecs.balancing.balancers import BALANCER, subnets
from generator.ecs.network.addresses import network
from generator.ecs.network.endpoints import ENDPOINT
from generator.ecs.network.subnets import SUBNET
from generator.ecs.tasks import items
from generator.logic import Truth
from generator.stack import Graph, Resource, Value

RESERVED = 5
"""Source: VPC User Guide, "Subnet sizing for IPv4", read 2026-11: the first four and the last address of each."""
_IN_ONE_SUBNET = ("AWS::EC2::NatGateway", "AWS::EFS::MountTarget", "AWS::EC2::Instance", "AWS::EC2::NetworkInterface")


class Rooms:
    """The subnets of a graph whose blocks are known."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._taken = Counter(subnet.path for subnet in self._interfaces())

    def addresses(self, subnet: Resource) -> int | None:
        """The addresses of a subnet that interfaces can have; None when its block is not known."""
        block = network(subnet.get("CidrBlock"))
        return None if block is None else block.num_addresses - RESERVED

    def taken(self, subnet: Resource) -> int:
        """How many of them certainly go to others than tasks, each load balancer with one at least."""
        return self._taken[subnet.path]

    def _interfaces(self) -> Iterator[Resource]:
        for place in self._places():
            subnet = self.graph.target(place, SUBNET)
            if subnet is not None:
                yield subnet

    def _places(self) -> Iterator[Value]:
        for resource in self.graph.of_type(ENDPOINT, BALANCER, *_IN_ONE_SUBNET):
            if resource.exists is not Truth.YES:
                continue
            if resource.type == BALANCER:
                yield from subnets(resource)
            elif resource.type == ENDPOINT:
                yield from (value for _, value in items(resource.get("SubnetIds")))
            else:
                yield resource.get("SubnetId")
