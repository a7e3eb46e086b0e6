"""Does a load balancer get to the tasks behind it, and do clients get to the load balancer?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from generator.ecs.balancers import Target, faces_internet, health_port, kind, subnets
from generator.ecs.groups import GROUP
from generator.ecs.tasks import Task, items
from generator.ecs.texts import number
from generator.logic import Answer, Truth, all_of, no, unknown, yes
from generator.needs.cause import Fault
from generator.needs.connections import End, PortClosed, connect, task_end
from generator.needs.context import Context
from generator.needs.routes import route_taken
from generator.needs.row import Need
from generator.stack import Absent, Listing, Resource, Value, shown


@dataclass(frozen=True)
class RequestsStopped(Fault):
    """Requests do not get through a load balancer to the tasks behind it.

    ``variant`` says where. Between the load balancer and the tasks: ``in`` when the tasks' groups do not admit it,
    ``out`` when its own groups do not let it out. Before the load balancer: ``clients`` when its groups admit
    nobody, ``internet`` when a subnet has no route.
    """

    variant: str
    source: str
    """The load balancer."""
    target: str
    """The service."""
    port: int | None = None
    """The port that is not open; of several the first."""
    ports: tuple[int, ...] = ()
    """What the load balancer listens on, where it admits nobody."""
    subnet: Resource | None = None
    """The subnet without a route."""
    given_by: str = ""
    """The property that gives the load balancer its subnets: ``Subnets`` or ``SubnetMappings``."""


@dataclass(frozen=True)
class HealthPortClosed(PortClosed):
    """A load balancer does not get to the port that its health checks ask."""

    target_group: str


def balancing_needs(context: Context, task: Task) -> Iterator[tuple[Need, Answer]]:
    """A row for each load balancer that sends requests to a task."""
    for target in context.balancers.targets(task):
        if target.group is None:
            continue
        for balancer, ports in _ports_by_balancer(context, target.group).items():
            need = Need(f"load balancer {balancer}", 10, f"it sends requests to the tasks ({target.group})")
            answers = [
                *_reaches_tasks(context, task, target, balancer),
                *_is_reached_by_clients(context, task, balancer, ports),
            ]
            if fault := route_taken(context, target.group, task.name):
                answers.append(no(fault))
            yield need, all_of(answers)


def _ports_by_balancer(context: Context, group: Resource) -> dict[Resource, list[Value]]:
    """The load balancers of a target group, each with the ports of its listeners."""
    ports: dict[Resource, list[Value]] = {}
    for forwarder in context.balancers.forwarders(group):
        listener = context.balancers.listener(forwarder)
        balancer = context.balancers.balancer(listener) if listener else None
        if listener and balancer:
            ports.setdefault(balancer, []).append(listener.get("Port"))
    return ports


def _balancer_end(balancer: Resource) -> End:
    return End(str(balancer), balancer.get("SecurityGroups"), subnets(balancer), balancer)


def _reaches_tasks(context: Context, task: Task, target: Target, balancer: Resource) -> Iterator[Answer]:
    port = number(target.port)
    if kind(balancer) != "application":
        yield unknown(f"from which addresses {balancer} reaches tasks is not decided here")
        return
    if task.awsvpc is not Truth.YES or not isinstance(task.subnets, Listing):
        yield unknown(f"the network of {task.name} is not known here")
        return
    if port is None:
        yield unknown(f"the container port that {balancer} sends to is not known here")
        return
    answer = connect(context.network, _balancer_end(balancer), task_end(task), port, RequestsStopped, (task.name,))
    yield answer
    asked = health_port(target.group) if target.group else None
    if asked is not None and asked != port and answer.verdict is not Truth.UNKNOWN:
        closed = partial(HealthPortClosed, target_group=str(target.group))
        yield connect(context.network, _balancer_end(balancer), task_end(task), asked, closed, (task.name,))


def _is_reached_by_clients(context: Context, task: Task, balancer: Resource, ports: list[Value]) -> Iterator[Answer]:
    if kind(balancer) == "application":
        yield _admits_clients(context, task, balancer, ports)
    if faces_internet(balancer):
        for subnet in subnets(balancer):
            yield _has_public_subnet(context, task, balancer, subnet)


def _admits_clients(context: Context, task: Task, balancer: Resource, ports: list[Value]) -> Answer:
    """Ask whether the groups admit anybody at all on a listener's port."""
    own_subnets = subnets(balancer)
    vpc = context.network.subnets.vpc(own_subnets[0]) if own_subnets else Absent()
    groups = context.network.groups.effective(balancer.get("SecurityGroups"), vpc)
    if not isinstance(groups, Listing) or not groups.items:
        return unknown(f"the security groups of {balancer} are not known here")
    known = [port for value in ports if (port := number(value)) is not None]
    if len(known) != len(ports):
        return unknown(f"the ports of the listeners of {balancer} are not known here")
    for _, value in items(groups):
        verdict = context.network.groups.admits_anybody(value, known)
        if verdict is Truth.YES:
            return yes(f"{shown(value)} admits clients on {', '.join(map(str, dict.fromkeys(known)))}")
        if verdict is Truth.UNKNOWN:
            return unknown(f"the rules of {shown(value)}, a security group of {balancer}, are not all seen here")
    made_here = (context.graph.target(value, GROUP) for _, value in items(groups))
    group = next((group for group in made_here if group), None)
    place, steps = (group, ("SecurityGroupIngress",)) if group else (balancer, ("SecurityGroups",))
    ends = (str(balancer), task.name)
    return no(RequestsStopped(place, steps, (task.name,), "clients", *ends, port=known[0], ports=tuple(known)))


def _has_public_subnet(context: Context, task: Task, balancer: Resource, subnet: Value) -> Answer:
    """Ask whether a subnet has a route to an internet gateway, without which nothing outside reaches it."""
    network = context.network.subnets
    resource = network.resource(subnet)
    if resource is None:
        return unknown(f"the subnet ({shown(subnet)}) of {balancer} is not created in these templates")
    tables, all_tables = network.tables(resource)
    certain = all_tables
    for table in tables:
        ways, all_ways = network.default_routes(table)
        kinds = {way.kind for way in ways}
        if "internet" in kinds:
            return yes(f"{balancer} -> {resource} -> internet gateway")
        if "other" in kinds or all_ways is not Truth.YES:
            certain = Truth.UNKNOWN
    if certain is not Truth.YES:
        return unknown(f"the routes of {resource} are not all seen here")
    key = "Subnets" if isinstance(balancer.get("SubnetMappings"), Absent) else "SubnetMappings"
    ends = (str(balancer), task.name)
    return no(RequestsStopped(balancer, (key,), (task.name,), "internet", *ends, subnet=resource, given_by=key))
