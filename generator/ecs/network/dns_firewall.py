"""DNS Firewall: which names each VPC's rules let through, and which they refuse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.network.domains import Domain, domain
from generator.ecs.network.subnets import same
from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.logic import Truth, every
from generator.stack import Absent, Graph, Listing, Resource, Value

GROUP, LIST = "AWS::Route53Resolver::FirewallRuleGroup", "AWS::Route53Resolver::FirewallDomainList"
GROUP_OF_VPC = "AWS::Route53Resolver::FirewallRuleGroupAssociation"


@dataclass(frozen=True, eq=False)
class FirewallRule:
    """One rule, as it works in one VPC."""

    place: Resource
    """The group that it is in; the association with the VPC where the group is not created here."""
    steps: tuple[str | int, ...]
    order: tuple[int, int] | None
    """The priorities of its group and of itself: the lowest is tried first. None when they are not known."""
    action: str
    """``ALLOW``, ``ALERT``, ``BLOCK``; empty when it is not known."""
    domains: tuple[Domain, ...] | None
    """The entries of its list; None when they are not seen here, as those of AWS's own lists."""
    here: Truth

    @property
    def overrides(self) -> bool:
        """Whether a name that it blocks is answered with another one."""
        return (literal(self.place.get(*self.steps, "BlockResponse")) or "").upper() == "OVERRIDE"

    @property
    def for_addresses(self) -> Truth:
        """Whether questions for IPv4 addresses are among those that it is for."""
        kind = self.place.get(*self.steps, "Qtype")
        if isinstance(kind, Absent):
            return Truth.YES
        text = literal(kind)
        return Truth.UNKNOWN if text is None else Truth.YES if text.upper() in ("A", "1", "TYPE1") else Truth.NO

    @property
    def trusts_chain(self) -> bool:
        """Whether names that an allowed one is redirected to are let through as well."""
        action = literal(self.place.get(*self.steps, "FirewallDomainRedirectionAction")) or ""
        return action.upper() == "TRUST_REDIRECTION_DOMAIN"


def rules(graph: Graph, vpc: Value, region: str) -> tuple[FirewallRule, ...]:
    """The rules that are, or may be, for a VPC, in the order in which they are tried; those of unknown order last.

    Source: Route 53 Developer Guide, "DNS Firewall rule groups and rules"; read 2026-11.
    """
    found = list(_rules(graph, vpc, region))
    return tuple(sorted(found, key=lambda rule: (rule.order is None, rule.order or (0, 0))))


def _rules(graph: Graph, vpc: Value, region: str) -> Iterator[FirewallRule]:
    for association in graph.of_type(GROUP_OF_VPC):
        here = every((same(association.get("VpcId"), vpc), association.exists))
        if here is Truth.NO:
            continue
        group = graph.target(association.get("FirewallRuleGroupId"), GROUP)
        if group is None or not isinstance(group.get("FirewallRules"), Listing | Absent):
            yield FirewallRule(group or association, (), None, "", None, here)
            continue
        first = number(association.get("Priority"))
        for index, _ in items(group.get("FirewallRules")):
            steps = ("FirewallRules", index)
            second = number(group.get(*steps, "Priority"))
            order = None if first is None or second is None else (first, second)
            action = (literal(group.get(*steps, "Action")) or "").upper()
            entries = _entries(graph, group.get(*steps, "FirewallDomainListId"), region)
            yield FirewallRule(group, steps, order, action, entries, here)


def _entries(graph: Graph, value: Value, region: str) -> tuple[Domain, ...] | None:
    listed = graph.target(value, LIST)
    if listed is None or not isinstance(listed.get("Domains"), Listing):
        return None
    return tuple(domain(entry, region) for _, entry in items(listed.get("Domains")))
