"""DHCP options and Resolver rules, with the VPCs that have them: who answers when tasks ask for a name."""

from __future__ import annotations

from collections.abc import Iterator

from generator.live.facts import Facts
from generator.live.made import Made, named, some, tag

OPTIONS, OPTIONS_OF_VPC = "AWS::EC2::DHCPOptions", "AWS::EC2::VPCDHCPOptionsAssociation"
RULE, RULE_OF_VPC = "AWS::Route53Resolver::ResolverRule", "AWS::Route53Resolver::ResolverRuleAssociation"
_KEYS = {"domain-name-servers": "DomainNameServers", "domain-name": "DomainName"}
_NOT_IN_FORCE = ("FAILED", "OVERRIDDEN")
"""States of an association (Route 53 Resolver API reference, ResolverRuleAssociation, Status; read 2026-11)."""


def resolvers(facts: Facts) -> Iterator[Made]:
    """Each set of options and each rule, and the VPCs that have it; what may not be read is not known."""
    yield from _options(facts)
    yield from _rules(facts)


def _options(facts: Facts) -> Iterator[Made]:
    for told in facts.of("ec2:DescribeDhcpOptions"):
        id_ = told["DhcpOptionsId"]
        properties: dict[str, object] = {}
        for each in told.get("DhcpConfigurations") or ():
            values = [value["Value"] if isinstance(value, dict) else value for value in each.get("Values") or ()]
            if name := _KEYS.get(each.get("Key", "")):
                properties[name] = values if name == "DomainNameServers" else " ".join(values)
        yield Made(OPTIONS, id_, properties, {id_: "Ref"}, tag(told))
    refused = facts.refused("ec2:DescribeDhcpOptions")
    known = {told["DhcpOptionsId"] for told in facts.of("ec2:DescribeDhcpOptions")}
    for vpc in facts.of("ec2:DescribeVpcs"):
        id_, options = vpc["VpcId"], vpc.get("DhcpOptionsId")
        if options in known:
            yield Made(OPTIONS_OF_VPC, f"{id_} options", {"VpcId": id_, "DhcpOptionsId": options})
        elif refused and options not in (None, "", "default"):
            yield _unread(OPTIONS_OF_VPC, refused, {"VpcId": id_, "DhcpOptionsId": {"Ref": "NotRead"}})


def _rules(facts: Facts) -> Iterator[Made]:
    for told in facts.of("route53resolver:GetResolverRule"):
        # What the names of other servers are changes nothing in what is known, so they are left out.
        name = told.get("DomainName") or ""
        properties = some(DomainName=name.rstrip(".") or name, RuleType=told.get("RuleType"))
        yield Made(RULE, told["Id"], properties, {told["Id"]: "Ref"}, told.get("Name") or "")
    known = {told["Id"] for told in facts.of("route53resolver:GetResolverRule")}
    for told in facts.of("route53resolver:ListResolverRuleAssociations"):
        rule, vpc = told["ResolverRuleId"], {"VPCId": told["VPCId"]}
        if told.get("Status") in _NOT_IN_FORCE:
            continue
        if rule not in known and (refused := facts.refused("route53resolver:GetResolverRule")):
            yield _unread(RULE_OF_VPC, refused, {**vpc, "ResolverRuleId": {"Ref": "NotRead"}})
        else:
            properties = {**vpc, "ResolverRuleId": named(RULE, rule)}
            yield Made(RULE_OF_VPC, told["Id"], properties, name=told.get("Name") or "")
    if refused := facts.refused("route53resolver:ListResolverRuleAssociations"):
        for vpc in facts.of("ec2:DescribeVpcs"):
            properties = {"VPCId": vpc["VpcId"], "ResolverRuleId": {"Ref": "NotRead"}}
            yield _unread(RULE_OF_VPC, refused, properties)


def _unread(kind: str, action: str, properties: dict[str, object]) -> Made:
    """What an action would have told of a VPC; its name says which action, for that is what is missing."""
    vpc = properties.get("VpcId") or properties.get("VPCId")
    return Made(kind, f"{action} of {vpc}", properties, name=f"unread {action} {vpc}", metadata={"unread": action})
