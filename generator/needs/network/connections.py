"""Whether TCP gets from one end to another: both ends' groups and network ACLs, from each subnet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from generator.ecs.network.client_ports import WIDE, client_ports
from generator.ecs.network.groups import first_group
from generator.ecs.network.network import Network
from generator.ecs.network.packets import Ports
from generator.ecs.network.rule_ranges import Party
from generator.ecs.tasks import Task, items
from generator.logic import Answer, Truth, all_of, every, no, unknown, yes
from generator.needs.cause import Fault, Steps
from generator.needs.network.acl_hops import Connection, ConnectionDropped
from generator.needs.network.acls import acls_connect
from generator.needs.network.within_vpc import detour
from generator.stack import Absent, Listing, Resource, Value


@dataclass(frozen=True)
class End:
    """One end of a connection, with the name that people know it by and the resource to fall back on."""

    name: str
    groups: Value
    subnets: tuple[Value, ...]
    place: Resource
    client_ports: Ports = WIDE
    """Where its own connections begin."""
    filtered: bool = True
    """Whether it has security groups at all; only a load balancer of networks can do without."""


def task_end(task: Task) -> End:
    """Make a task one end of a connection."""
    subnets = tuple(value for _, value in items(task.subnets))
    return End(task.name, task.groups, subnets, task.place, client_ports(task))


@dataclass(frozen=True)
class PortClosed(Fault):
    """Security groups keep a port shut between two ends. Each need that asks has a kind of its own.

    ``variant`` is ``in`` when the target's groups do not admit the source, ``out`` when the source's do not let it out.
    """

    variant: str
    source: str
    target: str
    port: int


def connect(
    network: Network, source: End, target: End, port: int, closed: Callable[..., Fault], tasks: Sequence[str]
) -> Answer:
    """Answer whether TCP on a port gets from one end to the other; ``closed`` makes the fault when groups stop it."""
    connection = Connection(source.name, target.name, port, source.client_ports, tuple(tasks), ConnectionDropped)
    return all_of(
        [
            _groups_connect(network, source, target, port, closed, tasks),
            *acls_connect(network, connection, source.subnets, target.subnets),
        ]
    )


def _groups_connect(
    network: Network, source: End, target: End, port: int, closed: Callable[..., Fault], tasks: Sequence[str]
) -> Answer:
    source, target = (_with_default_group(network, end) for end in (source, target))
    for end in (source, target):
        if not isinstance(end.groups, Listing):
            return unknown(f"the security groups of {end.name} are not known here")
    leaves = _groups_allow(network, source, "egress", port, target)
    enters = _groups_allow(network, target, "ingress", port, source)
    ends = {"source": source.name, "target": target.name, "port": port, "tasks": tuple(tasks)}
    faults = []
    if enters is Truth.NO:
        place, steps = _rules_to_change(network, target, "SecurityGroupIngress")
        faults.append(closed(resource=place, steps=steps, variant="in", **ends))
    if leaves is Truth.NO:
        place, steps = _rules_to_change(network, source, "SecurityGroupEgress")
        faults.append(closed(resource=place, steps=steps, variant="out", **ends))
    if faults:
        return all_of(map(no, faults))
    if Truth.UNKNOWN in (leaves, enters):
        return unknown(f"whether the groups of {source.name} and {target.name} let {port} through is not decided here")
    if elsewhere := detour(network, source.subnets, target.subnets):
        return unknown(elsewhere)
    return yes(source.name, f"{target.name} on {port}", f"{port} is open on both sides")


def _with_default_group(network: Network, end: End) -> End:
    """Put the default group of the VPC where no group is named, and there has to be one."""
    if not end.filtered:
        return replace(end, groups=Listing(()))
    vpc = network.subnets.vpc(end.subnets[0]) if end.subnets else Absent()
    return replace(end, groups=network.groups.effective(end.groups, vpc))


def _groups_allow(network: Network, end: End, direction: str, port: int, peer: End) -> Truth:
    """Ask for every subnet that the peer may have an address in: any of them may be the one."""
    if not end.filtered:
        return Truth.YES
    parties = [Party(peer.groups, (subnet,)) for subnet in peer.subnets] or [Party(peer.groups)]
    return every(network.groups.allows(end.groups, direction, port, party) for party in parties)


def _rules_to_change(network: Network, end: End, rules: str) -> tuple[Resource, Steps]:
    """The first group of an end that is created here, and its list of rules; the end itself when none is."""
    group = first_group(network.graph, end.groups)
    return (group, (rules,)) if group else (end.place, ())
