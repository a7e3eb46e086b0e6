"""Whom tasks of VPCs ask for names: the name servers of DHCP options, and Resolver rules."""

from __future__ import annotations

from generator.aws.live.reading import Reading, batches

_OF_AWS = ("default", "")
"""Ids of no set of options."""
_MADE_BY_AWS = "rslvr-autodefined-"
"""How ids of rules begin that every VPC has, which send nothing elsewhere.

Source: Route 53 Developer Guide, "Autodefined rules"; not looked up, 2026-11.
"""
ASSOCIATIONS, RULES = "list_resolver_rule_associations", "get_resolver_rule"


def resolvers(reading: Reading) -> None:
    """Keep the sets of DHCP options and the Resolver rules that the VPCs have which were read before."""
    told = reading.facts.of("ec2:DescribeVpcs")
    options = sorted({str(vpc.get("DhcpOptionsId") or "") for vpc in told} - set(_OF_AWS))
    if options:
        filters = [{"Name": "dhcp-options-id", "Values": options}]
        reading.keep("ec2", "describe_dhcp_options", "DhcpOptions", Filters=filters)
    rules: dict[str, None] = {}
    for vpcs in batches((vpc["VpcId"] for vpc in told), 10):
        filters = [{"Name": "VPCId", "Values": list(vpcs)}]
        for each in reading.all("route53resolver", ASSOCIATIONS, "ResolverRuleAssociations", Filters=filters):
            if not each["ResolverRuleId"].startswith(_MADE_BY_AWS):
                reading.facts.add("route53resolver:ListResolverRuleAssociations", [each])
                rules[each["ResolverRuleId"]] = None
    for rule in rules:
        if answer := reading.one("route53resolver", RULES, ResolverRuleId=rule):
            reading.facts.add("route53resolver:GetResolverRule", [answer["ResolverRule"]])
