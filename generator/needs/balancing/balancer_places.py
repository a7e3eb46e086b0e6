"""Do a load balancer, its target group and the tasks stand where they can meet: in one VPC, and in the same zones?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.ecs.balancing.balancers import kind, subnets
from generator.ecs.network.addresses import network
from generator.ecs.network.group_rules import GROUP
from generator.ecs.network.subnets import same
from generator.ecs.network.zones import ZONE_OF_REGION, covered, in_one_zone, zone
from generator.ecs.tasks import Task, items
from generator.logic import Answer, Truth, no, unknown
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.stack import Absent, Listing, Literal, Resource, Value, shown

_SMALLEST = 27
"""The length of the smallest block that load balancing asks for."""


@dataclass(frozen=True)
class TargetGroupElsewhere(Fault):
    """A target group is of another VPC than its load balancer (``balancer``), or than the tasks (``tasks``)."""

    variant: str
    target_group: str
    other: str
    """The load balancer, or the service."""
    vpc: str
    """The VPC of the target group."""
    other_vpc: str


@dataclass(frozen=True)
class ZoneLeftOut(Fault):
    """Tasks are placed in a subnet whose zone the load balancer has no subnet in."""

    balancer: str
    subnet: Resource
    zone: str
    target_group: str
    given_by: str
    """The property that lists the subnets of the load balancer."""


@dataclass(frozen=True)
class SubnetsInOneZone(Fault):
    """Two subnets of a load balancer are in one zone, of which it takes one each (``two``).

    Or it has but one subnet, where it needs two zones (``one``).
    """

    variant: str
    balancer: str
    first: Resource
    second: Resource
    zone: str


def can_meet(context: Context, task: Task, group: Resource, balancer: Resource) -> Iterator[Answer]:
    """Answer no, or unknown, where they cannot meet, or may not; nothing where they can."""
    tasks = (task.name,)
    yield from _in_one_vpc(context, group, balancer, "balancer", _vpcs_of_balancer(context, balancer), tasks)
    yield from _in_one_vpc(context, group, task.place, "tasks", _vpcs_of_task(context, task), tasks)
    yield from _room(context, balancer)
    if fault := subnets_in_one_zone(context, balancer, tasks):
        yield no(fault)
    elif isinstance(task.subnets, Listing) and kind(balancer) in ("application", "network"):
        yield from _zones_are_enabled(context, task, group, balancer)


def target_group_elsewhere(context: Context, group: Resource, balancer: Resource) -> Fault | None:
    """Why a listener of a load balancer cannot forward to a target group, if their VPCs are certainly two."""
    vpcs = _vpcs_of_balancer(context, balancer)
    answers = _in_one_vpc(context, group, balancer, "balancer", vpcs, ())
    return next((cause for answer in answers for cause in answer.causes if isinstance(cause, Fault)), None)


def subnets_in_one_zone(context: Context, balancer: Resource, tasks: tuple[str, ...]) -> SubnetsInOneZone | None:
    """Two subnets of a load balancer that are certainly in one zone; or its only one, if it is for applications.

    Source: Elastic Load Balancing API Reference, CreateLoadBalancer, Subnets: one subnet of each zone, of two zones at
    least unless it is in a Local Zone or on an Outpost; read 2026-11.
    """
    place = (balancer, (given_by(balancer),), tasks)
    known = [subnet for value in subnets(balancer) if (subnet := context.network.subnets.resource(value))]
    for at, first in enumerate(known):
        for second in known[at + 1 :]:
            if first is not second and in_one_zone(first, second) is Truth.YES:
                return SubnetsInOneZone(*place, "two", str(balancer), first, second, shown(zone(first)))
    listed = balancer.get(given_by(balancer))
    alone = isinstance(listed, Listing) and len(listed.items) == len(known) == 1
    if alone and kind(balancer) == "application" and _in_zone_of_region(known[0]):
        return SubnetsInOneZone(*place, "one", str(balancer), known[0], known[0], shown(zone(known[0])))
    return None


def _in_zone_of_region(subnet: Resource) -> bool:
    named = zone(subnet)
    local = isinstance(named, Literal) and not ZONE_OF_REGION.fullmatch(named.text)
    return isinstance(subnet.get("OutpostArn"), Absent) and not local


def given_by(balancer: Resource) -> str:
    """The property that gives a load balancer its subnets."""
    return "Subnets" if isinstance(balancer.get("SubnetMappings"), Absent) else "SubnetMappings"


def _room(context: Context, balancer: Resource) -> Iterator[Answer]:
    """Whether each subnet is as large as load balancing asks for, which is not known to refuse smaller ones.

    Source: Elastic Load Balancing, "Application Load Balancers", Subnets for your load balancer: a /27 at least, with
    eight free addresses; read 2026-11.
    """
    for value in subnets(balancer) if kind(balancer) == "application" else ():
        subnet = context.network.subnets.resource(value)
        block = network(subnet.get("CidrBlock")) if subnet else None
        if block is not None and block.prefixlen > _SMALLEST:
            yield unknown(
                f"{subnet} of {balancer} is a /{block.prefixlen}, and a load balancer asks for a /{_SMALLEST}"
            )


def _vpcs_of_balancer(context: Context, balancer: Resource) -> list[Value]:
    return _vpcs(context, subnets(balancer), balancer.get("SecurityGroups"))


def _vpcs_of_task(context: Context, task: Task) -> list[Value]:
    return _vpcs(context, (value for _, value in items(task.subnets)), task.groups)


def _vpcs(context: Context, places: Iterable[Value], groups: Value) -> list[Value]:
    """The VPCs that subnets and groups are of, as far as they are created here, each once."""
    of_subnets = (context.network.subnets.vpc(place) for place in places)
    made = (context.graph.target(value, GROUP) for _, value in items(groups))
    named = [*of_subnets, *(group.get("VpcId") for group in made if group)]
    return [value for value in dict.fromkeys(named) if not isinstance(value, Absent)]


def _in_one_vpc(
    context: Context, group: Resource, other: Resource, variant: str, vpcs: list[Value], tasks: tuple[str, ...]
) -> Iterator[Answer]:
    """Compare with each VPC that is known; that what is passed in is of one VPC is left to those who pass it.

    Source: Elastic Load Balancing answers "The following target groups are in a different VPC than load balancer";
    copilot-cli #5473, aws-load-balancer-controller #1045; read 2026-11.
    """
    own = group.get("VpcId")
    verdicts = {vpc: same(own, vpc) for vpc in vpcs}
    if Truth.YES in verdicts.values() or not verdicts or isinstance(own, Absent):
        return
    for vpc, verdict in verdicts.items():
        if verdict is Truth.NO:
            names = [str(group), str(other), _shown(context, own), _shown(context, vpc)]
            yield no(TargetGroupElsewhere(group, ("VpcId",), tasks, variant, *names))
            return
    yield unknown(f"whether {shown(own)}, the VPC of {group}, is that of {other} is not known here")


def _shown(context: Context, vpc: Value) -> str:
    return str(context.network.subnets.vpc_resource(vpc) or shown(vpc))


def _zones_are_enabled(context: Context, task: Task, group: Resource, balancer: Resource) -> Iterator[Answer]:
    """Ask for each subnet of the tasks; where it is not created here, only the same subnet certainly has its zone.

    Source: Elastic Load Balancing API Reference, TargetHealth, Target.NotInUse; ECS Developer Guide, service event
    messages ("Target is in an Availability Zone that is not enabled for the load balancer"); read 2026-11.
    """
    listed = subnets(balancer)
    enabled = [subnet for value in listed if (subnet := context.network.subnets.resource(value))]
    for _, value in items(task.subnets):
        place = context.network.subnets.resource(value)
        if value in listed:
            continue
        verdict = covered(place, enabled) if place else Truth.UNKNOWN
        if verdict is Truth.NO and place and len(enabled) == len(listed) and enabled:
            key, tasks = given_by(balancer), (task.name,)
            yield no(ZoneLeftOut(balancer, (key,), tasks, str(balancer), place, shown(zone(place)), str(group), key))
            return
        if verdict is not Truth.YES:
            yield unknown(f"whether {balancer} has a subnet in the zone of {shown(value)} is not known here")
            return
