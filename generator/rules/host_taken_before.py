"""Ours: a rule for any host, after rules that take every host that is named."""

from __future__ import annotations

from generator.rules._example_routes import hosts, paths, routed, rule
from generator.rules._rule import LessonRule


class HostTakenBefore(LessonRule):
    id = "WCS147"
    lesson = 14
    title = "At every host that the rules name, another rule takes the requests before"
    symptom = "Clients that ask for the path at the host they know get answers of another service"
    why = (
        "The rule names a path and no host, and the rules before it take the path at every host that the listener "
        "knows by name. What is left for it are requests for other hosts, such as the load balancer's own name. Told "
        "where the default action only answers by itself; with one that forwards there is a host beside those named."
    )
    fix = "Give the rule the lower Priority, or a condition host-header that says which host it is for."
    good = routed(
        rule("WebRule", 1, paths("/api/*"), "Targets"),
        rule("ShopRule", 2, hosts("shop.example.com") + paths("/*"), "OtherTargets"),
    )
    bad = good.replace("Priority: 1\n", "Priority: 3\n")
