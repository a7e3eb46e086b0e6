"""What OpenSearch Service refuses of domains."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.tasks import flag, items
from generator.ecs.texts import literal, number
from generator.logic import Truth
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Resource

_KEPT_ON_INSTANCE = re.compile(r"(i\d|[a-z]\d+gd|im4gn|or1|or2|om2|oi2|m3|r3)[a-z0-9]*\..+|ultrawarm.+")
"""Types of nodes with storage of their own, or that bring it. Source: OpenSearch Service Developer Guide, "Supported
instance types"; from memory, 2026-11."""


def domain_settings(_graph: Graph, domain: Resource) -> Iterator[str]:
    """Source: OpenSearch Service API Reference, CreateDomain; Developer Guide, "Fine-grained access control" (needs
    encryption and HTTPS) and "Configuring a multi-AZ domain"; from memory, 2026-11."""
    kind = literal(domain.get("ClusterConfig", "InstanceType"))
    stored = flag(domain.get("EBSOptions", "EBSEnabled")) is Truth.YES
    known = isinstance(domain.get("EBSOptions"), Absent)
    by_default = isinstance(domain.get("ClusterConfig", "InstanceType"), Absent)
    if known and not stored and (by_default or (kind is not None and not _KEPT_ON_INSTANCE.fullmatch(kind))):
        yield f"{domain} has no EBSOptions, which its nodes need"
    zoned = flag(domain.get("ClusterConfig", "ZoneAwarenessEnabled")) is Truth.YES
    nodes = number(domain.get("ClusterConfig", "InstanceCount"))
    zones = number(domain.get("ClusterConfig", "ZoneAwarenessConfig", "AvailabilityZoneCount")) or 2
    if zoned and nodes is not None and (nodes < zones or (zones == 2 and nodes % 2)):
        yield f"{domain} has {nodes} nodes, and is in {zones} zones"
    subnets = list(items(domain.get("VPCOptions", "SubnetIds")))
    if len(subnets) > 1 and not zoned and isinstance(domain.get("ClusterConfig", "ZoneAwarenessEnabled"), Absent):
        yield f"{domain} has {len(subnets)} subnets, and without ZoneAwarenessEnabled one is taken"
    if flag(domain.get("AdvancedSecurityOptions", "Enabled")) is Truth.YES:
        needed = (("EncryptionAtRestOptions", "Enabled"), ("NodeToNodeEncryptionOptions", "Enabled"),
                  ("DomainEndpointOptions", "EnforceHTTPS"))  # fmt: skip
        lacking = [each[0] for each in needed if isinstance(domain.get(*each), Absent)]
        if lacking:
            yield f"{domain} has AdvancedSecurityOptions, and no {' and '.join(lacking)}"


REFUSALS: Refusals = {
    "AWS::OpenSearchService::Domain": (domain_settings,),
}
