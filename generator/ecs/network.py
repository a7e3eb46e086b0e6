"""The network of one graph: its subnets, its network ACLs, its security groups and its VPC endpoints."""

from __future__ import annotations

from functools import cached_property

from generator.ecs.endpoints import Endpoint, endpoints
from generator.ecs.groups import Groups
from generator.ecs.network_acls import NetworkAcls
from generator.ecs.subnets import Subnets
from generator.stack import Graph


class Network:
    """What stands in the network. Whether packets get through is decided by ``generator.needs.paths``."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.subnets = Subnets(graph)
        self.groups = Groups(graph, self.subnets)
        self.acls = NetworkAcls(graph, self.subnets)

    @cached_property
    def endpoints(self) -> tuple[Endpoint, ...]:
        """Every VPC endpoint."""
        return endpoints(self.graph)
