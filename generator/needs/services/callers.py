"""Do functions and links from APIs get to the service that they are told to call?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.balancing.balancers import LISTENER, faces_internet
from generator.ecs.network.groups import first_group
from generator.ecs.network.names import DISCOVERY, registries
from generator.ecs.network.rule_ranges import Party
from generator.ecs.services.callers import Call
from generator.ecs.tasks import Task, items
from generator.ecs.texts import address, number, whole
from generator.logic import Answer, Truth, all_of, no, unknown
from generator.needs.balancing.balancer_targets import balancer_end
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.network.connections import End, PortClosed, connect, task_end
from generator.needs.row import Need
from generator.needs.services.connect_calls import served_as
from generator.stack import Absent, Listing, Resource, shown


@dataclass(frozen=True)
class CallerClosed(PortClosed):
    """The groups of a service, or of its load balancer, do not admit a caller that is no task."""


@dataclass(frozen=True)
class CallerAstray(Fault):
    """A function calls a name that it cannot get to from where it is.

    ``variant``: it is ``outside`` of any VPC and the name is private; the name is of Service ``Connect``, which
    functions do not take part in; or its subnet has no ``way`` to a public address.
    """

    variant: str
    caller: str
    variable: str
    name: str
    service: str
    reason: str = ""


def caller_needs(context: Context, task: Task) -> Iterator[tuple[Need, Answer]]:
    """A row for each function or link that calls a service, by its name or by that of its load balancer."""
    if task.service is None:
        return
    found: dict[str, list[Answer]] = {}
    for call in context.callers.calls:
        answers = [
            *_by_name(context, task, call),
            *_by_balancer(context, task, call),
            *_by_connect(context, task, call),
        ]
        if answers:
            found.setdefault(str(call.caller), []).extend(answers)
    for caller, answers in found.items():
        yield Need(f"caller {caller}", 33, "it calls the service"), all_of(answers)


def _by_name(context: Context, task: Task, call: Call) -> Iterator[Answer]:
    """Answer for a name of Cloud Map that the service registers as."""
    if not call.by_function:
        discovery = context.graph.target(call.value, DISCOVERY)
        if discovery is not None and task.service in context.names.registrants(discovery)[0]:
            yield _to_task(context, task, call, _registered_port(context, task, discovery), str(discovery))
        return
    named = context.names.read(call.value)
    discoveries = context.names.discoveries(named)[0] if named else ()
    if named is None or not any(task.service in context.names.registrants(each)[0] for each in discoveries):
        return
    if not call.in_vpc:
        yield _astray(task, call, "outside", named.shown)
    else:
        yield _to_task(context, task, call, named.address.port or _only_port(task), named.shown)


def _to_task(context: Context, task: Task, call: Call, port: int | None, name: str) -> Answer:
    if port is None:
        return unknown(f"on which port {call.caller} calls {name} is not known here")
    if task.awsvpc is not Truth.YES or not isinstance(task.subnets, Listing):
        return unknown(f"the network of {task.name} is not known here")
    return _connected(context, task, call, task_end(task), port)


def _connected(context: Context, task: Task, call: Call, target: End, port: int) -> Answer:
    if not isinstance(call.subnets, Listing):
        return unknown(f"the subnets of {call.caller} are not known here")
    places = tuple(value for _, value in items(call.subnets))
    source = End(str(call.caller), call.groups, places, call.interfaces or call.caller)
    return connect(context.network, source, target, port, CallerClosed, (task.name,))


def _registered_port(context: Context, task: Task, discovery: Resource) -> int | None:
    """The port that ECS registers with a Cloud Map service; API Gateway asks for it there.

    Source: API Gateway Developer Guide, "Create private integrations for HTTP APIs" (DiscoverInstances); read 2026-11.
    """
    assert task.service is not None
    for index, value in enumerate(registries(task.service)):
        if context.graph.target(value, DISCOVERY) is discovery:
            for key in ("ContainerPort", "Port"):
                if (port := number(task.service.get("ServiceRegistries", index, key))) is not None:
                    return port
    return None


def _only_port(task: Task) -> int | None:
    mappings = [(each, index) for each in task.containers for index, _ in items(each.get("PortMappings"))]
    ports = {number(each.get("PortMappings", index, "ContainerPort")) for each, index in mappings}
    return ports.pop() if len(ports) == 1 else None


def _by_balancer(context: Context, task: Task, call: Call) -> Iterator[Answer]:
    """Answer for a load balancer that sends requests to the service."""
    if call.by_function:
        named = context.public_names.read(call.value)
        balancer, port = (named.balancer, named.port) if named else (None, None)
        serving = balancer is not None and any(each == balancer for each, _ in _in_front(context, task))
    else:
        listener = context.graph.target(call.value, LISTENER)
        balancer = context.balancers.balancer(listener) if listener else None
        port = number(listener.get("Port")) if listener else None
        serving = any(each == listener for _, each in _in_front(context, task)) and balancer is not None
    if not serving or balancer is None:
        return
    outside = faces_internet(balancer)
    if call.by_function and not call.in_vpc:
        if outside is Truth.NO:
            yield _astray(task, call, "outside", str(balancer))
    elif call.by_function and outside is not Truth.NO:
        yield from _through_internet(context, task, call, balancer, outside)
        yield from _kept_in(context, task, call, balancer, port, outside)
    elif port is None:
        yield unknown(f"on which port {call.caller} calls {balancer} is not known here")
    else:
        yield _connected(context, task, call, balancer_end(balancer), port)


def _in_front(context: Context, task: Task) -> list[tuple[Resource | None, Resource | None]]:
    """The load balancers of a service, each with the listener that leads to it."""
    groups = [target.group for target in context.balancers.targets(task) if target.group]
    forwarders = [each for group in groups for each in context.balancers.forwarders(group)]
    listeners = [context.balancers.listener(each) for each in forwarders]
    return [(context.balancers.balancer(listener) if listener else None, listener) for listener in listeners]


def _through_internet(context: Context, task: Task, call: Call, balancer: Resource, outside: Truth) -> Iterator[Answer]:
    """Answer no where a function in a VPC, which never has a public address, has no way to one.

    Whether the load balancer admits whoever comes from there is asked by the row about its clients. Source: Lambda
    Developer Guide, "Enable internet access for VPC-connected Lambda functions"; read 2026-11.
    """
    for _, subnet in items(call.subnets):
        way = context.ways.out(subnet, Truth.NO)
        if outside is Truth.YES and way.verdict is Truth.NO:
            yield _astray(task, call, "way", str(balancer), way.reason)


def _kept_in(
    context: Context, task: Task, call: Call, balancer: Resource, port: int | None, outside: Truth
) -> Iterator[Answer]:
    """Answer no where the groups of a function keep it from the public addresses of a load balancer.

    A rule that names the group of the load balancer holds its private addresses alone. Source: EC2 User Guide,
    "Security group rules" (traffic by private addresses); read 2026-11.
    """
    places = tuple(value for _, value in items(call.subnets))
    vpc = context.network.subnets.vpc(places[0]) if places else Absent()
    groups = context.network.groups.effective(call.groups, vpc)
    if outside is not Truth.YES or port is None:
        return
    if context.network.groups.allows(groups, "egress", port, Party(public=True)) is Truth.NO:
        group = first_group(context.graph, groups)
        place, steps = (group, ("SecurityGroupEgress",)) if group else (call.interfaces or call.caller, ())
        tasks, names = (task.name,), (str(call.caller), str(balancer))
        yield no(CallerClosed(place, steps, tasks, "out to the internet", *names, port))


def _by_connect(context: Context, task: Task, call: Call) -> Iterator[Answer]:
    """Answer no for a name of Service Connect: only tasks of services with it know these.

    Source: containers-roadmap #2344; ECS API Reference, ServiceConnectClientAlias ("Only the tasks that Amazon ECS
    services create are supported with Service Connect"); read 2026-11.
    """
    written = address(context.names.texts.text(call.value)) if call.by_function else None
    if written is None or not whole(written.host) or context.names.read(call.value):
        return
    for endpoint in served_as(context, written.host):
        alias = (written.host.lower(), written.port)
        if endpoint.task is task and alias in (endpoint.aliases or ()) and "." not in written.host:
            yield _astray(task, call, "connect", str(written))


def _astray(task: Task, call: Call, variant: str, name: str, reason: str = "") -> Answer:
    last = call.steps[-1]
    named = call.place.get(*call.steps[:-1], "Name") if last == "Value" else None
    variable = str(last) if named is None else shown(named)
    return no(
        CallerAstray(call.place, call.steps, (task.name,), variant, str(call.caller), variable, name, task.name, reason)
    )
