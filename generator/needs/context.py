"""What all proofs of one graph share, made when it is first asked for."""

from __future__ import annotations

from functools import cached_property

from generator.ecs.balancing.balancers import Balancers
from generator.ecs.balancing.listener_rules import ListenerRules
from generator.ecs.balancing.public_names import PublicNames
from generator.ecs.containers.functions_in_text import Misplaced, misplaced
from generator.ecs.creation_order import CreationOrder
from generator.ecs.creation_times import CreationTimes
from generator.ecs.hosts.all_hosts import AllHosts
from generator.ecs.network.names import Names
from generator.ecs.network.network import Network
from generator.ecs.services.callers import Callers
from generator.ecs.services.service_connect import ServiceConnect
from generator.ecs.stores.databases import Databases
from generator.ecs.stores.stores import Stores
from generator.ecs.tasks import Task, tasks
from generator.ecs.users import Users
from generator.logic import Truth
from generator.needs.edge import Edge
from generator.needs.network.paths import Paths
from generator.needs.network.ways import Ways
from generator.needs.permissions.log_delivery import doubtful_deliveries
from generator.needs.permissions.permissions import Permissions
from generator.refusals.schema.seldom_set import seldom_set
from generator.refusals.template_faults import template_faults
from generator.stack import EdgeError, Graph, edge_errors


class Context:
    """The facts of one graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.network = Network(graph)
        self.ways = Ways(self.network)
        self.paths = Paths(self.network, self.ways)
        self.hosts = AllHosts(graph)
        self.permissions = Permissions(graph, self.hosts)

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """Every task."""
        return tasks(self.graph)

    @cached_property
    def edge_errors(self) -> tuple[EdgeError, ...]:
        """Every property, or parameter of a nested stack, that is given a thing of another kind."""
        return edge_errors(self.graph)

    @cached_property
    def template_faults(self) -> tuple[str, ...]:
        """What CloudFormation refuses, or is not known to take, so that no task of the stack starts."""
        return tuple(dict.fromkeys((*template_faults(self.graph), *doubtful_deliveries(self.graph))))

    @cached_property
    def seldom_set(self) -> tuple[str, ...]:
        """What hardly any template sets, and nothing looks at: a stack that AWS refuses for it starts no task."""
        there = (each for each in self.graph.resources if each.exists is not Truth.NO)
        return tuple(dict.fromkeys(said for resource in there for said in seldom_set(resource)))

    @cached_property
    def edge(self) -> Edge:
        """What is not modelled."""
        return Edge(self.graph)

    @cached_property
    def databases(self) -> Databases:
        """The databases, and who uses them."""
        return Databases(self.graph)

    @cached_property
    def stores(self) -> Stores:
        """The stores of other types."""
        return Stores(self.graph)

    @cached_property
    def balancers(self) -> Balancers:
        """The load balancers."""
        return Balancers(self.graph)

    @cached_property
    def public_names(self) -> PublicNames:
        """The names of the load balancers."""
        return PublicNames(self.graph)

    @cached_property
    def listener_rules(self) -> ListenerRules:
        """The rules of listeners."""
        return ListenerRules(self.graph)

    @cached_property
    def users(self) -> Users:
        """Who cannot do without what."""
        return Users(self.graph, self.tasks, self.balancers)

    @cached_property
    def names(self) -> Names:
        """The private namespaces."""
        return Names(self.graph)

    @cached_property
    def callers(self) -> Callers:
        """What calls services and is no task."""
        return Callers(self.graph)

    @cached_property
    def service_connect(self) -> ServiceConnect:
        """The services with Service Connect."""
        return ServiceConnect(self.graph, self.tasks)

    @cached_property
    def misplaced_functions(self) -> tuple[Misplaced, ...]:
        """The functions that are written inside of texts."""
        return tuple(misplaced(self.graph))

    @cached_property
    def waiting(self) -> CreationOrder:
        """What is complete before what."""
        return CreationOrder(self.graph)

    @cached_property
    def creation_times(self) -> CreationTimes:
        """When everything is usually created."""
        return CreationTimes(self.graph, self.waiting)
