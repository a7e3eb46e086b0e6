"""What log groups, file systems, names, parameters and roles of services refuse."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.values_at import values_at
from generator.stack import Absent, Graph, Mapping, Reference, Resource, by_default

_MADE_BY_AWS = frozenset(
    f"{name}.amazonaws.com"
    for name in (
        "autoscaling", "ecs", "ecs.application-autoscaling", "elasticache", "elasticloadbalancing", "rds",
        "replication.ecr", "spot", "spotfleet",
    )
)  # fmt: skip
"""Services that make their role with the first resource. Source: the guide of each, "service-linked roles"; not
looked up, 2026-11."""


def _of_log_group(graph: Graph, group: Resource) -> Iterator[str]:
    key = group.get("KmsKeyId")
    if isinstance(key, Reference) and key.attribute != "Arn" and graph.target(key, "AWS::KMS::Key", "AWS::KMS::Alias"):
        yield f"KmsKeyId of {group} is given {key}, and the ARN of a key is taken"
    policy = group.get("DataProtectionPolicy")
    if isinstance(policy, Mapping) and policy.rest is None and isinstance(policy.get("Statement"), Absent):
        yield f"DataProtectionPolicy of {group} has no Statement"


def _of_files(_graph: Graph, files: Resource) -> Iterator[str]:
    amount = files.get("ProvisionedThroughputInMibps")
    if literal(files.get("ThroughputMode")) == "provisioned" and isinstance(amount, Absent):
        yield f"{files} has the ThroughputMode provisioned, and no ProvisionedThroughputInMibps"
    if (literal(files.get("Encrypted")) or "").lower() == "false" and not isinstance(files.get("KmsKeyId"), Absent):
        yield f"{files} has a KmsKeyId, and is not encrypted"
    mode, worked = literal(files.get("ThroughputMode")), literal(files.get("PerformanceMode"))
    if mode == "elastic" and worked == "maxIO":
        yield f"{files} has the ThroughputMode elastic, which the PerformanceMode maxIO does not have"
    for index, value in items(files.get("LifecyclePolicies")):
        moves = [name for name, _ in value.entries] if isinstance(value, Mapping) else []
        if len(moves) > 1:
            yield f"LifecyclePolicies.{index} of {files} has {' and '.join(moves)}, and one is taken in an item"


def _of_access_point(_graph: Graph, point: Resource) -> Iterator[str]:
    """Source: EFS API Reference, PosixUser and CreationInfo (0 to 4294967295); read 2026-11."""
    for steps in (("PosixUser",), ("RootDirectory", "CreationInfo")):
        for key in ("Uid", "Gid", "OwnerUid", "OwnerGid"):
            value = literal(point.get(*steps, key))
            if value is not None and not (value.isascii() and value.isdigit() and int(value) < 2**32):
                yield f"{key} of {point} is {value[:40]}, and 0 to 4294967295 is taken"


def _of_discovery(_graph: Graph, discovery: Resource) -> Iterator[str]:
    outer, inner = discovery.get("NamespaceId"), discovery.get("DnsConfig", "NamespaceId")
    if outer != inner and not isinstance(outer, Absent) and not isinstance(inner, Absent):
        yield f"{discovery} names two namespaces, {outer} and {inner}"


def _of_namespace(_graph: Graph, namespace: Resource) -> Iterator[str]:
    """Source: Route 53 Developer Guide, "DNS domain name format"; not looked up, 2026-11."""
    name = literal(namespace.get("Name"))
    if name is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*\.?", name, re.ASCII):
        yield f"Name of {namespace} is {name[:60]!r}, which no name in a zone is"


def _of_zone(graph: Graph, zone: Resource) -> Iterator[str]:
    """A private zone that is for one name of a namespace, and answers for it in its place."""
    name = (literal(zone.get("Name")) or "").rstrip(".").lower()
    for namespace in graph.of_type("AWS::ServiceDiscovery::PrivateDnsNamespace"):
        own = (literal(namespace.get("Name")) or "").rstrip(".").lower()
        vpcs = list(values_at(zone.get(), ("VPCs", "*", "VPCId")))
        if own and name.endswith(f".{own}") and namespace.get("Vpc") in vpcs:
            yield f"{zone} answers for {name} in place of {namespace}, and does not know what is registered there"


def _of_parameter(_graph: Graph, parameter: Resource) -> Iterator[str]:
    value = parameter.get("Value")
    if literal(value) == "" and not by_default(value):
        yield f"Value of {parameter} is empty, which Systems Manager does not take"


def _of_linked(_graph: Graph, role: Resource) -> Iterator[str]:
    """A role that AWS has made already where the service was used before; a Condition leaves it to who deploys."""
    service = literal(role.get("AWSServiceName")) or ""
    asked = "Condition" in role.body
    if service in _MADE_BY_AWS and not asked and isinstance(role.get("CustomSuffix"), Absent):
        yield f"{role} is refused where the account has that role, which AWS makes by itself when it is first needed"


OF_NAMES_AND_FILES = {
    "AWS::Logs::LogGroup": _of_log_group,
    "AWS::EFS::FileSystem": _of_files,
    "AWS::EFS::AccessPoint": _of_access_point,
    "AWS::ServiceDiscovery::Service": _of_discovery,
    "AWS::ServiceDiscovery::PrivateDnsNamespace": _of_namespace,
    "AWS::Route53::HostedZone": _of_zone,
    "AWS::SSM::Parameter": _of_parameter,
    "AWS::IAM::ServiceLinkedRole": _of_linked,
}
