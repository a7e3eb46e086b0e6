"""A rule of a security group that the group has already."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.groups import GROUP, Rule
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Absent, Literal, Value

_PEERS = (
    "CidrIp", "CidrIpv6", "SourceSecurityGroupId", "SourcePrefixListId", "DestinationSecurityGroupId",
    "DestinationPrefixListId",
)  # fmt: skip
_PORTS = ("FromPort", "ToPort")


class RuleTwice(Check):
    id = "ECS248"
    lesson = 24
    fails_creation = True
    title = "Security group has the same rule twice"
    symptom = 'CREATE_FAILED: the specified rule "peer: ..., TCP, from port: 80, to port: 80, ALLOW" already exists'
    why = (
        "EC2 refuses a rule that a group has: written inline and again as a resource of its own, or by two resources. "
        "A description makes no difference."
    )
    fix = "Leave one of the two."
    message = (
        "{resource} gives {group} a rule that {other} gives it already: it is refused (InvalidPermission.Duplicate), "
        "and the stack is rolled back"
    )
    change = "leave one of the two rules"
    base = "isolated"
    good = {
        "Rule": """
            Type: AWS::EC2::SecurityGroupIngress
            Properties:
              GroupId: !Ref EndpointGroup
              IpProtocol: tcp
              FromPort: 8443
              ToPort: 8443
              SourceSecurityGroupId: !Ref TaskGroup
""",
    }
    bad = {"Rule.FromPort": "443", "Rule.ToPort": "443"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find rules of which one is a resource of its own; what is twice in one list, cfn-lint says.

        Source: EC2 API Reference, error codes (InvalidPermission.Duplicate), read 2026-11.
        """
        groups = context.network.groups
        for group in context.graph.of_type(GROUP):
            for direction in ("ingress", "egress"):
                first: dict[tuple[Value, ...], Rule] = {}
                for rule in groups.rules(group, direction):
                    if rule.resource.exists is not Truth.YES or not (said := _said(rule)):
                        continue
                    other = first.setdefault(said, rule)
                    if other is not rule and rule.resource is not other.resource:
                        yield self.at(rule.resource, *rule.steps, group=group, other=other.resource)


def _said(rule: Rule) -> tuple[Value, ...]:
    """What makes a rule the one that it is; nothing where it names nobody."""
    protocol = rule.get("IpProtocol")
    peers = tuple(rule.get(key) for key in _PEERS)
    if all(isinstance(peer, Absent) for peer in peers) or not isinstance(protocol, Literal):
        return ()
    ports = () if protocol.text == "-1" else tuple(rule.get(key) for key in _PORTS)
    return (Literal(protocol.text.lower()), *ports, *peers)
