"""Security groups: rules written inline and apart, from any stack, and whom they admit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.ecs.addresses import network
from generator.ecs.prefix_lists import of_aws
from generator.ecs.subnets import SUBNET, VPC, Subnets
from generator.ecs.tasks import items
from generator.logic import Truth, every, some, truth
from generator.stack import Absent, Graph, Listing, Literal, Reference, Resource, Unknown, Value

GROUP = "AWS::EC2::SecurityGroup"
DEFAULT = "DefaultSecurityGroup"
"""The attribute of a VPC that is its default group."""
_APART = {"ingress": "AWS::EC2::SecurityGroupIngress", "egress": "AWS::EC2::SecurityGroupEgress"}
_INLINE = {"ingress": "SecurityGroupIngress", "egress": "SecurityGroupEgress"}
_PEER = {
    "ingress": ("SourceSecurityGroupId", "SourcePrefixListId"),
    "egress": ("DestinationSecurityGroupId", "DestinationPrefixListId"),
}


_NOTHING = Absent()


@dataclass(frozen=True)
class Rule:
    """One rule, inline (``steps`` lead to it inside the group) or a resource of its own."""

    resource: Resource
    steps: tuple[str | int, ...]
    direction: str

    def get(self, key: str) -> Value:
        """One of the rule's properties."""
        return self.resource.get(*self.steps, key)


@dataclass(frozen=True)
class Party:
    """One end of a connection: the groups it carries, and the subnets whose addresses it may have.

    ``public`` stands for addresses of AWS or the internet, which only rules for all addresses, or the prefix list
    of the service (any prefix list, here), cover.
    """

    groups: Value = _NOTHING
    subnets: tuple[Value, ...] = ()
    public: bool = False


