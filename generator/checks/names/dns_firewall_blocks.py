"""Lesson 10: DNS Firewall refuses a name that tasks ask for."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.network.resolution import NameBlocked


class DnsFirewallBlocks(Check):
    id = "ECS105"
    lesson = 10
    title = "DNS Firewall blocks a name that tasks ask for"
    symptom = "ResourceInitializationError ... dial tcp: lookup api.ecr.us-east-1.amazonaws.com: no such host"
    why = (
        "The first rule whose list has the name decides, by the priorities of the rule groups of a VPC and of the "
        "rules in each. The names of AWS's APIs are asked for like any other, also where they lead to an endpoint."
    )
    fix = 'Let the names through first: a rule with action ALLOW and a lower Priority for a list of "*.amazonaws.com".'
    fault = NameBlocked
    message = (
        "a rule of {group} blocks the name of {what}, so that it does not resolve for tasks of {task}, and they do not "
        "get there (no such host)"
    )
    change = "a rule before it with Action ALLOW, for the names that tasks ask for; or these names out of its list"
    base = "nat"
    good = {
        "Trusted": """
            Type: AWS::Route53Resolver::FirewallDomainList
            Properties: {Domains: ["*.amazonaws.com"]}
""",
        "Everything": """
            Type: AWS::Route53Resolver::FirewallDomainList
            Properties: {Domains: ["*"]}
""",
        "Firewall": """
            Type: AWS::Route53Resolver::FirewallRuleGroup
            Properties:
              FirewallRules:
                - {Priority: 10, Action: ALLOW, FirewallDomainListId: !Ref Trusted}
                - {Priority: 20, Action: BLOCK, BlockResponse: NXDOMAIN, FirewallDomainListId: !Ref Everything}
""",
        "FirewallOfVpc": """
            Type: AWS::Route53Resolver::FirewallRuleGroupAssociation
            Properties: {VpcId: !Ref Vpc, FirewallRuleGroupId: !Ref Firewall, Priority: 101}
""",
    }
    bad = {
        "Firewall.FirewallRules.1.Priority": "5",
    }
