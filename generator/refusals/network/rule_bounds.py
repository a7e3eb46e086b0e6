"""Rules of security groups that EC2 refuses for their ports or protocol."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.stack import Resource

_RULES = {
    "AWS::EC2::SecurityGroup": ("SecurityGroupIngress", "SecurityGroupEgress"),
    "AWS::EC2::SecurityGroupIngress": ("",),
    "AWS::EC2::SecurityGroupEgress": ("",),
}
_PROTOCOLS = ("tcp", "udp", "icmp", "icmpv6", "-1", "all", "any")


def rule_bounds(resource: Resource) -> Iterator[str]:
    """Say which rules have ports in the wrong order, or none that exist, or a protocol that has no name.

    Source: EC2 API Reference, IpPermission; read 2026-11.
    """
    for place in _RULES.get(resource.type, ()):
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
