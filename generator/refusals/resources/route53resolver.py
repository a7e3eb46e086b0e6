"""What Route 53 Resolver refuses of rules of its firewall."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Resource


def firewall_rules(_graph: Graph, group: Resource) -> Iterator[str]:
    """Source: Route 53 Resolver API Reference, CreateFirewallRule (BLOCK needs a response, OVERRIDE a domain);
    read 2026-11."""
    for index, _ in items(group.get("FirewallRules")):
        rule = [group.get("FirewallRules", index, key) for key in ("Action", "BlockResponse", "BlockOverrideDomain")]
        if literal(rule[0]) == "BLOCK" and isinstance(rule[1], Absent):
            yield f"FirewallRules.{index} of {group} blocks, and has no BlockResponse"
        elif literal(rule[1]) == "OVERRIDE" and isinstance(rule[2], Absent):
            yield f"FirewallRules.{index} of {group} has the BlockResponse OVERRIDE, and no BlockOverrideDomain"


def forwarding_rule(graph: Graph, rule: Resource) -> Iterator[str]:
    """Source: Route 53 Resolver API Reference, CreateResolverRule, ResolverEndpointId (an outbound endpoint); not
    looked up, 2026-11."""
    endpoint = graph.target(rule.get("ResolverEndpointId"), "AWS::Route53Resolver::ResolverEndpoint")
    if endpoint and literal(endpoint.get("Direction")) in ("INBOUND", "INBOUND_DELEGATION"):
        yield f"{rule} forwards by {endpoint}, which is inbound"


REFUSALS: Refusals = {
    "AWS::Route53Resolver::ResolverRule": (forwarding_rule,),
    "AWS::Route53Resolver::FirewallRuleGroup": (firewall_rules,),
}
