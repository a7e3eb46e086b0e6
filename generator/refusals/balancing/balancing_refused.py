"""What load balancers, their rules and firewalls, and elastic addresses refuse."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.balancing.balancers import BALANCER, LISTENER, RULE, kind
from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.logic import Truth
from generator.refusals.values_at import values_at
from generator.stack import Absent, Graph, Reference, Resource

_OF_APPLICATIONS = re.compile(r"idle_timeout\.|client_keep_alive\.|routing\.http|connection_logs\.|waf\.")
_OF_NETWORKS = re.compile(r"dns_record\.|secondary_ips\.")


def _of_balancer(_graph: Graph, balancer: Resource) -> Iterator[str]:
    foreign = {"network": _OF_APPLICATIONS, "application": _OF_NETWORKS}.get(kind(balancer) or "")
    for index, _ in items(balancer.get("LoadBalancerAttributes")):
        key = literal(balancer.get("LoadBalancerAttributes", index, "Key"))
        if foreign and key and foreign.match(key):
            yield f"{balancer} is a load balancer of type {kind(balancer)}, which has no attribute {key[:60]}"


def _of_rule(graph: Graph, rule: Resource) -> Iterator[str]:
    listener = graph.target(rule.get("ListenerArn"), LISTENER)
    balancer = graph.target(listener.get("LoadBalancerArn"), BALANCER) if listener else None
    if balancer is not None and kind(balancer) == "network":
        yield from _of_rule_of_network(rule, balancer)
    for value in values_at(rule.get(), ("Transforms", "*", "UrlRewriteConfig", "Rewrites", "*", "Regex")):
        if not _compiles(literal(value)):
            yield f"{rule} has a Regex that is none: {literal(value)}"
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


def _compiles(text: str | None) -> bool:
    try:
        re.compile(text or "")
    except re.error:
        return False
    return True


def _of_guard(graph: Graph, guard: Resource) -> Iterator[str]:
    acl = graph.target(guard.get("WebACLArn"), "AWS::WAFv2::WebACL")
    if acl is not None and literal(acl.get("Scope")) == "CLOUDFRONT":
        yield f"{guard} puts {acl}, which is for CloudFront, before something of a Region"


def addresses_twice(graph: Graph) -> Iterator[str]:
    """Say which elastic address is given to two things: a gateway is refused it, and what has it loses it.

    Source: EC2 API Reference, AssociateAddress (it is disassociated, and associated with what asks); read 2026-11.
    """
    first: dict[str, Resource] = {}
    ways = (("AllocationId",), ("SubnetMappings", "*", "AllocationId"), ("SecondaryAllocationIds", "*"))
    for user in graph.of_type("AWS::EC2::NatGateway", BALANCER, "AWS::EC2::EIPAssociation"):
        for value in (value for way in ways for value in values_at(user.get(), way)):
            if not isinstance(value, Reference) or user.exists is not Truth.YES:
                continue
            other = first.setdefault(value.resource, user)
            address = graph.resource(value.resource)
            if other is not user:
                yield f"{other} and {user} both take the address {address or value}"
            elif address is not None and not isinstance(address.get("InstanceId"), Absent):
                yield f"{user} takes the address {address}, which is of an instance"


OF_BALANCING = {
    BALANCER: _of_balancer,
    RULE: _of_rule,
    "AWS::WAFv2::WebACLAssociation": _of_guard,
}
