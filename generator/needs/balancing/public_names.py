"""Calls of tasks to the name of a load balancer: does it admit them, from the address that they arrive with?

The name of an internet-facing load balancer leads to its public addresses, from inside of its VPC too. So a call leaves
through a NAT gateway, or from a public address of the task, and comes back with that address: no security group of the
task, and no private address of it, is seen at the load balancer. Source: Elastic Load Balancing API Reference,
CreateLoadBalancer, Scheme; VPC User Guide, "NAT gateways"; read 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from generator.ecs.balancing.balancers import faces_internet, kind, subnets, without_groups
from generator.ecs.balancing.public_names import NamedBalancer
from generator.ecs.balancing.target_groups import transports
from generator.ecs.environment import Variable, all_variables
from generator.ecs.network.client_ports import WIDE, client_ports
from generator.ecs.network.group_rules import Rule
from generator.ecs.network.groups import first_group
from generator.ecs.network.rule_ranges import Party
from generator.ecs.tasks import Task, items
from generator.ecs.texts import number
from generator.logic import Answer, Truth, all_of, no, some, unknown, yes
from generator.needs.balancing.balancer_clients import own_groups
from generator.needs.balancing.balancer_targets import balancer_end
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.network.acl_hops import Connection, ConnectionDropped
from generator.needs.network.acls import acls_from_internet, acls_to_internet
from generator.needs.network.connections import connect, task_end
from generator.needs.row import Need
from generator.stack import Absent, Listing, Literal, Reference, Resource, Text, Value

ADDRESS = "AWS::EC2::EIP"


@dataclass(frozen=True)
class PublicCallStopped(Fault):
    """A load balancer does not take a call that tasks make to it by its name.

    ``variant``: its groups do not admit the address that the call arrives from, which is of a ``nat`` gateway or the
    ``task``'s own public one; the task has no ``way`` to a public address, or its groups let nothing ``out to the
    internet`` on the port; no ``listener`` has the port; or, by private addresses, ``in`` and ``out`` as between any
    two ends.
    """

    variant: str
    source: str
    target: str
    port: int
    variable: str = ""
    address: str = ""
    """What a rule has to admit."""
    reason: str = ""


def public_name_needs(context: Context, task: Task) -> Iterator[tuple[Need, Answer]]:
    """A row for each load balancer that is created here and whose name a task's variables hold."""
    seen = set()
    for variable in all_variables(task):
        named = context.public_names.read(variable.value)
        if named is None or (named.balancer.path, named.port) in seen:
            continue
        seen.add((named.balancer.path, named.port))
        on = f" on {named.port}" if named.port else ""
        need = Need(f"calls to {named.balancer}{on}", 19, f"tasks call it by its name ({variable.name})")
        yield need, _is_taken(context, task, named, variable)


def _is_taken(context: Context, task: Task, named: NamedBalancer, variable: Variable) -> Answer:
    balancer, port = named.balancer, named.port
    if task.awsvpc is not Truth.YES or not isinstance(task.subnets, Listing):
        return unknown(f"the network of {task.name} is not known here")
    if port is None or kind(balancer) not in ("application", "network"):
        return unknown(f"on which port {task.name} calls {balancer} is not known here")
    stopped = partial(PublicCallStopped, tasks=(task.name,), source=task.name, target=str(balancer), port=port)
    stopped = partial(stopped, variable=variable.name)
    answer = _way(context, task, balancer, port, stopped)
    if answer.verdict is Truth.NO and _serves(context, task, balancer):
        return unknown(
            f"whether {task.name} calls itself through {balancer}, which would not take it, is not known here"
        )
    return answer


def _serves(context: Context, task: Task, balancer: Resource) -> bool:
    """Whether a load balancer sends requests to a task: its name may then be there for links, and not for calls."""
    groups = [target.group for target in context.balancers.targets(task) if target.group]
    forwarders = [each for group in groups for each in context.balancers.forwarders(group)]
    listeners = [listener for each in forwarders if (listener := context.balancers.listener(each))]
    return any(context.balancers.balancer(listener) is balancer for listener in listeners)


def _way(context: Context, task: Task, balancer: Resource, port: int, stopped: partial[PublicCallStopped]) -> Answer:
    if unheard := _unheard(context, balancer, port, stopped):
        return unheard
    outside = faces_internet(balancer)
    if outside is Truth.UNKNOWN:
        return unknown(f"whether {balancer} is internet-facing is not known here")
    if outside is Truth.NO:
        return connect(context.network, task_end(task), balancer_end(balancer), port, stopped, (task.name,))
    return all_of(
        _through_internet(context, task, subnet, balancer, port, stopped) for _, subnet in items(task.subnets)
    )


def _unheard(context: Context, balancer: Resource, port: int, stopped: partial[PublicCallStopped]) -> Answer | None:
    """Answer no when no listener has the port, unknown when one may have it; None when one has."""
    listeners = context.balancers.listeners(balancer)
    ports = [number(listener.get("Port")) for listener in listeners]
    heard = [listener for listener, own in zip(listeners, ports, strict=True) if own == port]
    if any("tcp" in (transports(listener.get("Protocol")) or ("tcp",)) for listener in heard):
        return None
    if None in ports or heard or context.balancers.has_untraced_listener or not context.graph.closed(balancer):
        return unknown(f"whether {balancer} listens on {port} is not known here")
    return no(stopped(resource=balancer, steps=(), variant="listener"))


