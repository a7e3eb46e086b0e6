"""Security groups. A rule that names another group is a resource of its own, for groups name each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.live.facts import Facts
from generator.live.made import Made, some

GROUP = "AWS::EC2::SecurityGroup"
NOWHERE = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "127.0.0.1/32"}
"""Stands where a group lets nothing out: a template without a rule means everything."""


def groups(facts: Facts) -> Iterator[Made]:
    """Each group with its rules."""
    for group in facts.of("ec2:DescribeSecurityGroups"):
        id_ = group["GroupId"]
        inside = list(_rules(group.get("IpPermissions") or (), "Source"))
        outside = list(_rules(group.get("IpPermissionsEgress") or (), "Destination"))
        properties = some(
            GroupDescription=group.get("Description") or "-",
            VpcId=group.get("VpcId"),
            SecurityGroupIngress=[rule for rule in inside if not _names_group(rule)],
            SecurityGroupEgress=[rule for rule in outside if not _names_group(rule)] or [NOWHERE],
        )
        name = str(group.get("GroupName") or id_)
        yield Made(GROUP, id_, properties, {id_: "Ref"}, name if name != "default" else f"{id_} default")
        for kind, rules in (("Ingress", inside), ("Egress", outside)):
            for rule in rules:
                if _names_group(rule):
                    key = " ".join(str(value) for value in rule.values())
                    yield Made(f"{GROUP}{kind}", f"{id_} {key}", {"GroupId": id_, **rule}, name=f"{name} {key}")


def _names_group(rule: Mapping[str, Any]) -> bool:
    return "SourceSecurityGroupId" in rule or "DestinationSecurityGroupId" in rule


def _rules(permissions: Any, side: str) -> Iterator[dict[str, Any]]:
    """One rule for each peer of a permission."""
    for permission in permissions:
        ports = some(
            IpProtocol=str(permission["IpProtocol"]),
            FromPort=permission.get("FromPort"),
            ToPort=permission.get("ToPort"),
        )
        for pair in permission.get("UserIdGroupPairs") or ():
            if pair.get("GroupId"):
                yield {**ports, f"{side}SecurityGroupId": pair["GroupId"]}
        for range_ in permission.get("IpRanges") or ():
            yield {**ports, "CidrIp": range_["CidrIp"]}
        for range_ in permission.get("Ipv6Ranges") or ():
            yield {**ports, "CidrIpv6": range_["CidrIpv6"]}
        for prefixes in permission.get("PrefixListIds") or ():
            yield {**ports, f"{side}PrefixListId": prefixes["PrefixListId"]}