class Groups:
    """The security groups of a graph."""

    def __init__(self, graph: Graph, subnets: Subnets) -> None:
        self.graph = graph
        self.subnets = subnets
        self._rules: dict[tuple[str, str], tuple[Rule, ...]] = {}
        self._answers: dict[tuple[Value, str, int, Party], Truth] = {}
        self._covered: dict[tuple[Value, Value], Truth] = {}

    @cached_property
    def _apart(self) -> dict[tuple[str, str], list[Rule]]:
        found: dict[tuple[str, str], list[Rule]] = {}
        for direction, kind in _APART.items():
            for resource in self.graph.of_type(kind):
                if all(isinstance(resource.get(key), Absent) for key in ("GroupId", "GroupName")):
                    continue  # EC2 refuses a rule of no group, so it opens none.
                key = self._identity(resource.get("GroupId"))
                found.setdefault((key, direction), []).append(Rule(resource, (), direction))
        return found

    def _identity(self, group: Value) -> str:
        """What tells a group from others: of those made here, and of the default groups of VPCs made here."""
        if isinstance(group, Reference) and group.attribute == DEFAULT:
            return f"{group.resource}.{DEFAULT}" if self.graph.target(group, VPC) else ""
        found = self.graph.target(group, GROUP)
        return found.path if found else ""

    def effective(self, groups: Value, vpc: Value) -> Value:
        """The groups that something carries in effect: without any it is the default group of its VPC."""
        found = self.subnets.vpc_resource(vpc) if isinstance(groups, Absent) else None
        return Listing((Reference(found.path, DEFAULT),)) if found else groups

    def admits_anybody(self, group: Value, ports: Sequence[int]) -> Truth:
        """Tell whether a group lets anybody but its own members in on any of some ports."""
        resource = self.graph.target(group, GROUP)
        rules = self.rules(resource, "ingress") if resource else self._apart.get((self._identity(group), "ingress"), [])
        if not resource and not self._identity(group):
            return Truth.UNKNOWN
        if any(covers_port(rule, port) is not Truth.NO for rule in rules for port in ports):
            return Truth.YES
        if resource:
            return Truth.NO if self._complete(resource, "ingress", resource.get(_INLINE["ingress"])) else Truth.UNKNOWN
        return Truth.NO if self._default_complete(group) else Truth.UNKNOWN

    def rules(self, group: Resource, direction: str) -> tuple[Rule, ...]:
        """The rules of a group in one direction, as far as they are seen."""
        known = self._rules.get((group.path, direction))
        if known is None:
            known = self._rules[group.path, direction] = self._seen(group, direction)
        return known

    def _seen(self, group: Resource, direction: str) -> tuple[Rule, ...]:
        key = _INLINE[direction]
        inline = [Rule(group, (key, index), direction) for index, _ in items(group.get(key))]
        if isinstance(group.get(key), Absent | Listing | Unknown):
            return (*inline, *self._apart.get((group.path, direction), []))
        return (Rule(group, (key,), direction), *self._apart.get((group.path, direction), []))

    def allows(self, groups: Value, direction: str, port: int, peer: Party) -> Truth:
        """Tell whether any of the groups lets TCP on a port through, to or from a peer."""
        if not isinstance(groups, Listing) or not groups.items:
            return Truth.UNKNOWN
        return some(self._answer(each, direction, port, peer) for each in groups.items)

    def _answer(self, group: Value, direction: str, port: int, peer: Party) -> Truth:
        """Remember: services that carry the same groups ask the same of each endpoint, from each subnet."""
        asked = (group, direction, port, peer)
        known = self._answers.get(asked)
        if known is None:
            known = self._answers[asked] = self._allows(group, direction, port, peer)
        return known

    def _allows(self, group: Value, direction: str, port: int, peer: Party) -> Truth:
        resource = self.graph.target(group, GROUP)
        if resource is None:
            return self._default_allows(group, direction, port, peer)
        written = resource.get(_INLINE[direction])
        if direction == "egress" and isinstance(written, Absent):
            # CloudFormation leaves EC2's rule that allows everything unless rules are written inline.
            return Truth.YES
        verdict = some(self.admits(rule, port, peer) for rule in self.rules(resource, direction))
        if verdict is Truth.NO and not self._complete(resource, direction, written):
            return Truth.UNKNOWN
        return verdict

    def _default_allows(self, group: Value, direction: str, port: int, peer: Party) -> Truth:
        """Ask a default group, which lets everything out, and its own members in.

        Source: VPC User Guide, "Default security groups for your VPCs", read 2026-11.
        """
        identity = self._identity(group)
        if not identity or direction == "egress":
            return Truth.YES if identity else Truth.UNKNOWN
        apart = self._apart.get((identity, direction), [])
        verdict = some([self._among(group, peer.groups), *(self.admits(rule, port, peer) for rule in apart)])
        return verdict if verdict is not Truth.NO or self._default_complete(group) else Truth.UNKNOWN

    def _default_complete(self, group: Value) -> bool:
        vpc = self.graph.target(group, VPC)
        return vpc is not None and not self._apart.get(("", "ingress")) and self.graph.closed(vpc)

    def _complete(self, group: Resource, direction: str, written: Value) -> bool:
        stray = self._apart.get(("", direction))
        return isinstance(written, Absent | Listing) and not stray and self.graph.closed(group)

    def admits(self, rule: Rule, port: int, peer: Party) -> Truth:
        """Tell whether one rule lets TCP on a port through, to or from a peer."""
        covers = covers_port(rule, port)
        return covers if covers is Truth.NO else every([covers, self._covers_peer(rule, peer)])

    def _covers_peer(self, rule: Rule, peer: Party) -> Truth:
        by_group, by_prefix = (rule.get(key) for key in _PEER[rule.direction])
        answers = []
        if not isinstance(by_group, Absent):
            # Addresses of AWS and of the internet belong to no group.
            answers.append(Truth.NO if peer.public else self._among(by_group, peer.groups))
        if not isinstance(by_prefix, Absent):
            elsewhere = Truth.NO if of_aws(by_prefix) else Truth.UNKNOWN
            answers.append(Truth.YES if peer.public else elsewhere)
        if not isinstance(rule.get("SourceSecurityGroupName"), Absent):
            answers.append(Truth.UNKNOWN)
        block = rule.get("CidrIp")
        if not isinstance(block, Absent):
            answers.append(self._block_covers(block, peer))
        if not answers:
            return Truth.NO if not isinstance(rule.get("CidrIpv6"), Absent) else Truth.UNKNOWN
        return some(answers)

    def _among(self, group: Value, groups: Value) -> Truth:
        if not isinstance(groups, Listing):
            return Truth.UNKNOWN
        return some(self._same(group, each) for each in groups.items)

    def _same(self, one: Value, other: Value) -> Truth:
        first, second = self._identity(one), self._identity(other)
        if first and second:
            return truth(first == second)
        if one == other:
            return Truth.YES
        return Truth.NO if isinstance(one, Literal) and isinstance(other, Literal) else Truth.UNKNOWN

    def _block_covers(self, block: Value, peer: Party) -> Truth:
        if isinstance(block, Literal) and block.text == "0.0.0.0/0":
            return Truth.YES
        if peer.public:
            return Truth.NO if isinstance(block, Literal) else Truth.UNKNOWN
        if not peer.subnets:
            return Truth.UNKNOWN
        return every(self._covers(block, subnet) for subnet in peer.subnets)

    def _covers(self, block: Value, subnet: Value) -> Truth:
        known = self._covered.get((block, subnet))
        if known is None:
            known = self._covered[block, subnet] = self._covers_subnet(block, subnet)
        return known

    def _covers_subnet(self, block: Value, subnet: Value) -> Truth:
        resource = self.graph.target(subnet, SUBNET)
        if resource is None:
            return Truth.UNKNOWN
        vpc = self.subnets.vpc_resource(resource.get("VpcId"))
        blocks = [resource.get("CidrBlock")] + ([vpc.get("CidrBlock")] if vpc else [])
        if vpc and block == Reference(vpc.path, "CidrBlock"):
            return Truth.YES
        if any(block == each for each in blocks if not isinstance(each, Unknown)):
            return Truth.YES
        wide = network(block)
        if wide is None:
            return Truth.UNKNOWN
        narrow = [found for each in blocks if (found := network(each))]
        if any(each.subnet_of(wide) for each in narrow):
            return Truth.YES
        return Truth.NO if any(not each.overlaps(wide) for each in narrow) else Truth.UNKNOWN


def covers_port(rule: Rule, port: int) -> Truth:
    """Tell whether a rule is about TCP on a port, whoever it admits."""
    protocol = rule.get("IpProtocol")
    if not isinstance(protocol, Literal):
        return Truth.UNKNOWN
    if protocol.text in ("-1", "all"):
        return Truth.YES
    if protocol.text.lower() not in ("tcp", "6"):
        return Truth.NO
    low, high = rule.get("FromPort"), rule.get("ToPort")
    ends = [end.integer if isinstance(end, Literal) else None for end in (low, high)]
    if isinstance(low, Absent) and isinstance(high, Absent):
        return Truth.UNKNOWN
    first, last = ends
    if first is None or last is None:
        return Truth.UNKNOWN
    return truth((first, last) == (-1, -1) or first <= port <= last)


def created_groups(graph: Graph, groups: Value) -> Iterator[Resource]:
    """Go through those of some security groups that are created here."""
    targets = (graph.target(value, GROUP) for _, value in items(groups))
    return (group for group in targets if group)


def first_group(graph: Graph, groups: Value) -> Resource | None:
    """Find the first of some security groups that is created here, where a rule can be added."""
    return next(created_groups(graph, groups), None)
