"""What OpenSearch Service refuses of domains."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.tasks import flag, items
from generator.ecs.texts import literal, number
from generator.logic import Truth
from generator.refusals.refusal import Refusals
from generator.refusals.values_at import values_at
from generator.stack import Absent, Graph, Mapping, Resource, document

_KEPT_ON_INSTANCE = re.compile(r"(i\d|[a-z]\d+gd|im4gn|or1|or2|om2|oi2|m3|r3)[a-z0-9]*\..+|ultrawarm.+")
"""Types of nodes with storage of their own, or that bring it. Source: OpenSearch Service Developer Guide, "Supported
instance types"; from memory, 2026-11."""


def domain_settings(_graph: Graph, domain: Resource) -> Iterator[str]:
    """Source: aws-amplify/amplify-category-api #1146 ("You must choose an even number of data nodes for a two
    Availability Zone deployment"); read 2026-11. OpenSearch Service API Reference, CreateDomain; Developer Guide,
    "Fine-grained access control" (needs encryption and HTTPS); from memory."""
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
        lacking = [each[0] for each in needed if flag(domain.get(*each)) is Truth.NO]
        if lacking:
            yield f"{domain} has AdvancedSecurityOptions, and no {' and '.join(lacking)}"


def master_user(_graph: Graph, domain: Resource) -> Iterator[str]:
    """Source: OpenSearch Service Developer Guide, "Fine-grained access control" (a master user is an ARN, or a name in
    the internal database); from memory, 2026-11."""
    place = "AdvancedSecurityOptions"
    internal = domain.get(place, "InternalUserDatabaseEnabled")
    told = {
        name: not isinstance(domain.get(place, "MasterUserOptions", name), Absent)
        for name in ("MasterUserARN", "MasterUserName")
    }
    if told["MasterUserARN"] and flag(internal) is Truth.YES:
        yield f"{domain} has a MasterUserARN, and InternalUserDatabaseEnabled, whose master user is a MasterUserName"
    if told["MasterUserName"] and flag(internal) is Truth.NO:
        yield f"{domain} has a MasterUserName, and InternalUserDatabaseEnabled is not true"


def by_address(_graph: Graph, domain: Resource) -> Iterator[str]:
    """Say which domain in a VPC has a policy by address.

    Source: awsdocs/amazon-opensearch-service-developer-guide #2 ("You can't attach an IP-based policy to a domain that
    has a VPC endpoint. Instead, use a security group"); read 2026-11.
    """
    policy = document(domain.get("AccessPolicies"))
    if isinstance(domain.get("VPCOptions"), Absent) or not isinstance(policy, Mapping):
        return
    for condition in values_at(policy, ("Statement", "*", "Condition", "IpAddress")):
        if isinstance(condition, Mapping) and any(key.lower() == "aws:sourceip" for key, _ in condition.entries):
            yield f"AccessPolicies of {domain} admits by IpAddress, and {domain} is in a VPC: groups do that there"
            return


REFUSALS: Refusals = {
    "AWS::OpenSearchService::Domain": (
        domain_settings,
        master_user,
        by_address,
    ),
}
