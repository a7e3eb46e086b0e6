"""What Elastic Load Balancing refuses of rules: those that answer all, actions, and rewrites."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.balancing.balancers import BALANCER, LISTENER, RULE, kind
from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.refusals.refusal import Refusals
from generator.refusals.resources.elasticloadbalancingv2.redirects import redirects_to_itself
from generator.refusals.resources.elasticloadbalancingv2.requests_answered import is_last_of_all
from generator.refusals.values_at import values_at
from generator.stack import Absent, Graph, Reference, Resource

_PATH = re.compile(r"[/*?][A-Za-z0-9_.$/~\"'@:+&()!,;=%?*-]{0,127}", re.ASCII)
_CONFIGS = {
    "path-pattern": "PathPatternConfig", "host-header": "HostHeaderConfig", "http-header": "HttpHeaderConfig",
    "http-request-method": "HttpRequestMethodConfig", "query-string": "QueryStringConfig",
    "source-ip": "SourceIpConfig",
}  # fmt: skip


def answers_and_rewrites(graph: Graph, rule: Resource) -> Iterator[str]:
    listener = graph.target(rule.get("ListenerArn"), LISTENER)
    balancer = graph.target(listener.get("LoadBalancerArn"), BALANCER) if listener else None
    if balancer is not None and kind(balancer) == "network":
        yield from _of_rule_of_network(rule, balancer)
    for config in ("UrlRewriteConfig", "HostHeaderRewriteConfig"):
        for value in values_at(rule.get(), ("Transforms", "*", config, "Rewrites", "*", "Regex")):
            if fault := _fault(literal(value) or ""):
                yield f"{rule} has a Regex {fault}: {literal(value)}"
    if listener is not None and _answers_all(rule):
        own = number(rule.get("Priority"))
        rest = [
            each
            for each in graph.of_type(RULE)
            if each is not rule and each.get("ListenerArn") == rule.get("ListenerArn")
        ]
        before = [each for each in rest if (number(each.get("Priority")) or 0) < (own or 0)]
        forwards = any(literal(v) == "forward" for v in values_at(listener.get(), ("DefaultActions", "*", "Type")))
        if not before and own is not None and (forwards or rest):
            yield f"{rule} answers every request to {listener} itself: none gets to a task"


def _of_rule_of_network(rule: Resource, balancer: Resource) -> Iterator[str]:
    """Rules by which Network Load Balancers tell clients of IPv4 from those of IPv6; they have no others.

    Source: Elastic Load Balancing API Reference, CreateRule (a dual-stack Network Load Balancer) and RuleCondition
    (the only supported condition is source-ip); read 2026-11.
    """
    addresses = balancer.get("IpAddressType")
    if isinstance(addresses, Absent) or literal(addresses) == "ipv4":
        yield f"{rule} is a rule for {balancer}, a Network Load Balancer that is not dualstack, which has none"
    for index, _ in items(rule.get("Conditions")):
        field = literal(rule.get("Conditions", index, "Field"))
        if field is not None and field != "source-ip":
            yield f"{rule} has a condition of the field {field[:40]}, and {balancer} takes source-ip alone"


def _answers_all(rule: Resource) -> bool:
    actions = [literal(value) for value in values_at(rule.get(), ("Actions", "*", "Type"))]
    conditions = list(items(rule.get("Conditions")))
    values = [
        literal(v)
        for way in (("Conditions", "*", "Values", "*"), ("Conditions", "*", "PathPatternConfig", "Values", "*"))
        for v in values_at(rule.get(), way)
    ]
    return actions == ["fixed-response"] and len(conditions) == 1 and any(text in ("*", "/*") for text in values)


def _fault(text: str) -> str:
    """What keeps a text from being a regular expression of a balancer; empty where nothing is known to.

    Source: Elastic Load Balancing, "Listener rules for your Application Load Balancer" (no lookaheads, lookbehinds,
    backreferences, atomic groups, possessive quantifiers, subroutines and Unicode classes); an excerpt, read 2026-11.
    How a group is named, and where flags stand, is not said there: both are left to the balancer.
    """
    plain = re.sub(r"\\[^1-9]|\[\^?\]?(?:\\.|[^\]\\])*\]", "x", text)
    if {"p", "P"} & set(re.findall(r"\\(.)", text)) or re.search(r"\(\?<?[=!]|\(\?>|\\[1-9]|[*+?}]\+", plain):
        return "with what a balancer's do not have, such as a lookahead, a backreference or a class of Unicode"
    try:
        re.compile(re.sub(r"\(\?(?:P?<\w+>|[a-z-]+:)", "(", re.sub(r"\(\?[a-z-]+\)", "", plain)))
    except re.error:
        return "that is none"
    return ""


def paths_and_redirects(graph: Graph, rule: Resource) -> Iterator[str]:
    """Source: Elastic Load Balancing API Reference, PathPatternConditionConfig and RuleCondition (size,
    characters); read 2026-11."""
    yield from redirects_to_itself(rule, "Actions")
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


def conditions_and_actions(_graph: Graph, rule: Resource) -> Iterator[str]:
    """Source: Elastic Load Balancing API Reference, RuleCondition (values, or alternatively the config) and
    TargetGroupStickinessConfig (a duration is needed where it is enabled); moto 5.2.5, elbv2 ("You cannot provide both
    Values and 'PathPatternConfig'"); read 2026-11. That a group is forwarded to once was not looked up."""
    for index, _ in items(rule.get("Conditions")):
        at = ("Conditions", index)
        config = _CONFIGS.get(literal(rule.get(*at, "Field")) or "", "")
        if config and list(items(rule.get(*at, "Values"))) and not isinstance(rule.get(*at, config), Absent):
            yield f"a condition of {rule} has both Values and {config}"
    for index, _ in items(rule.get("Actions")):
        forwarded = ("Actions", index, "ForwardConfig")
        listed = list(items(rule.get(*forwarded, "TargetGroups")))
        groups = [rule.get(*forwarded, "TargetGroups", place, "TargetGroupArn") for place, _ in listed]
        if len({each for each in groups if isinstance(each, Reference)}) < sum(
            isinstance(g, Reference) for g in groups
        ):
            yield f"{rule} forwards to one target group twice"
        kept = (*forwarded, "TargetGroupStickinessConfig")
        if literal(rule.get(*kept, "Enabled")) == "true" and isinstance(rule.get(*kept, "DurationSeconds"), Absent):
            yield f"TargetGroupStickinessConfig of {rule} is enabled, and has no DurationSeconds"


REFUSALS: Refusals = {
    RULE: (
        answers_and_rewrites,
        paths_and_redirects,
        conditions_and_actions,
    ),
}
