"""What EC2 refuses of rules of security groups: ports, protocols, descriptions, and rules that stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.logic import Truth
from generator.refusals.refusal import Refusals, Together
from generator.refusals.values_at import values_at
from generator.stack import Absent, Graph, Literal, Reference, Resource, Value

_RULES = {
    "AWS::EC2::SecurityGroup": ("SecurityGroupIngress", "SecurityGroupEgress"),
    "AWS::EC2::SecurityGroupIngress": ("",),
    "AWS::EC2::SecurityGroupEgress": ("",),
}
_PROTOCOLS = ("tcp", "udp", "icmp", "icmpv6", "-1", "all", "any")
_RULE_OF_GROUP = ("IpProtocol", "FromPort", "ToPort", "CidrIp", "CidrIpv6", "SourceSecurityGroupId",
         "DestinationSecurityGroupId",
         "SourcePrefixListId", "DestinationPrefixListId", "SourceSecurityGroupName")  # fmt: skip
GROUP, VPC = "AWS::EC2::SecurityGroup", "AWS::EC2::VPC"
_PLACES = {
    "AWS::EC2::SecurityGroupIngress": "SecurityGroupIngress",
    "AWS::EC2::SecurityGroupEgress": "SecurityGroupEgress",
}
_RULE = ("IpProtocol", "FromPort", "ToPort", "CidrIp", "CidrIpv6", "SourceSecurityGroupId",
         "DestinationSecurityGroupId", "SourcePrefixListId", "DestinationPrefixListId")  # fmt: skip
_NUMBERS = {"tcp": "6", "udp": "17", "icmp": "1", "icmpv6": "58", "all": "-1", "any": "-1"}
_WORDS = re.compile(r"[a-zA-Z0-9. _\-:/()#,@\[\]+=&;{}!$*]{0,255}", re.ASCII)


def bounds(_graph: Graph, resource: Resource) -> Iterator[str]:
    """Say which rules have ports in the wrong order, or none that exist, or a protocol that has no name.

    Source: EC2 API Reference, IpPermission; read 2026-11.
    """
    for place in _RULES[resource.type]:
        rules = [(place, index) for index, _ in items(resource.get(place))] if place else [()]
        for steps in rules:
            spoken = literal(resource.get(*steps, "IpProtocol"))
            low, high = (number(resource.get(*steps, key)) for key in ("FromPort", "ToPort"))
            if spoken is not None and not (spoken.lower() in _PROTOCOLS or spoken.isdigit()):
                yield f"a rule of {resource} is for the protocol {spoken[:40]}, which EC2 does not know"
            if spoken not in ("tcp", "udp", "6", "17") or low is None or high is None:
                continue
            if not (low == high == -1 or 0 <= low <= high <= 65535):
                yield f"a rule of {resource} is for the ports {low} to {high}, which are no range of ports"


def rules_of_one(_graph: Graph, group: Resource) -> Iterator[str]:
    """A rule that stands in a group twice.

    Source: EC2 API Reference, AuthorizeSecurityGroupIngress, CidrIp (a rule that is there is refused); read 2026-11.
    """
    for place in ("SecurityGroupIngress", "SecurityGroupEgress"):
        rules = [
            (*_rule(group, place, index), group.get(place, index, _RULE_OF_GROUP[-1]))
            for index, _ in items(group.get(place))
        ]
        if len(set(rules)) < len(rules):
            yield f"{place} of {group} has a rule twice"


def _rule(resource: Resource, *at: str | int) -> tuple[Value, ...]:
    """What makes a rule another: a protocol is one by its name and by its number, and all protocols have no ports."""
    values = {key: resource.get(*at, key) for key in _RULE}
    spoken = (literal(values["IpProtocol"]) or "").lower()
    if spoken:
        values["IpProtocol"] = Literal(_NUMBERS.get(spoken, spoken))
    if _NUMBERS.get(spoken, spoken) == "-1":
        values["FromPort"] = values["ToPort"] = Absent()
    return tuple(values.values())


def source_by_name(graph: Graph, group: Resource) -> Iterator[str]:
    """Source: EC2 API Reference, UserIdGroupPair, GroupName (of a default VPC; ids elsewhere); read 2026-11. What is
    made here is no default VPC."""
    named = list(values_at(group.get(), ("SecurityGroupIngress", "*", "SourceSecurityGroupName")))
    if graph.target(group.get("VpcId"), VPC) is not None and any(isinstance(each, Literal) for each in named):
        yield f"{group} is of a VPC, and has a rule with a SourceSecurityGroupName, where an id is taken"


def source_of_rule_by_name(graph: Graph, rule: Resource) -> Iterator[str]:
    """The same of a rule by itself, whose group is of a VPC that is made here."""
    group = graph.target(rule.get("GroupId"), GROUP)
    of_vpc = group is not None and graph.target(group.get("VpcId"), VPC) is not None
    if of_vpc and isinstance(rule.get("SourceSecurityGroupName"), Literal):
        yield f"{rule} is of a group in a VPC, and has a SourceSecurityGroupName, where an id is taken"


def rules_twice(graph: Graph) -> Iterator[str]:
    """Say which rule a group has from two resources.

    Source: EC2 API Reference, AuthorizeSecurityGroupIngress, CidrIp (a rule that is there is refused); read 2026-11.
    """
    first: dict[tuple[str, Value, tuple[Value, ...]], Resource] = {}
    for group in graph.of_type(GROUP):
        for place in _PLACES.values():
            for index, _ in items(group.get(place)):
                rule = _rule(group, place, index)
                first[place, Reference(group.path, "GroupId"), rule] = group
    for kind, place in _PLACES.items():
        for added in graph.of_type(kind):
            owner = graph.target(added.get("GroupId"), GROUP)
            if owner is None or added.exists is not Truth.YES:
                continue
            key = (place, Reference(owner.path, "GroupId"), _rule(added))
            other = first.setdefault(key, added)
            if other is not added and other.exists is Truth.YES:
                yield f"{other} and {added} have the same rule, which a group takes once"


def descriptions(_graph: Graph, group: Resource) -> Iterator[str]:
    """Source: EC2 API Reference, IpRange, Description; read 2026-11."""
    ways = [("Description",)] if group.type in _PLACES else [("GroupDescription",)]
    ways += [(p, i, "Description") for p in _PLACES.values() for i, _ in items(group.get(p))]  # type: ignore[misc]
    for way in ways:
        text = literal(group.get(*way))
        if text is not None and not _WORDS.fullmatch(text):
            yield f"{way[-1]} of {group} is {text[:60]!r}, and EC2 takes letters of ASCII and some signs"


REFUSALS: Refusals = {
    GROUP: (
        bounds,
        rules_of_one,
        source_by_name,
        descriptions,
    ),
    "AWS::EC2::SecurityGroupIngress": (
        bounds,
        source_of_rule_by_name,
        descriptions,
    ),
    "AWS::EC2::SecurityGroupEgress": (
        bounds,
        descriptions,
    ),
}
TOGETHER: Together = (rules_twice,)
