"""Security groups: whom they admit, and let out to."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.network.group_rules import DEFAULT, GROUP, GroupRules, Rule, covers_port
from generator.ecs.network.rule_ranges import Party, RuleRanges
from generator.ecs.network.subnets import Subnets
from generator.ecs.tasks import items
from generator.logic import Truth, every, some, truth
from generator.stack import Absent, Graph, Listing, Literal, Reference, Resource, Value

_PEER = {
    "ingress": ("SourceSecurityGroupId", "SourcePrefixListId"),
    "egress": ("DestinationSecurityGroupId", "DestinationPrefixListId"),
}

_OLD = "SourceSecurityGroupId"
"""Where egress once named its group, too: CloudFormation says that it "has been deprecated", and not what it does now.

Source: Hack23/cia #6525, an excerpt; read 2026-11.
"""


class Groups:
    """The security groups of a graph."""

    def __init__(self, graph: Graph, subnets: Subnets) -> None:
        self.graph = graph
        self.subnets = subnets
        self.rules = GroupRules(graph)
        self.ranges = RuleRanges(graph, subnets)
        self._answers: dict[tuple[Value, str, int, Party, str], Truth] = {}

    def effective(self, groups: Value, vpc: Value) -> Value:
        """The groups that apply to a network interface: the default group of its VPC when it is given none."""
        default_of = self.subnets.vpc_resource(vpc) if isinstance(groups, Absent) else None
        return Listing((Reference(default_of.path, DEFAULT),)) if default_of else groups

    def openings(self, group: Value, port: int, protocol: str = "tcp") -> tuple[tuple[Rule, ...], Truth]:
        """The rules of a group that let somebody in on a port, or may, and whether these are certainly all."""
        identity, resource = self.rules.identity(group), self.graph.target(group, GROUP)
        if not identity:
            return (), Truth.UNKNOWN
        rules = self.rules.of(resource, "ingress") if resource else self.rules.of_default(group, "ingress")
        complete = self.rules.complete(resource, "ingress") if resource else self.rules.default_complete(group)
        return tuple(rule for rule in rules if covers_port(rule, port, protocol) is not Truth.NO), truth(complete)

    def allows(self, groups: Value, direction: str, port: int, peer: Party, protocol: str = "tcp") -> Truth:
        """Tell whether any of the groups lets TCP, or another protocol, through on a port, to or from a peer."""
        if not isinstance(groups, Listing) or not groups.items:
            return Truth.UNKNOWN
        return some(self._remembered_allows(group, direction, port, peer, protocol) for group in groups.items)

    def _remembered_allows(self, group: Value, direction: str, port: int, peer: Party, protocol: str) -> Truth:
        """Ask each question once: services with the same groups ask the same about each endpoint and subnet."""
        asked = (group, direction, port, peer, protocol)
        known = self._answers.get(asked)
        if known is None:
            known = self._answers[asked] = self._allows(group, direction, port, peer, protocol)
        return known

    def _allows(self, group: Value, direction: str, port: int, peer: Party, protocol: str) -> Truth:
        resource = self.graph.target(group, GROUP)
        if resource is None:
            return self._default_allows(group, direction, port, peer, protocol)
        if direction == "egress" and self.rules.lets_everything_out(resource):
            return Truth.YES
        verdict = some(self.admits(rule, port, peer, protocol) for rule in self.rules.of(resource, direction))
        if verdict is Truth.NO and not self.rules.complete(resource, direction):
            return Truth.UNKNOWN
        return verdict

    def _default_allows(self, group: Value, direction: str, port: int, peer: Party, protocol: str) -> Truth:
        """Tell whether a default group allows it: everything out, its own members and what separate rules admit in.

        Source: VPC User Guide, "Default security groups for your VPCs", read 2026-11.
        """
        identity = self.rules.identity(group)
        if not identity or direction == "egress":
            return Truth.YES if identity else Truth.UNKNOWN
        rules = self.rules.of_default(group, direction)
        verdict = some(
            [self._is_among(group, peer.groups), *(self.admits(rule, port, peer, protocol) for rule in rules)]
        )
        return verdict if verdict is not Truth.NO or self.rules.default_complete(group) else Truth.UNKNOWN

    def admits(self, rule: Rule, port: int, peer: Party, protocol: str = "tcp") -> Truth:
        """Tell whether one rule lets TCP, or another protocol, through on a port, to or from a peer."""
        covers = covers_port(rule, port, protocol)
        return covers if covers is Truth.NO else every([covers, self._covers_peer(rule, peer)])

    def _covers_peer(self, rule: Rule, peer: Party) -> Truth:
        by_group, by_prefix = (rule.get(key) for key in _PEER[rule.direction])
        answers = []
        if not isinstance(by_group, Absent):
            # Addresses of AWS and of the internet belong to no group.
            answers.append(Truth.NO if peer.public else self._is_among(by_group, peer.groups))
        if not isinstance(by_prefix, Absent):
            answers.append(self.ranges.list_covers(by_prefix, peer))
        if not isinstance(rule.get("SourceSecurityGroupName"), Absent):
            answers.append(Truth.UNKNOWN)
        if rule.direction == "egress" and not isinstance(old := rule.get(_OLD), Absent):
            answers.append(every([self._is_among(old, peer.groups), Truth.UNKNOWN]))
        block = rule.get("CidrIp")
        if not isinstance(block, Absent):
            answers.append(self.ranges.block_covers(block, peer))
        return some(answers)  # Of IPv6 alone, or of nobody: EC2 refuses a rule without any source.

    def _is_among(self, group: Value, groups: Value) -> Truth:
        if not isinstance(groups, Listing):
            return Truth.UNKNOWN
        return some(self._same_group(group, other) for other in groups.items)

    def _same_group(self, first: Value, second: Value) -> Truth:
        identities = self.rules.identity(first), self.rules.identity(second)
        if all(identities):
            return truth(identities[0] == identities[1])
        if first == second:
            return Truth.YES
        return Truth.NO if isinstance(first, Literal) and isinstance(second, Literal) else Truth.UNKNOWN


def created_groups(graph: Graph, groups: Value) -> Iterator[Resource]:
    """The security groups of a list that are created in these templates."""
    targets = (graph.target(value, GROUP) for _, value in items(groups))
    return (group for group in targets if group)


def first_group(graph: Graph, groups: Value) -> Resource | None:
    """The first security group of a list that is created in these templates, where a rule can be added."""
    return next(created_groups(graph, groups), None)
