"""What Elastic Load Balancing refuses of a target group behind the listeners that forward to it, and of all of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.balancing.balancers import LISTENER, kind
from generator.ecs.balancing.target_groups import protocol_version
from generator.ecs.texts import literal
from generator.logic import Answer, Truth, no
from generator.needs.balancing.target_group_settings import ProtocolVersionRefused, refused, unsettled
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.stack import Resource

# General knowledge, 2026-11, checked with the Elastic Load Balancing API Reference, CreateListener and
# CreateTargetGroup, Protocol. Listed is what the other kind certainly does not take; newer protocols are left alone.
_FOREIGN = {"application": ("TCP", "TLS", "UDP", "TCP_UDP", "GENEVE"), "network": ("HTTP", "HTTPS", "GENEVE")}

_FORWARDED = {
    "TCP": ("TCP", "TCP_UDP"),
    "TLS": ("TCP", "TLS"),
    "UDP": ("UDP", "TCP_UDP"),
    "TCP_UDP": ("TCP_UDP",),
}
"""What a listener of a network load balancer forwards to, by its protocol. Source: Network Load Balancers User Guide,
"Target groups", routing configuration; read 2026-11."""


@dataclass(frozen=True)
class ProtocolRefused(Fault):
    """A listener or a target group has a protocol that is not valid there.

    ``variant``: the type of the load balancer, or ``pair`` where one kind of listener does not forward to the group.
    """

    variant: str
    protocol: str
    balancer: Resource
    operation: str
    group_protocol: str = ""
    target_group: str = ""
    accepted: str = ""


@dataclass(frozen=True)
class TargetGroupShared(Fault):
    """Listeners of two load balancers forward to one target group."""

    target_group: str
    first: str
    second: str


def shared(context: Context, group: Resource, tasks: tuple[str, ...] = ()) -> TargetGroupShared | None:
    """Why a target group cannot be behind all of its listeners: it is used with one load balancer only.

    Source: Elastic Load Balancing API Reference, TargetGroupAssociationLimit; terraform-provider-aws #22005; 2026-11.
    """
    balancers: dict[Resource, Resource] = {}
    for forwarder in context.balancers.forwarders(group):
        listener = context.balancers.listener(forwarder)
        balancer = context.balancers.balancer(listener) if listener else None
        if balancer and all(each.exists is Truth.YES for each in (group, forwarder, balancer)):
            balancers.setdefault(balancer, forwarder)
    if len(balancers) < 2:
        return None
    (first, _), (second, forwarder) = list(balancers.items())[:2]
    return TargetGroupShared(forwarder, (), tasks, str(group), str(first), str(second))


def refused_behind(
    context: Context, group: Resource, forwarder: Resource, tasks: tuple[str, ...] = ()
) -> Iterator[Fault]:
    """Find what is refused of a target group behind one listener or rule that forwards to it."""
    listener = context.balancers.listener(forwarder)
    balancer = context.balancers.balancer(listener) if listener else None
    if listener is None or balancer is None or group.exists is not Truth.YES or forwarder.exists is not Truth.YES:
        return
    operation = "CreateListener" if forwarder.type == LISTENER else "CreateRule"
    yield from protocol_refused(group, balancer, operation, tasks)
    own, of_group = ((literal(each.get("Protocol")) or "").upper() for each in (listener, group))
    version = protocol_version(group)
    if version in ("GRPC", "HTTP2") and own == "HTTP":
        fields = {"version": version, "listener": str(listener), "operation": operation}
        yield ProtocolVersionRefused(group, ("ProtocolVersion",), tasks, "listener", **fields)
    accepted = _FORWARDED.get(own, ())
    if kind(balancer) == "network" and accepted and of_group in _FORWARDED and of_group not in accepted:
        names = {"group_protocol": of_group, "target_group": str(group), "accepted": " or ".join(accepted)}
        yield ProtocolRefused(listener, ("Protocol",), tasks, "pair", own, balancer, operation, **names)


def protocol_refused(
    resource: Resource, balancer: Resource, operation: str, tasks: tuple[str, ...] = ()
) -> Iterator[Fault]:
    """Find a protocol, of a listener or of a target group, that its load balancer does not speak."""
    protocol, type_ = literal(resource.get("Protocol")) or "", kind(balancer)
    # Behind a network load balancer a group of the type alb speaks TCP to an application load balancer.
    if protocol.upper() in _FOREIGN.get(type_, ()) and resource.exists is Truth.YES:
        yield ProtocolRefused(resource, ("Protocol",), tasks, type_, protocol, balancer, operation)


def refusals(context: Context, group: Resource, tasks: tuple[str, ...]) -> Iterator[Answer]:
    """Answer no for what is refused, unknown for what may be; nothing where all is accepted."""
    if group.exists is Truth.YES:
        yield from (no(fault) for fault in refused(group, tasks))
    for forwarder in context.balancers.forwarders(group):
        yield from (no(fault) for fault in refused_behind(context, group, forwarder, tasks))
    if of_two := shared(context, group, tasks):
        yield no(of_two)
    yield from unsettled(group)
