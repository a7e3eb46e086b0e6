"""A listener or a target group with a protocol that its load balancer does not speak."""

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
    title = "Protocol of a listener or target group is not valid on its load balancer"
    symptom = "CREATE_FAILED: Listener protocol 'TCP' must be one of 'HTTPS, HTTP'"
    why = (
        "Application load balancers support HTTP and HTTPS, network load balancers TCP, TLS and UDP, for listeners "
        "and for target groups alike. Type is application by default."
    )
    fix = "Correct Protocol, or Type of the load balancer."
    message = {
        "application": (
            "{resource}: protocol {protocol} is not valid on {balancer}, an application load balancer (HTTP, HTTPS); "
            "{operation} fails"
        ),
        "network": (
            "{resource}: protocol {protocol} is not valid on {balancer}, a network load balancer (TCP, TLS, UDP, "
            "TCP_UDP); {operation} fails"
        ),
    }
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
            yield from self._not_valid(context, listener, listener, "CreateListener")
        for group in context.graph.of_type(TARGETS):
            operations: dict[Resource, str] = {}
            for forwarder in context.balancers.forwarders(group):
                if forwarded := context.balancers.listener(forwarder):
                    operations.setdefault(forwarded, "CreateListener" if forwarder is forwarded else "CreateRule")
            for forwarded, operation in operations.items():
                yield from self._not_valid(context, group, forwarded, operation)

    def _not_valid(self, context: Context, resource: Resource, listener: Resource, operation: str) -> Iterator[Finding]:
        balancer = context.balancers.balancer(listener)
        protocol = literal(resource.get("Protocol")) or ""
        type_ = kind(balancer) if balancer else ""
        # Behind a network load balancer a group of the type alb speaks TCP to an application load balancer.
        if protocol.upper() in _FOREIGN.get(type_, ()) and resource.exists is Truth.YES:
            fields = {"protocol": protocol, "balancer": balancer, "operation": operation}
            yield self.at(resource, "Protocol", tasks=(), variant=type_, **fields)
