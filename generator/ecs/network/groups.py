"""Security groups: their rules, inline or resources of their own in any stack, and whom they admit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.ecs.network.addresses import CIDR_BLOCK, network, written_ranges
from generator.ecs.network.internet_addresses import Ranges, cover, overlap
from generator.ecs.network.prefix_lists import entries, holds_api, holds_internet, kept_by_aws
from generator.ecs.network.subnets import SUBNET, VPC, Subnets
from generator.ecs.tasks import items
from generator.logic import Truth, every, some, truth
from generator.stack import Absent, Graph, Listing, Literal, Reference, Resource, Unknown, Value

GROUP = "AWS::EC2::SecurityGroup"
DEFAULT = "DefaultSecurityGroup"
"""The attribute of a VPC that is its default group."""
_RULE_TYPES = {"ingress": "AWS::EC2::SecurityGroupIngress", "egress": "AWS::EC2::SecurityGroupEgress"}
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

    ``public`` stands for addresses of AWS or the internet, which only rules for all addresses cover, or for a prefix
    list that holds them: those of ``api``, or whichever they are when it is empty.
    """

    groups: Value = _NOTHING
    subnets: tuple[Value, ...] = ()
    public: bool = False
    api: str = ""


class Groups:
    """The security groups of a graph."""

    def __init__(self, graph: Graph, subnets: Subnets) -> None:
        self.graph = graph
        self.subnets = subnets
        self._rules: dict[tuple[str, str], tuple[Rule, ...]] = {}
        self._answers: dict[tuple[Value, str, int, Party, str], Truth] = {}
        self._covered: dict[tuple[Value, Value], Truth] = {}

    @cached_property
    def _separate_rules(self) -> dict[tuple[str, str], list[Rule]]:
        rules: dict[tuple[str, str], list[Rule]] = {}
        for direction, type_name in _RULE_TYPES.items():
            for resource in self.graph.of_type(type_name):
                if all(isinstance(resource.get(key), Absent) for key in ("GroupId", "GroupName")):
                    continue  # EC2 refuses a rule of no group, so it opens none.
                key = self._identity(resource.get("GroupId"))
                rules.setdefault((key, direction), []).append(Rule(resource, (), direction))
        return rules

    def _identity(self, group: Value) -> str:
        """What identifies a group that is created here, or the default group of such a VPC; empty for any other."""
        if isinstance(group, Reference) and group.attribute == DEFAULT:
            return f"{group.resource}.{DEFAULT}" if self.graph.target(group, VPC) else ""
        resource = self.graph.target(group, GROUP)
        return resource.path if resource else ""

    def effective(self, groups: Value, vpc: Value) -> Value:
        """The groups that apply to a network interface: the default group of its VPC when it is given none."""
        default_of = self.subnets.vpc_resource(vpc) if isinstance(groups, Absent) else None
        return Listing((Reference(default_of.path, DEFAULT),)) if default_of else groups

    def openings(self, group: Value, port: int, protocol: str = "tcp") -> tuple[tuple[Rule, ...], Truth]:
        """The rules of a group that let somebody in on a port, or may, and whether these are certainly all."""
        identity, resource = self._identity(group), self.graph.target(group, GROUP)
        if not identity:
            return (), Truth.UNKNOWN
        rules = self.rules(resource, "ingress") if resource else self._separate_rules.get((identity, "ingress"), [])
        if resource:
            complete = self._complete(resource, "ingress", resource.get(_INLINE["ingress"]))
        else:
            complete = self._default_complete(group)
        return tuple(rule for rule in rules if covers_port(rule, port, protocol) is not Truth.NO), truth(complete)

    def rules(self, group: Resource, direction: str) -> tuple[Rule, ...]:
        """The rules of a group in one direction, as far as they are seen."""
        known = self._rules.get((group.path, direction))
        if known is None:
            known = self._rules[group.path, direction] = self._read_rules(group, direction)
        return known

    def _read_rules(self, group: Resource, direction: str) -> tuple[Rule, ...]:
        key = _INLINE[direction]
        inline = [Rule(group, (key, index), direction) for index, _ in items(group.get(key))]
        if isinstance(group.get(key), Absent | Listing | Unknown):
            return (*inline, *self._separate_rules.get((group.path, direction), []))
        return (Rule(group, (key,), direction), *self._separate_rules.get((group.path, direction), []))

    def allows(self, groups: Value, direction: str, port: int, peer: Party, protocol: str = "tcp") -> Truth:
        """Tell whether any of the groups lets TCP, or another protocol, through on a port, to or from a peer."""
        if not isinstance(groups, Listing) or not groups.items:
            return Truth.UNKNOWN
        return some(self._remembered_allows(group, direction, port, peer, protocol) for group in groups.items)

    def lets_everything_out(self, group: Resource) -> bool:
        """Tell whether a group keeps EC2's own rule, which lets everything out: it does until it is given another.

        The rule goes as soon as one is written inline, or added by a resource of its own. Sources: CloudFormation
        Template Reference, AWS::EC2::SecurityGroup; aws-cdk #998 ("CloudFormation's behavior to strip the default
        outbound rule when another rule gets added") and #14657, cfn-language-discussion #157; read 2026-11.
        """
        separate = self._separate_rules.get((group.path, "egress"))
        return isinstance(group.get(_INLINE["egress"]), Absent) and not separate

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
        written = resource.get(_INLINE[direction])
        if direction == "egress" and self.lets_everything_out(resource):
            return Truth.YES
        verdict = some(self.admits(rule, port, peer, protocol) for rule in self.rules(resource, direction))
        if verdict is Truth.NO and not self._complete(resource, direction, written):
            return Truth.UNKNOWN
        return verdict

    def _default_allows(self, group: Value, direction: str, port: int, peer: Party, protocol: str) -> Truth:
        """Tell whether a default group allows it: everything out, its own members and what separate rules admit in.

        Source: VPC User Guide, "Default security groups for your VPCs", read 2026-11.
        """
        identity = self._identity(group)
        if not identity or direction == "egress":
            return Truth.YES if identity else Truth.UNKNOWN
        rules = self._separate_rules.get((identity, direction), [])
        verdict = some(
            [self._is_among(group, peer.groups), *(self.admits(rule, port, peer, protocol) for rule in rules)]
        )
        return verdict if verdict is not Truth.NO or self._default_complete(group) else Truth.UNKNOWN

    def _default_complete(self, group: Value) -> bool:
        vpc = self.graph.target(group, VPC)
        return vpc is not None and not self._separate_rules.get(("", "ingress")) and self.graph.closed(vpc)

    def _complete(self, group: Resource, direction: str, written: Value) -> bool:
        stray = self._separate_rules.get(("", direction))
        return isinstance(written, Absent | Listing) and not stray and self.graph.closed(group)

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
            answers.append(self._list_covers(by_prefix, peer))
        if not isinstance(rule.get("SourceSecurityGroupName"), Absent):
            answers.append(Truth.UNKNOWN)
        block = rule.get("CidrIp")
        if not isinstance(block, Absent):
            answers.append(self._block_covers(block, peer))
        return some(answers)  # Of IPv6 alone, or of nobody: EC2 refuses a rule without any source.

    def _is_among(self, group: Value, groups: Value) -> Truth:
        if not isinstance(groups, Listing):
            return Truth.UNKNOWN
        return some(self._same_group(group, other) for other in groups.items)

    def _same_group(self, first: Value, second: Value) -> Truth:
        identities = self._identity(first), self._identity(second)
        if all(identities):
            return truth(identities[0] == identities[1])
        if first == second:
            return Truth.YES
        return Truth.NO if isinstance(first, Literal) and isinstance(second, Literal) else Truth.UNKNOWN

    def _list_covers(self, prefix_list: Value, peer: Party) -> Truth:
        if peer.public:
            return holds_api(self.graph, prefix_list, peer.api)
        if kept_by_aws(prefix_list):
            return Truth.NO
        known = entries(self.graph, prefix_list)
        if known is None or not peer.subnets:
            return Truth.UNKNOWN
        return every(self._ranges_cover_subnet(known, subnet) for subnet in peer.subnets)

    def _block_covers(self, block: Value, peer: Party) -> Truth:
        if isinstance(block, Literal) and block.text == "0.0.0.0/0":
            return Truth.YES
        admitted = network(block)
        if peer.public:
            return Truth.UNKNOWN if admitted is None else holds_internet((admitted,))
        if not peer.subnets:
            return Truth.UNKNOWN
        return every(self._remembered_covers_subnet(block, subnet) for subnet in peer.subnets)

    def _remembered_covers_subnet(self, block: Value, subnet: Value) -> Truth:
        known = self._covered.get((block, subnet))
        if known is None:
            known = self._covered[block, subnet] = self._covers_subnet(block, subnet)
        return known

    def _covers_subnet(self, block: Value, subnet: Value) -> Truth:
        resource = self.graph.target(subnet, SUBNET)
        if resource is None:
            return Truth.UNKNOWN
        own, vpc = resource.get("CidrBlock"), self.subnets.vpc_resource(resource.get("VpcId"))
        if block == own and not isinstance(own, Unknown):
            return Truth.YES
        first = vpc.get("CidrBlock") if vpc is not None else _NOTHING
        if vpc is not None and block in (first, Reference(vpc.path, "CidrBlock")) and not isinstance(block, Unknown):
            if not self._may_have_added_ranges(vpc):
                return Truth.YES
            block = first
        admitted = network(block)
        return Truth.UNKNOWN if admitted is None else self._ranges_cover_subnet((admitted,), subnet)

    def _ranges_cover_subnet(self, admitted: Ranges, subnet: Value) -> Truth:
        """Tell whether ranges cover the own range of a subnet; where that is not known, all of its VPC's."""
        resource = self.graph.target(subnet, SUBNET)
        if resource is None:
            return Truth.UNKNOWN
        own = network(resource.get("CidrBlock"))
        vpc = self.subnets.vpc_resource(resource.get("VpcId"))
        aims = [own] if own is not None else written_ranges(self.graph, vpc) if vpc is not None else []
        if not aims:
            return Truth.UNKNOWN
        if all(cover(admitted, aim) for aim in aims):
            return Truth.YES
        return Truth.UNKNOWN if any(overlap(admitted, aim) for aim in aims) else Truth.NO

    def _may_have_added_ranges(self, vpc: Resource) -> bool:
        """Tell whether a VPC may have ranges of IPv4 besides its first one."""
        for added in self.graph.of_type(CIDR_BLOCK):
            only_six = all(isinstance(added.get(key), Absent) for key in ("CidrBlock", "Ipv4IpamPoolId"))
            if not only_six and self.graph.target(added.get("VpcId"), VPC) in (vpc, None):
                return True
        return False


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


def created_groups(graph: Graph, groups: Value) -> Iterator[Resource]:
    """The security groups of a list that are created in these templates."""
    targets = (graph.target(value, GROUP) for _, value in items(groups))
    return (group for group in targets if group)


def first_group(graph: Graph, groups: Value) -> Resource | None:
    """The first security group of a list that is created in these templates, where a rule can be added."""
    return next(created_groups(graph, groups), None)
