"""What load balancers refuse of the conditions of rules, or never match; and paths that health checks do not take."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network

from generator.ecs.balancing.balancers import RULE, TARGETS
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.values_at import values_at
from generator.stack import Graph, Resource

_ONCE = ("host-header", "http-request-method", "path-pattern", "source-ip")


def _of_rule(_graph: Graph, rule: Resource) -> Iterator[str]:
    """Source: Elastic Load Balancing API Reference, RuleCondition (each of these four at most once); read 2026-11."""
    fields = [literal(rule.get("Conditions", index, "Field")) for index, _ in items(rule.get("Conditions"))]
    for field in _ONCE:
        if fields.count(field) > 1:
            yield f"{rule} has {fields.count(field)} conditions of the field {field}, and one is taken"
    for index, _ in items(rule.get("Conditions")):
        blocks = [
            literal(value) for value in values_at(rule.get("Conditions", index), ("SourceIpConfig", "Values", "*"))
        ]
        if blocks and all(each is not None and _is_loopback(each) for each in blocks):
            yield f"{rule} is for clients at {', '.join(map(str, blocks))}, which no request comes from"


def _is_loopback(text: str) -> bool:
    try:
        return ip_network(text, strict=False).is_loopback
    except ValueError:
        return False


def _of_targets(_graph: Graph, group: Resource) -> Iterator[str]:
    """Source: Elastic Load Balancing API Reference, CreateTargetGroup, HealthCheckPath; RFC 3986 (no spaces in a path);
    that it is refused was not looked up, 2026-11."""
    path = literal(group.get("HealthCheckPath"))
    if path is not None and path.startswith("/") and any(each.isspace() for each in path):
        yield f"HealthCheckPath of {group} is {path[:60]!r}, and has a space"


OF_CONDITIONS = {RULE: _of_rule, TARGETS: _of_targets}
