"""Do clients get to a load balancer: do its groups admit them, and do its subnets lead to the internet?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.ecs.balancing.balancers import faces_internet, families, subnets, without_groups
from generator.ecs.balancing.target_groups import transports
from generator.ecs.network.addresses import network, private
from generator.ecs.network.client_ports import WIDE
from generator.ecs.network.group_rules import GROUP, Rule
from generator.ecs.tasks import Task, items
from generator.ecs.texts import number
from generator.logic import Answer, Truth, all_of, no, unknown, yes
from generator.needs.context import Context
from generator.needs.network.acl_hops import Connection, ConnectionDropped
from generator.needs.network.acls import acls_admit_clients
from generator.needs.network.requests_stopped import RequestsStopped
from generator.stack import Absent, Listing, Resource, Value, shown

_SOURCES = {4: "CidrIp", 6: "CidrIpv6"}


def is_reached_by_clients(
    context: Context, task: Task, balancer: Resource, listeners: Iterable[Resource]
) -> Iterator[Answer]:
    """Answer for each thing on the way of clients to the listeners of a load balancer."""
    by_version = families(balancer)
    if not by_version:
        yield unknown(f"which versions of IP clients of {balancer} come by is not known here")
    elif not without_groups(balancer):
        yield _admits_clients(context, task, balancer, list(listeners), by_version)
    outside = faces_internet(balancer)
    for subnet in subnets(balancer) if outside is not Truth.NO else ():
        answer = _has_public_subnet(context, task, balancer, subnet, 4 if 4 in by_version else 6)
        if outside is Truth.UNKNOWN and answer.verdict is not Truth.YES:
            answer = unknown(f"whether {balancer} is internet-facing is not known here")
        yield answer
    if outside is Truth.YES and by_version == (4,):
        yield from _acls_admit(context, task, balancer, list(listeners))


def _acls_admit(context: Context, task: Task, balancer: Resource, listeners: list[Resource]) -> Iterator[Answer]:
    ports = dict.fromkeys(port for port, protocol in listened_on(listeners) or () if protocol == "tcp")
    for port in ports:
        for subnet in subnets(balancer):
            connection = Connection("clients", str(balancer), port, WIDE, (task.name,), ConnectionDropped)
            yield from acls_admit_clients(context.network, connection, subnet)


def admitting(
    context: Context, balancer: Resource, ports: Iterable[tuple[int, str]], by_version: Iterable[int]
) -> tuple[Value | None, Truth]:
    """The first group of a load balancer that admits anybody at all, by some versions of IP, and whether any does."""
    groups, certain = own_groups(context, balancer), Truth.NO
    if not isinstance(groups, Listing) or not groups.items:
        return None, Truth.UNKNOWN
    for _, value in items(groups):
        for port, protocol in ports:
            rules, complete = context.network.groups.openings(value, port, protocol)
            fitting = [rule for rule in rules if any(_is_for(rule, version) for version in by_version)]
            if any(not _is_private(rule) or faces_internet(balancer) is Truth.NO for rule in fitting):
                return value, Truth.YES
            if fitting or complete is not Truth.YES:
                certain = Truth.UNKNOWN
    return None, certain


def own_groups(context: Context, balancer: Resource) -> Value:
    """The groups of a load balancer: the default one of its VPC when it is given none."""
    own_subnets = subnets(balancer)
    vpc = context.network.subnets.vpc(own_subnets[0]) if own_subnets else Absent()
    return context.network.groups.effective(balancer.get("SecurityGroups"), vpc)


def listened_on(listeners: Iterable[Resource]) -> list[tuple[int, str]] | None:
    """The ports of listeners, each with what packets it is of; None when they are not all known."""
    ports: dict[tuple[int, str], None] = {}
    for listener in listeners:
        port, protocols = number(listener.get("Port")), transports(listener.get("Protocol"))
        if port is None:
            return None
        # Without a protocol that is known, most are of TCP: what others are of is refused where it does not fit.
        ports |= {(port, protocol): None for protocol in protocols or ("tcp",)}
    return list(ports)


def _is_for(rule: Rule, version: int) -> bool:
    """Whether a rule admits, or may admit, somebody by a version of IP: members of a group may come by both."""
    blocks = [rule.get(name) for name in _SOURCES.values()]
    return not isinstance(rule.get(_SOURCES[version]), Absent) or all(isinstance(block, Absent) for block in blocks)


def _is_private(rule: Rule) -> bool:
    """Whether a rule is certainly for private addresses only, which no client on the internet has."""
    block = network(rule.get("CidrIp"))
    return block is not None and private(block) and isinstance(rule.get("CidrIpv6"), Absent)


def _admits_clients(
    context: Context, task: Task, balancer: Resource, listeners: list[Resource], by_version: tuple[int, ...]
) -> Answer:
    ports = listened_on(listeners)
    if ports is None:
        return unknown(f"the ports of the listeners of {balancer} are not known here")
    numbers = tuple(dict.fromkeys(port for port, _ in ports))
    group, admits = admitting(context, balancer, ports, by_version)
    if admits is Truth.YES and group is not None:
        return yes(f"{shown(group)} admits clients on {', '.join(map(str, numbers))}")
    groups = own_groups(context, balancer)
    if not isinstance(groups, Listing) or not groups.items:
        return unknown(f"the security groups of {balancer} are not known here")
    if admits is Truth.UNKNOWN:
        return unknown(f"whether {shown(groups)}, of {balancer}, admits its clients is not known here")
    _, by_any = admitting(context, balancer, ports, _SOURCES)
    variant = "clients" if by_any is Truth.NO else "clients by IPv4" if 4 in by_version else "clients by IPv6"
    made_here = (context.graph.target(value, GROUP) for _, value in items(groups))
    made = next((group for group in made_here if group), None)
    place, steps = (made, ("SecurityGroupIngress",)) if made else (balancer, ("SecurityGroups",))
    ends, (port, protocol) = (str(balancer), task.name), ports[0]
    return no(RequestsStopped(place, steps, (task.name,), variant, *ends, port, numbers, protocol=protocol))


def _has_public_subnet(context: Context, task: Task, balancer: Resource, subnet: Value, version: int) -> Answer:
    """Ask whether a subnet has a route to an internet gateway, without which nothing outside reaches it."""
    resource = context.network.subnets.resource(subnet)
    if resource is None:
        return unknown(f"the subnet ({shown(subnet)}) of {balancer} is not created in these templates")
    if version == 6:
        return unknown(f"whether {resource} has a route for IPv6 to an internet gateway is not decided here")
    way = context.ways.public(subnet)
    if way.verdict is Truth.YES:
        return yes(f"{balancer} -> {resource} -> internet gateway")
    if way.verdict is Truth.UNKNOWN:
        return unknown(way.reason)
    if way.faults:
        return all_of(no(replace(fault, tasks=(task.name,))) for fault in way.faults)
    key = "Subnets" if isinstance(balancer.get("SubnetMappings"), Absent) else "SubnetMappings"
    ends = (str(balancer), task.name)
    return no(RequestsStopped(balancer, (key,), (task.name,), "internet", *ends, subnet=resource, given_by=key))
