"""What load balancers refuse of attributes, rules and certificates that do not fit their kind or each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv4Network, collapse_addresses

from generator.ecs.balancing.balancers import BALANCER, LISTENER, RULE, TARGETS
from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.logic import Truth
from generator.refusals.values_at import values_at
from generator.stack import Absent, Graph, Resource

_HTTP = ("HTTP", "HTTPS")
_FOR_NETWORK = re.compile(
    r"deregistration_delay\.connection_termination\.|preserve_client_ip\.|proxy_protocol_v2\."
    r"|target_health_state\.|target_failover\."
)
_FOR_APPLICATION = re.compile(r"slow_start\.|load_balancing\.algorithm\.|stickiness\.(lb|app)_cookie\.")
_PATH = re.compile(r"[/*][A-Za-z0-9_.$/~\"'@:+&()!,;=%?*-]{0,127}", re.ASCII)
_LOGS = ("access_logs.s3.", "connection_logs.s3.", "health_check_logs.s3.")
_SAME = {
    "Protocol": "#{protocol}", "Host": "#{host}", "Port": "#{port}", "Path": "/#{path}", "Query": "#{query}",
}  # fmt: skip


def _attributes(resource: Resource, name: str) -> list[tuple[str, str | None]]:
    indexes = [index for index, _ in items(resource.get(name))]
    keys = [literal(resource.get(name, index, "Key")) for index in indexes]
    values = [literal(resource.get(name, index, "Value")) for index in indexes]
    return [(key, value) for key, value in zip(keys, values, strict=True) if key is not None]


def _of_targets(_graph: Graph, group: Resource) -> Iterator[str]:
    """Source: Elastic Load Balancing API Reference, TargetGroupAttribute, CreateTargetGroup; from memory, 2026-11."""
    if literal(group.get("TargetType")) == "lambda":
        for name in ("Port", "Protocol", "VpcId"):
            if not isinstance(group.get(name), Absent):
                yield f"{group} is for a function, and has a {name}"
        return
    spoken, written = literal(group.get("Protocol")), _attributes(group, "TargetGroupAttributes")
    known = dict(written)
    foreign = None if spoken is None else _FOR_NETWORK if spoken in _HTTP else _FOR_APPLICATION
    for key in dict.fromkeys(key for key, _ in written):
        if foreign and foreign.match(key):
            yield f"{group} speaks {spoken}, with which there is no attribute {key[:60]}"
        if [each for each, _ in written].count(key) > 1:
            yield f"{group} has the attribute {key[:60]} twice"
    algorithm = known.get("load_balancing.algorithm.type", "round_robin")
    slow = known.get("slow_start.duration_seconds", "0")
    if slow not in ("0", None) and algorithm not in ("round_robin", None):
        yield f"{group} has a slow start, which the algorithm {algorithm[:40]} does not have"
    if known.get("load_balancing.algorithm.anomaly_mitigation") == "on" and algorithm not in ("weighted_random", None):
        yield f"{group} has anomaly mitigation, which only the algorithm weighted_random has"
    cookie = known.get("stickiness.app_cookie.cookie_name", "")
    if known.get("stickiness.enabled") == "true" and known.get("stickiness.type") == "app_cookie" and cookie == "":
        yield f"{group} keeps clients by a cookie of the application, and does not name it"
    if cookie and cookie.upper() in ("AWSALB", "AWSALBAPP", "AWSALBTG"):
        yield f"{group} names the cookie {cookie}, which is the balancer's own"


def _of_balancer(_graph: Graph, balancer: Resource) -> Iterator[str]:
    """Source: Elastic Load Balancing API Reference, LoadBalancerAttribute; from memory, 2026-11."""
    known = dict(_attributes(balancer, "LoadBalancerAttributes"))
    for log in _LOGS:
        if known.get(f"{log}enabled") == "true" and f"{log}bucket" not in known:
            yield f"{balancer} writes {log.partition('.')[0]}, and has no {log}bucket"


def _of_listener(_graph: Graph, listener: Resource) -> Iterator[str]:
    """Source: Elastic Load Balancing API Reference, RedirectActionConfig; from memory, 2026-11."""
    yield from _loops(listener, "DefaultActions")


def _of_rule(graph: Graph, rule: Resource) -> Iterator[str]:
    """Source: Elastic Load Balancing API Reference, PathPatternConditionConfig (size, characters); from memory,
    2026-11."""
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
    if listener is not None and _is_last_of_all(graph, rule, listener):
        yield f"{rule}, with the rules before it, answers every request to {listener} itself: none gets to a task"


def _is_last_of_all(graph: Graph, rule: Resource, listener: Resource) -> bool:
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


def _loops(resource: Resource, actions: str) -> Iterator[str]:
    for index, _ in items(resource.get(actions)):
        if literal(resource.get(actions, index, "Type")) != "redirect":
            continue
        sent = {name: resource.get(actions, index, "RedirectConfig", name) for name in _SAME}
        if all(isinstance(value, Absent) or literal(value) == _SAME[name] for name, value in sent.items()):
            yield f"{resource} sends requests to where they came from: a redirect changes protocol, host, port or path"


def _of_certificate(graph: Graph, added: Resource) -> Iterator[str]:
    """Source: Elastic Load Balancing API Reference, AddListenerCertificates; from memory, 2026-11."""
    listener = graph.target(added.get("ListenerArn"), LISTENER)
    spoken = literal(listener.get("Protocol")) if listener else None
    if spoken is not None and spoken not in ("HTTPS", "TLS"):
        yield f"{added} adds a certificate to {listener}, which speaks {spoken}"


def _of_acl(_graph: Graph, acl: Resource) -> Iterator[str]:
    """Source: AWS WAF API Reference, Rule (Action, or OverrideAction for a group of rules); from memory, 2026-11."""
    for index, _ in items(acl.get("Rules")):
        grouped = any(
            not isinstance(acl.get("Rules", index, "Statement", name), Absent)
            for name in ("ManagedRuleGroupStatement", "RuleGroupReferenceStatement")
        )
        wanted = "OverrideAction" if grouped else "Action"
        if isinstance(acl.get("Rules", index, wanted), Absent):
            yield f"rule {index + 1} of {acl} has no {wanted}"


OF_BALANCER_OPTIONS = {
    TARGETS: _of_targets,
    BALANCER: _of_balancer,
    LISTENER: _of_listener,
    RULE: _of_rule,
    "AWS::ElasticLoadBalancingV2::ListenerCertificate": _of_certificate,
    "AWS::WAFv2::WebACL": _of_acl,
}
