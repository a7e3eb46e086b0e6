"""Ours: a listener or a target group with a protocol that its load balancer does not speak."""

from __future__ import annotations

from generator.checks.check import Check


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
    base = "balanced"
    bad = {
        "Listener.Protocol": "TCP",
    }
