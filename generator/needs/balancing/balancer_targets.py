"""Does a load balancer get to the tasks behind it: to the port of the requests, and to that of its health checks?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from generator.ecs.balancing.balancers import Target, faces_internet, kind, subnets, without_groups
from generator.ecs.balancing.target_groups import health_port, keeps_client_addresses, target_type, transports
from generator.ecs.network.addresses import network, private
from generator.ecs.network.client_ports import WIDE
from generator.ecs.network.group_rules import Rule
from generator.ecs.network.groups import first_group
from generator.ecs.network.rule_ranges import Party
from generator.ecs.tasks import Task
from generator.ecs.texts import number
from generator.logic import Answer, Truth, no, some, unknown, yes
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.hosts.host_targets import ends_of_hosts, reaches_hosts
from generator.needs.network.acl_hops import Connection, ConnectionDropped
from generator.needs.network.acls import acls_pass_clients_on
from generator.needs.network.connections import End, connect, task_end
from generator.needs.network.requests_stopped import HealthPortClosed, RequestsStopped
from generator.needs.network.shut_by_groups import shut_by_groups
from generator.stack import Absent, Listing, Literal, Reference, Resource, Value


def balancer_end(balancer: Resource) -> End:
    """Make a load balancer one end of a connection."""
    filtered = not without_groups(balancer)
    return End(str(balancer), balancer.get("SecurityGroups"), subnets(balancer), balancer, filtered=filtered)


def reaches_tasks(context: Context, task: Task, target: Target, balancer: Resource) -> Iterator[Answer]:
    """Answer for each port that a load balancer has to get to."""
    assert target.group is not None
    port = number(target.port)
    if kind(balancer) not in ("application", "network"):
        yield unknown(f"how {balancer} sends packets on is not followed here: it is not known to be of an application")
    elif task.awsvpc is Truth.NO and kind(balancer) == "application":
        yield from reaches_hosts(context, task, balancer_end(balancer), target.group)
    elif task.awsvpc is Truth.NO and context.hosts.certain(task):
        for hosts in ends_of_hosts(context, task):
            if isinstance(hosts, Answer):
                yield hosts
                continue
            for asked in hosts.ports:
                yield from _of_a_network(context, task, target.group, balancer, asked, hosts.end)
    elif task.awsvpc is not Truth.YES or not isinstance(task.subnets, Listing):
        yield unknown(f"the network of {task.name} is not known here")
        yield from _shut_anyhow(context, task, target.group, balancer, port)
    elif port is None:
        yield unknown(f"the container port that {balancer} sends to is not known here")
    elif kind(balancer) == "application":
        yield from _with_its_own_addresses(context, task, target.group, balancer, port, task_end(task))
    else:
        yield from _of_a_network(context, task, target.group, balancer, port, task_end(task))


def _shut_anyhow(
    context: Context, task: Task, group: Resource, balancer: Resource, port: int | None
) -> Iterator[Answer]:
    """The ports that groups keep shut wherever the tasks stand, to one whose own addresses they see."""
    if task.awsvpc is not Truth.YES or port is None:
        return
    if kind(balancer) != "application" and keeps_client_addresses(group) is not Truth.NO:
        return
    health, ends = health_port(group, port), (balancer_end(balancer), task_end(task))
    asked: dict[int, Callable[..., Fault]] = {port: _worded(RequestsStopped, balancer)}
    if health is not None:
        asked.setdefault(health, _worded(HealthPortClosed, balancer, target_group=str(group)))
    for each, closed in asked.items():
        if shut := shut_by_groups(context.network, *ends, (each,), closed, (task.name,)):
            yield shut


def _with_its_own_addresses(
    context: Context, task: Task, group: Resource, balancer: Resource, port: int, end: End
) -> Iterator[Answer]:
    """Ask for the requests and the health checks of one whose own addresses the tasks see; both are of TCP."""
    answer = _connected(context, task, balancer, port, end)
    yield answer
    if health_port(group, port) != port and answer.verdict is not Truth.UNKNOWN:
        yield _asked_for_health(context, task, group, balancer, port, end)


def _of_a_network(
    context: Context, task: Task, group: Resource, balancer: Resource, port: int, end: End
) -> Iterator[Answer]:
    """Ask for a network load balancer, whose targets may see the addresses of its clients.

    With groups of its own, a rule for those admits whatever comes through it. Its health checks always come from its
    own addresses. Source: Network Load Balancers User Guide, "Update the security groups" and "Edit target group
    attributes"; read 2026-11.
    """
    protocols, kept = transports(group.get("Protocol")), keeps_client_addresses(group)
    if protocols is None or target_type(group) not in ("ip", "instance"):
        yield unknown(f"what {balancer} speaks with the targets of {group} is not known here")
        return
    if kept is Truth.NO:
        yield from _with_its_own_addresses(context, task, group, balancer, port, end)
        return
    answers = [_admits_kept(context, task, balancer, port, protocol, end) for protocol in protocols]
    if faces_internet(balancer) is Truth.YES:
        answers += [
            each for protocol in protocols for each in _acls_pass_on(context, task, balancer, port, protocol, end)
        ]
    if kept is Truth.UNKNOWN and any(answer.verdict is not Truth.YES for answer in answers):
        answers = [unknown(f"whether {group} keeps the addresses of clients is not known here")]
    yield from answers
    yield _asked_for_health(context, task, group, balancer, port, end)


def _connected(context: Context, task: Task, balancer: Resource, port: int, end: End) -> Answer:
    closed = _worded(RequestsStopped, balancer)
    return connect(context.network, balancer_end(balancer), end, port, closed, (task.name,))


def _asked_for_health(context: Context, task: Task, group: Resource, balancer: Resource, port: int, end: End) -> Answer:
    asked = health_port(group, port)
    if asked is None:
        return unknown(f"HealthCheckPort of {group} is not known here")
    closed = _worded(HealthPortClosed, balancer, target_group=str(group))
    return connect(context.network, balancer_end(balancer), end, asked, closed, (task.name,))


def _worded(kind: Callable[..., Fault], balancer: Resource, **more: object) -> Callable[..., Fault]:
    """What makes the fault of a closed port: without groups of its own, the addresses have to be admitted."""

    def closed(variant: str, **fields: Any) -> Fault:
        by_address = variant == "in" and without_groups(balancer)
        return kind(variant="addresses" if by_address else variant, **fields, **more)

    return closed


def _acls_pass_on(context: Context, task: Task, balancer: Resource, port: int, protocol: str, end: End) -> list[Answer]:
    clients = f"clients of {balancer}"
    connection = Connection(clients, task.name, port, WIDE, (task.name,), ConnectionDropped, protocol=protocol)
    return acls_pass_clients_on(context.network, connection, subnets(balancer), end.subnets)


def _admits_kept(context: Context, task: Task, balancer: Resource, port: int, protocol: str, end: End) -> Answer:
    """Answer whether the tasks admit the clients of a load balancer by their own addresses."""
    network = context.network
    vpc = network.subnets.vpc(end.subnets[0]) if end.subnets else Absent()
    groups = network.groups.effective(end.groups, vpc)
    if not isinstance(groups, Listing):
        return unknown(f"the security groups of {task.name} are not known here")
    own = balancer_end(balancer)
    if own.filtered and network.groups.allows(groups, "ingress", port, Party(own.groups), protocol) is Truth.YES:
        return yes(str(balancer), f"{task.name} on {port}", "whatever comes through its group is admitted")
    verdict = some(_admits_clients(context, group, faces_internet(balancer), port, protocol) for group in groups.items)
    if verdict is Truth.YES:
        return yes(f"clients of {balancer}", f"{task.name} on {port}", "their own addresses are admitted")
    if verdict is Truth.UNKNOWN:
        return unknown(f"whether the groups of {task.name} admit the clients of {balancer} on {port} is not known here")
    group = first_group(network.graph, groups)
    place, steps = (group, ("SecurityGroupIngress",)) if group else (end.place, ())
    stopped = partial(RequestsStopped, place, steps, (task.name,), "kept", str(balancer), task.name)
    return no(stopped(port=port, protocol=protocol))


def _admits_clients(context: Context, group: Value, from_internet: Truth, port: int, protocol: str) -> Truth:
    rules, complete = context.network.groups.openings(group, port, protocol)
    verdict = some(_is_for_clients(rule, from_internet) for rule in rules)
    return verdict if verdict is not Truth.NO or complete is Truth.YES else Truth.UNKNOWN


def _is_for_clients(rule: Rule, from_internet: Truth) -> Truth:
    """Tell whether a rule admits clients: of the internet, whose addresses are public; or any, of an internal one."""
    block = rule.get("CidrIp")
    if isinstance(block, Absent):
        if not isinstance(rule.get("SourcePrefixListId"), Absent):
            return Truth.UNKNOWN
        if not isinstance(rule.get("CidrIpv6"), Absent):
            return Truth.NO
        return Truth.NO if from_internet is Truth.YES else Truth.UNKNOWN
    if isinstance(block, Literal) and block.text == "0.0.0.0/0":
        return Truth.YES
    known = network(block)
    inside = private(known) if known else isinstance(block, Reference) and block.attribute == "CidrBlock"
    if from_internet is Truth.NO:
        return Truth.YES if inside else Truth.UNKNOWN
    if inside:
        return Truth.NO if from_internet is Truth.YES else Truth.UNKNOWN
    return Truth.YES if known else Truth.UNKNOWN
