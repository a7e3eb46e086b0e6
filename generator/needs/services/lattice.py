"""Is a service registered in VPC Lattice, and do its tasks let in what comes from there?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Network

from generator.ecs.arns import arn
from generator.ecs.network.addresses import network
from generator.ecs.network.group_rules import Rule
from generator.ecs.network.groups import first_group
from generator.ecs.network.subnets import VPC
from generator.ecs.tasks import Container, Task, items
from generator.ecs.texts import literal, number
from generator.logic import Answer, Truth, all_of, no, some, unknown, yes
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.permissions.permissions import Action
from generator.needs.row import Need
from generator.needs.services.infrastructure_roles import role_serves
from generator.stack import Absent, Listing, Pseudo, Reference, Resource, Value, shown

GROUP = "AWS::VpcLattice::TargetGroup"
_KEY = "VpcLatticeConfigurations"
_FROM = IPv4Network("169.254.171.0/24")
"""Where requests and health checks of VPC Lattice come from. Source: VPC Lattice User Guide, "Control traffic in VPC
Lattice using security groups" (the managed prefix list com.amazonaws.region.vpc-lattice); "How VPC Lattice works"
(link-local addresses, 169.254.171.x); not looked up, 2026-11."""


@dataclass(frozen=True)
class LatticeRefused(Fault):
    """ECS cannot register tasks in VPC Lattice.

    ``variant``: no port mapping has the ``port`` name; the targets are of another ``type`` than IP; or the target group
    is in another ``vpc``.
    """

    variant: str
    name: str
    target_group: str = ""
    other: str = ""


@dataclass(frozen=True)
class LatticeShutOut(Fault):
    """The groups of tasks admit nothing that comes from VPC Lattice."""

    port: int
    target_group: str


def lattice_needs(context: Context, task: Task) -> Iterator[tuple[Need, Answer]]:
    """A row for each target group of VPC Lattice that a service registers in.

    Sources: ECS Developer Guide, "Use Amazon VPC Lattice to connect, observe, and secure your Amazon ECS services"
    (targets are of type IP for awsvpc, INSTANCE for bridge and host); API Reference, VpcLatticeConfiguration
    (portName); not looked up, 2026-11.
    """
    listed = task.service.get(_KEY) if task.service else Absent()
    if task.service is None or isinstance(listed, Absent):
        return
    if not isinstance(listed, Listing):
        yield Need("lattice", 33, "VPC Lattice sends requests"), unknown(f"{_KEY} of {task.name} is not known here")
    for at, _ in items(listed):
        group = context.graph.target(task.service.get(_KEY, at, "TargetGroupArn"), GROUP)
        named = str(group or shown(task.service.get(_KEY, at, "TargetGroupArn")))
        yield Need(f"lattice {named}", 33, "VPC Lattice sends requests"), all_of(_answers(context, task, at, group))


def _answers(context: Context, task: Task, at: int, group: Resource | None) -> Iterator[Answer]:
    service = task.service
    assert service is not None
    yield yes(f"{task.name} is registered in VPC Lattice")
    name = literal(service.get(_KEY, at, "PortName"))
    mapping = _mapping(task, name)
    if name is None or task.unreadable:
        yield unknown(f"which port {task.name} registers in VPC Lattice is not known here")
    elif mapping is None:
        told = (service, (_KEY, at, "PortName"), (task.name,))
        yield no(LatticeRefused(*told, "port", name, str(group or ""), str(task.definition)))
    about = service.get(_KEY, at, "TargetGroupArn")
    any_group = arn(context.graph, "vpc-lattice", "targetgroup/", Pseudo("an id that AWS makes"))
    actions = [Action("vpc-lattice:RegisterTargets", any_group, "register tasks", about=group)]
    role = service.get(_KEY, at, "RoleArn")
    yield from role_serves(context, task, role, f"{_KEY}.RoleArn", "register tasks in VPC Lattice", actions)
    if group is None:
        yield unknown(f"the target group of VPC Lattice ({shown(about)}) is not created in these templates")
        return
    yield from _fits(context, task, group)
    yield from _admitted(context, task, group, mapping)


def _mapping(task: Task, name: str | None) -> tuple[Container, int] | None:
    for container in task.containers:
        for index, _ in items(container.get("PortMappings")):
            if name is not None and literal(container.get("PortMappings", index, "Name")) == name:
                return container, index
    return None


def _fits(context: Context, task: Task, group: Resource) -> Iterator[Answer]:
    kind = literal(group.get("Type"))
    wanted = {Truth.YES: "IP", Truth.NO: "INSTANCE"}.get(task.awsvpc)
    if kind is None or wanted is None:
        yield unknown(f"whether {group} takes tasks of the network mode of {task.name} is not known here")
    elif kind != wanted:
        yield no(LatticeRefused(group, ("Type",), (task.name,), "type", kind, str(group), wanted))
    if not isinstance(group.get("Config", "IpAddressType"), Absent) and literal(
        group.get("Config", "IpAddressType")
    ) != ("IPV4"):
        yield unknown(f"whether tasks of {task.name} have the addresses that {group} takes is not known here")
    own = {_vpc(context, value) for _, value in items(task.subnets)}
    named = group.get("Config", "VpcIdentifier")
    there = context.graph.target(named, VPC)
    if there is not None and own and None not in own and there not in own:
        told = (group, ("Config", "VpcIdentifier"), (task.name,))
        yield no(LatticeRefused(*told, "vpc", str(there), str(group), str(next(iter(own)))))


def _vpc(context: Context, subnet: Value) -> Resource | None:
    value = context.network.subnets.vpc(subnet)
    return context.graph.target(value, VPC) if isinstance(value, Reference) else None


def _admitted(context: Context, task: Task, group: Resource, mapping: tuple[Container, int] | None) -> Iterator[Answer]:
    port = number(mapping[0].get("PortMappings", mapping[1], "ContainerPort")) if mapping else None
    groups = context.network.groups.effective(task.groups, Absent()) if task.awsvpc is Truth.YES else Absent()
    if port is None or not isinstance(groups, Listing) or not groups.items:
        if mapping is not None:
            yield unknown(f"whether the groups of {task.name} admit VPC Lattice is not known here")
        return
    verdict = some(_admits(context, each, port) for each in groups.items)
    if verdict is Truth.YES:
        yield yes("VPC Lattice", f"{task.name} on {port}", "its addresses are admitted")
    elif verdict is Truth.UNKNOWN:
        yield unknown(f"whether the groups of {task.name} admit VPC Lattice on {port} is not known here")
    else:
        own = first_group(context.graph, groups)
        steps = ("SecurityGroupIngress",) if own else ()
        yield no(LatticeShutOut(own or task.place, steps, (task.name,), port, str(group)))


def _admits(context: Context, group: Value, port: int) -> Truth:
    rules, complete = context.network.groups.openings(group, port)
    verdict = some(_is_for_lattice(rule) for rule in rules)
    return verdict if verdict is not Truth.NO or complete is Truth.YES else Truth.UNKNOWN


def _is_for_lattice(rule: Rule) -> Truth:
    if not isinstance(rule.get("SourcePrefixListId"), Absent):
        return Truth.UNKNOWN
    block = rule.get("CidrIp")
    if isinstance(block, Absent):
        return Truth.NO
    known = network(block)
    if known is None:
        of_vpc = isinstance(block, Reference) and block.attribute == "CidrBlock"
        return Truth.NO if of_vpc else Truth.UNKNOWN
    return Truth.YES if _FROM.subnet_of(known) else Truth.NO
