"""What lies on the way of tasks to the internet and leads nowhere, at the place to change."""

from __future__ import annotations

from dataclasses import dataclass

from generator.ecs.network.gateways import Gateways
from generator.ecs.network.group_rules import GROUP
from generator.ecs.network.network import Network
from generator.ecs.network.routes import Route
from generator.ecs.network.rule_ranges import Party
from generator.ecs.network.subnets import same
from generator.ecs.tasks import flag, items
from generator.logic import Truth
from generator.needs.cause import Fault
from generator.stack import Absent, Graph, Listing, Reference, Resource, Value, parts

INSTANCE = "AWS::EC2::Instance"
_WEB = (80, 443)


@dataclass(frozen=True)
class DeadEnd(Fault):
    """What tasks are routed to does not lead on to the internet.

    ``variant``, of a NAT gateway: it stands in an ``isolated`` subnet; it is ``private``; or it is a regional one in a
    VPC ``without gateway``. Of another target of ``route``: it is a ``peering`` connection, or an ``instance`` that
    checks source and destination, or one whose groups are ``shut`` to the subnet that the packets come from.
    """

    variant: str
    place: Resource
    """The subnet or the VPC that a NAT gateway stands in; or the route."""
    reason: str = ""


@dataclass(frozen=True)
class GatewayDetached(Fault):
    """A route leads to an internet gateway that is attached to no VPC (``nowhere``), or to another (``elsewhere``)."""

    variant: str
    route: Resource
    gateway: Resource


def isolated(nat: Resource, subnet: Resource, reason: str) -> Fault:
    """Make the fault of a NAT gateway in a subnet without a way to an internet gateway."""
    return DeadEnd(nat, ("SubnetId",), (), "isolated", subnet, reason)


def private(nat: Resource) -> Fault:
    """Make the fault of a private NAT gateway."""
    return DeadEnd(nat, ("ConnectivityType",), (), "private", nat)


def without_gateway(nat: Resource, vpc: Resource) -> Fault:
    """Make the fault of a regional NAT gateway in a VPC without an internet gateway."""
    return DeadEnd(nat, ("VpcId",), (), "without gateway", vpc)


def peering(route: Route) -> Fault:
    """Make the fault of a default route to a peering connection.

    Source: VPC Peering Guide, "VPC peering limitations": no access to the internet through a peer; read 2026-11.
    """
    return DeadEnd(route.resource, (route.key,), (), "peering", route.resource)


def instance(route: Route) -> Fault:
    """Make the fault of a route to an instance that checks source and destination."""
    assert route.target is not None
    return DeadEnd(route.target, ("SourceDestCheck",), (), "instance", route.resource)


def shut(route: Route, group: Resource, subnet: Resource) -> Fault:
    """Make the fault of a route to an instance whose groups do not admit what comes from a subnet."""
    return DeadEnd(group, ("SecurityGroupIngress",), (), "shut", route.resource, f"{subnet} to {route.target}")


def detached(gateways: Gateways, route: Resource, gateway: Resource, vpc: Value) -> GatewayDetached | None:
    """Make the fault of an internet gateway that is certainly not attached to a VPC; None when it may be."""
    attachments = gateways.attachments(gateway)
    if attachments and all(same(attachment.get("VpcId"), vpc) is Truth.NO for attachment in attachments):
        return GatewayDetached(attachments[0], (), (), "elsewhere", route, gateway)
    if attachments or gateways.attached(gateway, vpc) is not Truth.NO:
        return None
    return GatewayDetached(gateway, (), (), "nowhere", route, gateway)


def drops_what_it_is_sent(graph: Graph, route: Route) -> bool:
    """Tell whether an instance certainly drops what is not for itself: with the check on, and no role to turn it off.

    Source: VPC User Guide, "NAT instances", Disable source/destination checks; read 2026-11.
    """
    made = route.target
    if made is None or made.type != INSTANCE or not graph.closed(made):
        return False
    others = ("IamInstanceProfile", "LaunchTemplate", "NetworkInterfaces")
    check = made.get("SourceDestCheck")
    checks = isinstance(check, Absent) or flag(check) is Truth.YES
    return checks and all(isinstance(made.get(key), Absent) for key in others)


def shut_group(network: Network, route: Route, subnet: Resource) -> Resource | None:
    """The first group of an instance whose groups certainly admit nothing of the web from a subnet; None if any may.

    What an instance passes on is filtered like what is for itself. Source: VPC User Guide, "NAT instances", Create a
    security group for the NAT instance (inbound HTTP and HTTPS from the private subnets); read 2026-11.
    """
    made = route.target
    if made is None or made.type != INSTANCE or not isinstance(made.get("NetworkInterfaces"), Absent):
        return None
    listed = made.get("SecurityGroupIds")
    values = [value for _, value in items(listed)]
    groups = [network.graph.target(value, GROUP) for value in values]
    if not isinstance(listed, Listing) or not groups or groups[0] is None or None in groups:
        return None
    party = Party(subnets=(Reference(subnet.path),))
    for value in values:
        for port in _WEB:
            rules, complete = network.groups.openings(value, port)
            by_range = all(isinstance(rule.get("SourceSecurityGroupId"), Absent) for rule in rules)
            kept_out = all(network.groups.admits(rule, port, party) is Truth.NO for rule in rules)
            if complete is not Truth.YES or not by_range or not kept_out:
                return None
    return groups[0]


def subnets_of(network: Network, route: Route) -> tuple[Resource, ...]:
    """The subnets that the target of a route stands in, as far as they are created here; none if not all are."""
    named = [part.resource for part in parts(route.value) if isinstance(part, Reference)]
    made = network.graph.resource(named[0]) if len(set(named)) == 1 else None
    if made is None:
        return ()
    values = [made.get("SubnetId")]
    values += [value for _, value in items(made.get("SubnetIds"))]
    values += [made.get("SubnetMappings", index, "SubnetId") for index, _ in items(made.get("SubnetMappings"))]
    values += [made.get("NetworkInterfaces", index, "SubnetId") for index, _ in items(made.get("NetworkInterfaces"))]
    found = [network.subnets.resource(value) for value in values if not isinstance(value, Absent)]
    return tuple(subnet for subnet in found if subnet is not None) if None not in found else ()