def _through_internet(
    context: Context, task: Task, subnet: Value, balancer: Resource, port: int, stopped: partial[PublicCallStopped]
) -> Answer:
    """Answer for a task in one subnet, whose call goes out to the public addresses of the load balancer."""
    groups = _groups_and_routes(context, task, subnet, balancer, port, stopped)
    leaving = Connection(task.name, str(balancer), port, client_ports(task), (task.name,), ConnectionDropped)
    arriving = replace(leaving, clients=WIDE) if _nat_gateways(context, subnet) else leaving
    network = context.network
    entered = (answer for place in subnets(balancer) for answer in acls_from_internet(network, arriving, place))
    leaves = _leaves(context, task, subnet, port, stopped)
    return all_of([*leaves, groups, *acls_to_internet(network, leaving, subnet), *entered])


def _leaves(
    context: Context, task: Task, subnet: Value, port: int, stopped: partial[PublicCallStopped]
) -> Iterator[Answer]:
    """Answer where the groups of a task keep its call from public addresses, or may.

    A rule that names the group of the load balancer holds its private addresses alone. Source: EC2 User Guide,
    "Security group rules" (traffic by private addresses); read 2026-11.
    """
    facts = context.network.groups
    groups = facts.effective(task.groups, context.network.subnets.vpc(subnet))
    leaves = facts.allows(groups, "egress", port, Party(public=True))
    if leaves is Truth.NO:
        group = first_group(context.graph, task.groups)
        steps = ("SecurityGroupEgress",) if group else ()
        yield no(stopped(resource=group or task.place, steps=steps, variant="out to the internet"))
    elif leaves is Truth.UNKNOWN:
        yield unknown(f"whether the groups of {task.name} let {port} out to the internet is not known here")


def _groups_and_routes(
    context: Context, task: Task, subnet: Value, balancer: Resource, port: int, stopped: partial[PublicCallStopped]
) -> Answer:
    way = context.ways.out(subnet, task.public_address)
    reason = way.reason
    if way.verdict is Truth.NO:
        return no(stopped(resource=task.place, steps=(), variant="way", reason=reason))
    if way.verdict is Truth.UNKNOWN:
        return unknown(reason)
    if without_groups(balancer):
        return yes(task.name, reason, f"{balancer}, which has no security groups")
    groups = own_groups(context, balancer)
    if not isinstance(groups, Listing) or not groups.items:
        return unknown(f"the security groups of {balancer} are not known here")
    nats = _nat_gateways(context, subnet)
    addresses = [_address(context, nat) for nat in nats]
    verdict = some(_admits(context, group, port, addresses) for group in groups.items)
    if verdict is Truth.YES:
        return yes(task.name, reason, f"{balancer} on {port}, which admits the address that the call arrives from")
    if verdict is Truth.UNKNOWN:
        return unknown(f"whether {balancer} admits on {port} what comes from {reason} is not known here")
    made = next((group for _, value in items(groups) if (group := context.graph.target(value))), None)
    place = {"resource": made or balancer, "steps": ("SecurityGroupIngress",) if made else ("SecurityGroups",)}
    if not nats:
        return no(stopped(**place, variant="task", address="0.0.0.0/0"))
    known = next((address for address in addresses if address), None)
    return no(stopped(**place, variant="nat", address=f"the address of {known or nats[0]}", reason=str(nats[0])))


def _nat_gateways(context: Context, subnet: Value) -> list[Resource]:
    """The NAT gateways that the default routes of a subnet lead to, as far as they are created here."""
    facts = context.network.subnets
    resource = facts.resource(subnet)
    routes = [context.network.routes.of(table)[0] for table in facts.tables(resource)[0]] if resource else []
    takers = [route for listed in routes for route in context.network.routes.towards(listed) if route is not None]
    gateways = [context.graph.target(route.resource.get("NatGatewayId")) for route in takers]
    return [gateway for gateway in gateways if gateway is not None and gateway.type == "AWS::EC2::NatGateway"]


def _address(context: Context, nat: Resource) -> Resource | None:
    """The elastic address of a NAT gateway, if it is created here."""
    return context.graph.target(nat.get("AllocationId"), ADDRESS)


def _admits(context: Context, group: Value, port: int, addresses: list[Resource | None]) -> Truth:
    rules, complete = context.network.groups.openings(group, port)
    verdict = some(_is_for(rule, addresses) for rule in rules)
    return verdict if verdict is not Truth.NO or complete is Truth.YES else Truth.UNKNOWN


def _is_for(rule: Rule, addresses: list[Resource | None]) -> Truth:
    """Tell whether a rule admits the addresses that calls arrive from.

    An address that is made here has no number yet when the template is written, so no number in it is that address.
    """
    block = rule.get("CidrIp")
    if isinstance(block, Absent):
        return Truth.NO if isinstance(rule.get("SourcePrefixListId"), Absent) else Truth.UNKNOWN
    if isinstance(block, Literal):
        if block.text == "0.0.0.0/0":
            return Truth.YES
        return Truth.NO if None not in addresses else Truth.UNKNOWN
    if isinstance(block, Reference) and block.attribute == "CidrBlock":
        return Truth.NO
    parts = block.parts if isinstance(block, Text) else ()
    named = {part.resource for part in parts if isinstance(part, Reference)}
    if addresses and all(address and address.path in named for address in addresses):
        return Truth.YES
    made = {address.path for address in addresses if address}
    return Truth.NO if named and not named & made and None not in addresses else Truth.UNKNOWN
