"""Ours: a listener or a target group with a protocol that its load balancer does not speak."""

from __future__ import annotations

from generator.rules._example_traffic import BALANCED
from generator.rules._rule import LessonRule

_SPOKEN = "      Protocol: HTTP\n      DefaultActions:"


class ProtocolForeign(LessonRule):
    id = "ECS145"
    lesson = 14
    title = "Listener or target group has a protocol that its load balancer does not speak"
    symptom = "CREATE_FAILED: Listener protocol 'TCP' must be one of 'HTTPS, HTTP'"
    why = (
        "An application load balancer speaks HTTP and HTTPS, a network load balancer TCP, TLS and UDP; neither takes "
        "the other's, on either side. Type is application when nothing is said."
    )
    fix = "Correct Protocol, or Type of the load balancer."
    good = BALANCED
    bad = good.replace(_SPOKEN, _SPOKEN.replace("HTTP", "TCP"))
