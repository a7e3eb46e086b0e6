"""What EC2 refuses of entries of network ACLs."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.texts import literal, number
from generator.logic import Truth
from generator.refusals.refusal import Refusals, Together
from generator.stack import Absent, Graph, Resource, Value


def icmp(_graph: Graph, entry: Resource) -> Iterator[str]:
    """Source: EC2 API Reference, CreateNetworkAclEntry, IcmpTypeCode (required for the protocols 1 and 58); read
    2026-11."""
    if literal(entry.get("Protocol")) in ("1", "58") and isinstance(entry.get("Icmp"), Absent):
        yield f"{entry} is for ICMP, and has no Icmp"


def entries_twice(graph: Graph) -> Iterator[str]:
    """Say which entries of one network ACL have one number in one direction.

    Source: EC2 API Reference, CreateNetworkAclEntry; ansible-collections/amazon.aws #2592 and pulumi-awsx #1212
    (NetworkAclEntryAlreadyExists: "The network acl entry identified by 100 already exists"); read 2026-11.
    """
    first: dict[tuple[Value, bool, int], Resource] = {}
    for entry in graph.of_type("AWS::EC2::NetworkAclEntry"):
        place = number(entry.get("RuleNumber"))
        if place is None or entry.exists is not Truth.YES:
            continue
        out = (literal(entry.get("Egress")) or "false").lower() == "true"
        other = first.setdefault((entry.get("NetworkAclId"), out, place), entry)
        if other is not entry:
            yield f"{other} and {entry} are both entry {place} of one network ACL"


REFUSALS: Refusals = {
    "AWS::EC2::NetworkAclEntry": (icmp,),
}
TOGETHER: Together = (entries_twice,)
