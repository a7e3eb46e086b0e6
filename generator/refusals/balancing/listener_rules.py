"""What load balancers and firewalls refuse of listeners, rules and certificates, or take and send no request on by."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.balancing.balancers import LISTENER, RULE
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.balancing.requests_answered import is_last_of_all
from generator.refusals.values_at import values_at
from generator.stack import Absent, Graph, Resource

_PATH = re.compile(r"[/*?][A-Za-z0-9_.$/~\"'@:+&()!,;=%?*-]{0,127}", re.ASCII)
_SAME = {
    "Protocol": "#{protocol}", "Host": "#{host}", "Port": "#{port}", "Path": "/#{path}", "Query": "#{query}",
}  # fmt: skip


def _of_listener(_graph: Graph, listener: Resource) -> Iterator[str]:
    """Source: Elastic Load Balancing API Reference, RedirectActionConfig; read 2026-11."""
    yield from _loops(listener, "DefaultActions")


def _of_rule(graph: Graph, rule: Resource) -> Iterator[str]:
    """Source: Elastic Load Balancing API Reference, PathPatternConditionConfig and RuleCondition (size,
    characters); read 2026-11."""
    yield from _loops(rule, "Actions")
    for index, _ in items(rule.get("Conditions")):
        if literal(rule.get("Conditions", index, "Field")) != "path-pattern":
            continue
        for way in (("Values", "*"), ("PathPatternConfig", "Values", "*")):
            for value in values_at(rule.get("Conditions", index), way):
                text = literal(value)
                if text and (not _PATH.fullmatch(text) or re.search(r"\?\w+=", text)):
                    yield f"{rule} is for the path {text[:60]!r}, which no request has, or a balancer does not take"
    listener = graph.target(rule.get("ListenerArn"), LISTENER)
    if listener is not None and is_last_of_all(graph, rule, listener):
        yield f"{rule}, with the rules before it, answers every request to {listener} itself: none gets to a task"


def _loops(resource: Resource, actions: str) -> Iterator[str]:
    for index, _ in items(resource.get(actions)):
        if literal(resource.get(actions, index, "Type")) != "redirect":
            continue
        sent = {name: resource.get(actions, index, "RedirectConfig", name) for name in _SAME}
        if all(isinstance(value, Absent) or literal(value) == _SAME[name] for name, value in sent.items()):
            yield f"{resource} sends requests to where they came from: a redirect changes protocol, host, port or path"


def _of_certificate(graph: Graph, added: Resource) -> Iterator[str]:
    """Source: Elastic Load Balancing API Reference, AddListenerCertificates (HTTPS and TLS listeners); read 2026-11."""
    listener = graph.target(added.get("ListenerArn"), LISTENER)
    spoken = literal(listener.get("Protocol")) if listener else None
    if spoken is not None and spoken not in ("HTTPS", "TLS"):
        yield f"{added} adds a certificate to {listener}, which speaks {spoken}"


def _of_acl(_graph: Graph, acl: Resource) -> Iterator[str]:
    """Source: AWS WAF API Reference, Rule (Action, or OverrideAction for a group of rules); read 2026-11."""
    for index, _ in items(acl.get("Rules")):
        grouped = any(
            not isinstance(acl.get("Rules", index, "Statement", name), Absent)
            for name in ("ManagedRuleGroupStatement", "RuleGroupReferenceStatement")
        )
        wanted = "OverrideAction" if grouped else "Action"
        if isinstance(acl.get("Rules", index, wanted), Absent):
            yield f"rule {index + 1} of {acl} has no {wanted}"


OF_LISTENERS = {
    LISTENER: _of_listener,
    RULE: _of_rule,
    "AWS::ElasticLoadBalancingV2::ListenerCertificate": _of_certificate,
    "AWS::WAFv2::WebACL": _of_acl,
}
