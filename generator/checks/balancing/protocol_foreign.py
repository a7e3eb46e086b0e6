"""Ours: a listener or a target group with a protocol that its load balancer does not speak."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.balancers import LISTENER, TARGETS, kind
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Resource

# General knowledge, 2026-11, to be checked with the Elastic Load Balancing API Reference, CreateListener and
# CreateTargetGroup, Protocol. Listed is what the other kind certainly does not take; newer protocols are left alone.
_FOREIGN = {"application": ("TCP", "TLS", "UDP", "TCP_UDP", "GENEVE"), "network": ("HTTP", "HTTPS", "GENEVE")}


class ProtocolForeign(Check):
    id = "ECS145"
    lesson = 14
    title = "Listener or target group has a protocol that its load balancer does not speak"
    symptom = "CREATE_FAILED: Listener protocol 'TCP' must be one of 'HTTPS, HTTP'"
    why = (
        "An application load balancer speaks HTTP and HTTPS, a network load balancer TCP, TLS and UDP; neither takes "
        "the other's, on either side. Type is application when nothing is said."
    )
    fix = "Correct Protocol, or Type of the load balancer."
    message = (
        "{resource} has Protocol {protocol}, and {balancer} is of Type {type}, which does not speak it: Protocol "
        "'{protocol}' must be one of others, and it is not created"
    )
    change = {
        "application": "Protocol: HTTP or HTTPS; or another Type of {balancer}",
        "network": "Protocol: TCP or TLS; or another Type of {balancer}",
    }
    base = "balanced"
    bad = {
        "Listener.Protocol": "TCP",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the listeners that are refused, and the target groups that no listener of theirs can forward to."""
        for listener in context.graph.of_type(LISTENER):
            yield from self._spoken(context, listener, listener)
        for group in context.graph.of_type(TARGETS):
            forwarders = context.balancers.forwarders(group)
            listeners = (context.balancers.listener(forwarder) for forwarder in forwarders)
            for listener in dict.fromkeys(listener for listener in listeners if listener):
                yield from self._spoken(context, group, listener)

    def _spoken(self, context: Context, resource: Resource, listener: Resource) -> Iterator[Finding]:
        balancer = context.balancers.balancer(listener)
        protocol = literal(resource.get("Protocol")) or ""
        type_ = kind(balancer) if balancer else ""
        # Behind a network load balancer a group of the type alb speaks TCP to an application load balancer.
        if protocol.upper() in _FOREIGN.get(type_, ()) and resource.exists is Truth.YES:
            fields = {"protocol": protocol, "balancer": balancer, "type": type_}
            yield self.at(resource, "Protocol", tasks=(), variant=type_, **fields)
