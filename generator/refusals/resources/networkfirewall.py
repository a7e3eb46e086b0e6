"""What Network Firewall refuses of policies and groups of rules."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.refusals.refusal import Refusals
from generator.stack import Graph, Resource

_STANDARD = ("aws:pass", "aws:drop", "aws:forward_to_sfe")
_RULE = re.compile(r"^\s*(?:pass|drop|alert|reject(?:src|dst|both)?)\s.*$", re.MULTILINE)
_SID = re.compile(r"[(;]\s*sid\s*:\s*(\d+)\s*;")


def default_actions(_graph: Graph, policy: Resource) -> Iterator[str]:
    """Source: Network Firewall API Reference, FirewallPolicy, StatelessDefaultActions (one of the standard actions, and
    custom ones beside it), and RuleDefinition, Actions (exactly one); read 2026-11."""
    for key in ("StatelessDefaultActions", "StatelessFragmentDefaultActions"):
        given = [literal(value) for _, value in items(policy.get("FirewallPolicy", key))]
        standard = [each for each in given if each in _STANDARD]
        if len(standard) > 1:
            yield f"{key} of {policy} are {' and '.join(map(str, standard))}, of which one is taken"


def rules_of_suricata(_graph: Graph, group: Resource) -> Iterator[str]:
    """Sources: terraform-provider-aws #23218 (rules need a sid of their own: duplicate signatures); read 2026-11.
    Network Firewall Developer Guide, "Setting rule group capacity" (a stateful rule takes one); not looked up."""
    text = literal(group.get("RuleGroup", "RulesSource", "RulesString"))
    rules = _RULE.findall(text or "")
    capacity = number(group.get("Capacity"))
    if capacity is not None and len(rules) > capacity:
        yield f"{group} has {len(rules)} rules, and a Capacity of {capacity}"
    ids = [found[1] for rule in rules if (found := _SID.search(rule))]
    for each in sorted({each for each in ids if ids.count(each) > 1}):
        yield f"{group} has two rules with the sid {each[:20]}"


REFUSALS: Refusals = {
    "AWS::NetworkFirewall::FirewallPolicy": (default_actions,),
    "AWS::NetworkFirewall::RuleGroup": (rules_of_suricata,),
}
