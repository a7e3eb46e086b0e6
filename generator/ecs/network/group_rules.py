"""The rules of security groups: inline, or resources of their own in any stack, and whether they are all seen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from generator.ecs.network.subnets import VPC
from generator.ecs.tasks import items
from generator.logic import Truth, truth
from generator.stack import Absent, Graph, Listing, Literal, Reference, Resource, Unknown, Value

GROUP = "AWS::EC2::SecurityGroup"
DEFAULT = "DefaultSecurityGroup"
"""The attribute of a VPC that is its default group."""
_RULE_TYPES = {"ingress": "AWS::EC2::SecurityGroupIngress", "egress": "AWS::EC2::SecurityGroupEgress"}
_INLINE = {"ingress": "SecurityGroupIngress", "egress": "SecurityGroupEgress"}


@dataclass(frozen=True)
class Rule:
    """One rule, inline (``steps`` lead to it inside the group) or a resource of its own."""

    resource: Resource
    steps: tuple[str | int, ...]
    direction: str

    def get(self, key: str) -> Value:
        """One of the rule's properties."""
        return self.resource.get(*self.steps, key)


class GroupRules:
    """The rules of the groups of a graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._read: dict[tuple[str, str], tuple[Rule, ...]] = {}

    @cached_property
    def _separate_rules(self) -> dict[tuple[str, str], list[Rule]]:
        rules: dict[tuple[str, str], list[Rule]] = {}
        for direction, type_name in _RULE_TYPES.items():
            for resource in self.graph.of_type(type_name):
                if all(isinstance(resource.get(key), Absent) for key in ("GroupId", "GroupName")):
                    continue  # EC2 refuses a rule of no group, so it opens none.
                key = self.identity(resource.get("GroupId"))
                rules.setdefault((key, direction), []).append(Rule(resource, (), direction))
        return rules

    def identity(self, group: Value) -> str:
        """What identifies a group that is created here, or the default group of such a VPC; empty for any other."""
        if isinstance(group, Reference) and group.attribute == DEFAULT:
            return f"{group.resource}.{DEFAULT}" if self.graph.target(group, VPC) else ""
        resource = self.graph.target(group, GROUP)
        return resource.path if resource else ""

    def of(self, group: Resource, direction: str) -> tuple[Rule, ...]:
        """The rules of a group in one direction, as far as they are seen."""
        known = self._read.get((group.path, direction))
        if known is None:
            known = self._read[group.path, direction] = self._found(group, direction)
        return known

    def _found(self, group: Resource, direction: str) -> tuple[Rule, ...]:
        key = _INLINE[direction]
        inline = [Rule(group, (key, index), direction) for index, _ in items(group.get(key))]
        if isinstance(group.get(key), Absent | Listing | Unknown):
            return (*inline, *self._separate_rules.get((group.path, direction), []))
        return (Rule(group, (key,), direction), *self._separate_rules.get((group.path, direction), []))

    def of_default(self, group: Value, direction: str) -> tuple[Rule, ...]:
        """The rules that are added to the default group of a VPC."""
        return tuple(self._separate_rules.get((self.identity(group), direction), ()))

    def lets_everything_out(self, group: Resource) -> bool:
        """Tell whether a group keeps EC2's own rule, which lets everything out: it does until it is given another.

        The rule goes as soon as one is written inline, or added by a resource of its own. Sources: CloudFormation
        Template Reference, AWS::EC2::SecurityGroup; aws-cdk #998 ("CloudFormation's behavior to strip the default
        outbound rule when another rule gets added") and #14657, cfn-language-discussion #157; read 2026-11.
        """
        separate = self._separate_rules.get((group.path, "egress"))
        return isinstance(group.get(_INLINE["egress"]), Absent) and not separate

    def default_complete(self, group: Value) -> bool:
        """Whether these are certainly all rules by which the default group of a VPC lets somebody in."""
        vpc = self.graph.target(group, VPC)
        return vpc is not None and not self._separate_rules.get(("", "ingress")) and self.graph.closed(vpc)

    def complete(self, group: Resource, direction: str) -> bool:
        """Whether these are certainly all rules of a group in one direction."""
        written = group.get(_INLINE[direction])
        stray = self._separate_rules.get(("", direction))
        return isinstance(written, Absent | Listing) and not stray and self.graph.closed(group)


_NUMBERS = {"tcp": "6", "udp": "17"}
"""The numbers that protocols have in IP, by which a rule may name them too."""


def covers_port(rule: Rule, port: int, protocol: str = "tcp") -> Truth:
    """Tell whether a rule is about TCP, or another protocol, on a port, whoever it admits."""
    written = rule.get("IpProtocol")
    if not isinstance(written, Literal):
        return Truth.UNKNOWN
    if written.text in ("-1", "all"):
        return Truth.YES
    if written.text.lower() not in (protocol, _NUMBERS[protocol]):
        return Truth.NO
    low, high = rule.get("FromPort"), rule.get("ToPort")
    ends = [end.integer if isinstance(end, Literal) else None for end in (low, high)]
    if isinstance(low, Absent) and isinstance(high, Absent):
        return Truth.UNKNOWN
    first, last = ends
    if first is None or last is None:
        return Truth.UNKNOWN
    return truth((first, last) == (-1, -1) or first <= port <= last)
