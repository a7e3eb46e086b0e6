"""Rules by which a balancer answers each request itself, or nobody's: what comes to the listener gets to no task."""

from __future__ import annotations

from ipaddress import IPv4Network, collapse_addresses

from generator.ecs.balancing.balancers import LISTENER, RULE
from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.logic import Truth
from generator.refusals.values_at import values_at
from generator.stack import Graph, Resource


def is_last_of_all(graph: Graph, rule: Resource, listener: Resource) -> bool:
    """Whether rules that forward nothing, up to this, cover all addresses, paths or hosts; and others come after."""
    own, blocks, covers = number(rule.get("Priority")), list[IPv4Network](), False
    after = False
    for each in graph.of_type(RULE):
        place = number(each.get("Priority"))
        if graph.target(each.get("ListenerArn"), LISTENER) is not listener or place is None or own is None:
            continue
        after = after or (place > own and "forward" in _kinds(each, "Actions"))
        if place > own or each.exists is not Truth.YES or not _kinds(each, "Actions") <= {"fixed-response", "redirect"}:
            continue
        if len(list(items(each.get("Conditions")))) != 1:
            continue
        blocks += _sources(each)
        covers = covers or (each is rule and _matches_all(each))
    everybody = any(block.prefixlen == 0 for block in collapse_addresses(blocks))
    return (covers or (everybody and bool(_sources(rule)))) and (
        after or "forward" in _kinds(listener, "DefaultActions")
    )


def _matches_all(rule: Resource) -> bool:
    regexes = values_at(rule.get(), ("Conditions", "*", "RegexValues", "*"))
    regexes_of_path = values_at(rule.get(), ("Conditions", "*", "PathPatternConfig", "RegexValues", "*"))
    if any(literal(value) in ("^/.*", "^/.*$", ".*", "^.*$", "/.*", "^/") for value in (*regexes, *regexes_of_path)):
        return True
    hosts = values_at(rule.get(), ("Conditions", "*", "HttpHeaderConfig", "HttpHeaderName"))
    named = [(literal(value) or "").lower() for value in hosts]
    stars = [literal(v) for v in values_at(rule.get(), ("Conditions", "*", "HttpHeaderConfig", "Values", "*"))]
    return "host" in named and "*" in stars


def _sources(rule: Resource) -> list[IPv4Network]:
    found = []
    for value in values_at(rule.get(), ("Conditions", "*", "SourceIpConfig", "Values", "*")):
        try:
            found.append(IPv4Network(literal(value) or "", strict=False))
        except ValueError:
            continue
    return found


def _kinds(resource: Resource, actions: str) -> set[str]:
    return {literal(value) or "forward" for value in values_at(resource.get(), (actions, "*", "Type"))}
