"""Network ACLs, the default ones among them, with every entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.live.facts import Facts
from generator.live.made import Made, some, tag

ACLS = "ec2:DescribeNetworkAcls"
LAST = 32767
"""Number of the entry that AWS puts last and nobody can change: it denies what no other admits."""


def acls(facts: Facts) -> Iterator[Made]:
    """Each ACL, its entries, and the subnets that have it; where none may be read, subnets have one not known."""
    placed: dict[str, str] = {}
    defaults: dict[str, str] = {}
    for acl in facts.of(ACLS):
        id_ = acl["NetworkAclId"]
        yield Made("AWS::EC2::NetworkAcl", id_, {"VpcId": acl["VpcId"]}, {id_: "Ref"}, tag(acl))
        for entry in acl.get("Entries") or ():
            if entry["RuleNumber"] < LAST:
                yield _entry(id_, entry)
        if acl.get("IsDefault"):
            defaults[acl["VpcId"]] = id_
        for association in acl.get("Associations") or ():
            placed[association["SubnetId"]] = id_
    for subnet in facts.of("ec2:DescribeSubnets"):
        id_ = subnet["SubnetId"]
        known = placed.get(id_) or defaults.get(subnet["VpcId"])
        if known or facts.refused(ACLS):
            properties = {"SubnetId": id_, "NetworkAclId": known or {"Ref": "NotRead"}}
            name = f"{tag(subnet) or id_} acl"
            yield Made("AWS::EC2::SubnetNetworkAclAssociation", f"{id_} acl", properties, name=name)


def _entry(acl: str, entry: Mapping[str, Any]) -> Made:
    ports, icmp = entry.get("PortRange") or {}, entry.get("IcmpTypeCode") or {}
    properties = some(
        NetworkAclId=acl,
        RuleNumber=entry["RuleNumber"],
        RuleAction=entry["RuleAction"],
        CidrBlock=entry.get("CidrBlock"),
        Ipv6CidrBlock=entry.get("Ipv6CidrBlock"),
        PortRange=some(From=ports.get("From"), To=ports.get("To")),
        Icmp=some(Type=icmp.get("Type"), Code=icmp.get("Code")),
    )
    properties |= {"Protocol": int(entry["Protocol"]), "Egress": bool(entry["Egress"])}
    direction = "out" if entry["Egress"] else "in"
    return Made("AWS::EC2::NetworkAclEntry", f"{acl} {direction} {entry['RuleNumber']}", properties)
