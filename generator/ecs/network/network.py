"""The network of one graph: its subnets and routes, its gateways, its groups and network ACLs, its VPC endpoints."""

from __future__ import annotations

from functools import cached_property

from generator.ecs.network.endpoint_regions import EndpointRegions
from generator.ecs.network.endpoints import Endpoint, endpoints
from generator.ecs.network.gateways import Gateways
from generator.ecs.network.groups import Groups
from generator.ecs.network.home import Home, Homes
from generator.ecs.network.network_acls import NetworkAcls
from generator.ecs.network.public_access import PublicAccess
from generator.ecs.network.resolvers import Resolvers
from generator.ecs.network.routes import Routes
from generator.ecs.network.subnets import Subnets
from generator.stack import Graph


class Network:
    """What stands in the network. Whether packets get through is decided by ``generator.needs.network.paths``."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.subnets = Subnets(graph)
        self.routes = Routes(graph, self.subnets)
        self.gateways = Gateways(graph)
        self.public_access = PublicAccess(graph)
        self.groups = Groups(graph, self.subnets)
        self.acls = NetworkAcls(graph, self.subnets)

    @cached_property
    def endpoints(self) -> tuple[Endpoint, ...]:
        """Every VPC endpoint."""
        return endpoints(self.graph)

    @cached_property
    def endpoint_regions(self) -> EndpointRegions:
        """The Regions that the endpoints name."""
        return EndpointRegions(self.graph, self.endpoints)

    @cached_property
    def home(self) -> Home | None:
        """The Region that everything is deployed to, when it is certain."""
        return Homes(self.graph).certain()

    @cached_property
    def resolvers(self) -> Resolvers:
        """Who answers for names."""
        return Resolvers(self.graph, self.home.region if self.home else "")
