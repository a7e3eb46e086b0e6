"""What keys of KMS cannot be used for, and keys that are named where they cannot be: of another Region, or shut."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.tasks import flag
from generator.ecs.texts import literal
from generator.logic import Truth
from generator.refusals.values_at import values_at
from generator.stack import Absent, Graph, Mapping, Reference, Resource, Value

KEY = "AWS::KMS::Key"
_ARN = re.compile(r"arn:[a-z-]+:(kms|servicediscovery|elasticloadbalancing|ecs):([a-z0-9-]+):[^:]*:.+", re.DOTALL)
_NAMED = {
    "AWS::RDS::DBInstance": ("KmsKeyId", "MasterUserSecret.KmsKeyId", "PerformanceInsightsKMSKeyId"),
    "AWS::RDS::DBCluster": ("KmsKeyId", "MasterUserSecret.KmsKeyId", "PerformanceInsightsKmsKeyId"),
    "AWS::ElastiCache::ReplicationGroup": ("KmsKeyId",),
    "AWS::ElastiCache::ServerlessCache": ("KmsKeyId",),
    "AWS::EFS::FileSystem": ("KmsKeyId",),
    "AWS::SecretsManager::Secret": ("KmsKeyId",),
    "AWS::Logs::LogGroup": ("KmsKeyId",),
    "AWS::ECR::Repository": ("EncryptionConfiguration.KmsKey",),
    "AWS::DynamoDB::Table": ("SSESpecification.KMSMasterKeyId",),
    "AWS::SQS::Queue": ("KmsMasterKeyId",),
    "AWS::SNS::Topic": ("KmsMasterKeyId",),
    "AWS::ECS::Cluster": (
        "Configuration.ExecuteCommandConfiguration.KmsKeyId",
        "Configuration.ManagedStorageConfiguration.FargateEphemeralStorageKmsKeyId",
        "Configuration.ManagedStorageConfiguration.KmsKeyId",
        "ServiceConnectDefaults.Namespace",
    ),
    "AWS::ECS::Service": ("ServiceConnectConfiguration.Namespace", "ServiceRegistries.*.RegistryArn",
                          "LoadBalancers.*.TargetGroupArn"),
}  # fmt: skip
_BY_GRANT = ("AWS::RDS::DBInstance", "AWS::RDS::DBCluster", "AWS::ElastiCache::ReplicationGroup",
             "AWS::ElastiCache::ServerlessCache", "AWS::EFS::FileSystem", "AWS::ECR::Repository",
             "AWS::DynamoDB::Table")  # fmt: skip
"""What uses its key by a grant that it makes. Source: KMS Developer Guide, "Grants in AWS KMS", and the guide of each
service, "encryption at rest"; from memory, 2026-11."""
_TO_USE = ("kms:creategrant", "kms:describekey", "kms:decrypt", "kms:generatedatakey", "kms:*", "*",
           "kms:generatedatakey*", "kms:create*", "kms:describe*")  # fmt: skip
_TO_CHANGE = ("kms:putkeypolicy", "kms:put*", "kms:*", "*")


def _of_named(graph: Graph, resource: Resource) -> Iterator[str]:
    """Say which key, or other thing of a Region, is named that cannot be used.

    Sources: KMS Developer Guide, "Key states of AWS KMS keys" and "Using KMS keys in other Regions" (a service uses
    keys of its own Region); RDS API Reference, KMSKeyNotAccessibleFault; from memory, 2026-11.
    """
    region = literal(graph.pseudo("AWS::Region"))
    for way in _NAMED[resource.type]:
        for value in values_at(resource.get(), way.split(".")):
            found = _ARN.fullmatch(literal(value) or "")
            if found and region and found[2] != region:
                yield f"{way} of {resource} names what is in {found[2]}, and the stack is of {region}"
            key = graph.target(value, KEY)
            if key is not None and resource.type in _BY_GRANT and (denied := _denied(key, _TO_USE)):
                yield f"{way} of {resource} is {key}, whose policy denies {denied} to all"


def _of_key(_graph: Graph, key: Resource) -> Iterator[str]:
    """Source: KMS API Reference, CreateKey, Policy (the caller must be able to change it); read 2026-11. CloudFormation
    Template Reference, AWS::KMS::Key, RotationPeriodInDays; not looked up."""
    bypassed = flag(key.get("BypassPolicyLockoutSafetyCheck")) is Truth.YES
    if not bypassed and (denied := _denied(key, _TO_CHANGE)):
        yield f"KeyPolicy of {key} denies {denied} to all: KMS refuses a policy that locks its writer out"
    if flag(key.get("EnableKeyRotation")) is Truth.NO and not isinstance(key.get("RotationPeriodInDays"), Absent):
        yield f"{key} has RotationPeriodInDays, and is not rotated"


def _of_replica(graph: Graph, replica: Resource) -> Iterator[str]:
    """Source: KMS API Reference, ReplicateKey (another Region than the primary's); read 2026-11."""
    primary, region = replica.get("PrimaryKeyArn"), literal(graph.pseudo("AWS::Region"))
    found = _ARN.fullmatch(literal(primary) or "")
    if graph.target(primary, KEY) is not None and isinstance(primary, Reference):
        yield f"{replica} is a replica of {graph.target(primary, KEY)}, which is in the same Region"
    elif found and found[2] == region:
        yield f"{replica} is a replica of a key in {region}, where it is itself"


def _denied(key: Resource, actions: tuple[str, ...]) -> str:
    """What a key certainly denies to everybody of some actions; empty when nothing."""
    for value in values_at(key.get("KeyPolicy"), ("Statement",)):
        if not isinstance(value, Mapping) or value.rest is not None or literal(value.get("Effect")) != "Deny":
            continue
        everybody = any(literal(each) == "*" for each in (value.get("Principal"), *_aws(value)))
        if not everybody or not isinstance(value.get("Condition"), Absent):
            continue
        for action in values_at(value, ("Action",)):
            if (literal(action) or "").lower() in actions:
                return literal(action) or ""
    return ""


def _aws(statement: Mapping) -> Iterator[Value]:
    yield from values_at(statement, ("Principal", "AWS"))


OF_KEYS = {
    KEY: _of_key,
    "AWS::KMS::ReplicaKey": _of_replica,
    **dict.fromkeys(_NAMED, _of_named),
}
