"""A listener or a target group with a protocol that its load balancer does not speak."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.checks.check import Check
from generator.ecs.balancing.balancers import LISTENER, TARGETS
from generator.finding import Finding
from generator.needs.balancing.target_groups import ProtocolRefused, protocol_refused, refused_behind
from generator.needs.cause import Fault
from generator.needs.context import Context


class ProtocolForeign(Check):
    id = "ECS145"
    lesson = 14
    fails_creation = True
    title = "Protocol of a listener or target group is not valid on its load balancer"
    symptom = "CREATE_FAILED: Listener protocol 'TCP' must be one of 'HTTPS, HTTP'"
    why = (
        "Application load balancers support HTTP and HTTPS, network load balancers TCP, TLS and UDP, for listeners "
        "and for target groups alike. Type is application by default."
    )
    fix = "Correct Protocol, or Type of the load balancer."
    fault = ProtocolRefused
    message = {
        "application": (
            "{resource}: protocol {protocol} is not valid on {balancer}, an application load balancer (HTTP, HTTPS); "
            "{operation} fails"
        ),
        "network": (
            "{resource}: protocol {protocol} is not valid on {balancer}, a network load balancer (TCP, TLS, UDP, "
            "TCP_UDP); {operation} fails"
        ),
        "pair": (
            "{resource}: a listener of {protocol} does not forward to {target_group}, whose protocol is "
            "{group_protocol}; {operation} fails"
        ),
    }
    change = {
        "application": "Protocol: HTTP or HTTPS; or another Type of {balancer}",
        "network": "Protocol: TCP or TLS; or another Type of {balancer}",
        "pair": "Protocol of {target_group}: {accepted}",
    }
    base = "balanced"
    bad = {
        "Listener.Protocol": "TCP",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the listeners that are refused, and the target groups that no listener of theirs can forward to."""
        faults: dict[Fault, None] = {}
        for listener in context.graph.of_type(LISTENER):
            if balancer := context.balancers.balancer(listener):
                faults |= dict.fromkeys(protocol_refused(listener, balancer, "CreateListener"))
        for group in context.graph.of_type(TARGETS):
            for forwarder in context.balancers.forwarders(group):
                faults |= dict.fromkeys(refused_behind(context, group, forwarder))
        for fault in faults:
            if isinstance(fault, ProtocolRefused):
                yield self.word(replace(fault, tasks=context.users.of(fault.resource)))
