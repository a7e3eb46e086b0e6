"""Do listeners and target groups speak what their load balancer does?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.balancers import LISTENER, TARGETS, kind
from generator.ecs.texts import literal
from generator.logic import Truth
from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.stack import Resource

# General knowledge, 2026-11, to be checked with the Elastic Load Balancing API Reference, CreateListener and
# CreateTargetGroup, Protocol. Listed is what the other kind certainly does not take; newer protocols are left alone.
_FOREIGN = {"application": ("TCP", "TLS", "UDP", "TCP_UDP", "GENEVE"), "network": ("HTTP", "HTTPS", "GENEVE")}


def protocol_faults(context: Context) -> Iterator[Worded]:
    """Give listeners that are refused, and target groups that no listener of their balancer can forward to."""
    for listener in context.graph.of_type(LISTENER):
        yield from _speaks(context, listener, listener)
    for group in context.graph.of_type(TARGETS):
        listeners = (context.balancers.listener(each) for each in context.balancers.forwarders(group))
        for listener in dict.fromkeys(each for each in listeners if each):
            yield from _speaks(context, group, listener)


def _speaks(context: Context, resource: Resource, listener: Resource) -> Iterator[Worded]:
    balancer = context.balancers.balancer(listener)
    protocol = literal(resource.get("Protocol")) or ""
    which = kind(balancer) if balancer else ""
    # Behind a network load balancer a group of the type alb speaks TCP to an application load balancer.
    if balancer and protocol.upper() in _FOREIGN.get(which, ()) and resource.exists is Truth.YES:
        what = f"{resource} has Protocol {protocol}, and {balancer} is of Type {which}, which does not speak it: "
        what += f"Protocol '{protocol}' must be one of others, and it is not created"
        fix = "Protocol: HTTP or HTTPS" if which == "application" else "Protocol: TCP or TLS"
        yield Worded("ECS145", resource, ("Protocol",), what, f"{fix}; or another Type of {balancer}")
