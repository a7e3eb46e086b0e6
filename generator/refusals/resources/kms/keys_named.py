"""Keys, and other things of a Region, that a resource names and that it cannot use."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.refusals.resources.kms.denials import KEY, OF_A_REGION, denied
from generator.refusals.values_at import values_at
from generator.stack import Graph, Resource

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


def keys_named(graph: Graph, resource: Resource) -> Iterator[str]:
    """Say which key, or other thing of a Region, is named that cannot be used.

    Sources: KMS Developer Guide, "Key states of AWS KMS keys" and "Using KMS keys in other Regions" (a service uses
    keys of its own Region); RDS API Reference, KMSKeyNotAccessibleFault; from memory, 2026-11.
    """
    region = literal(graph.pseudo("AWS::Region"))
    for way in _NAMED[resource.type]:
        for value in values_at(resource.get(), way.split(".")):
            found = OF_A_REGION.fullmatch(literal(value) or "")
            if found and region and found[2] != region:
                yield f"{way} of {resource} names what is in {found[2]}, and the stack is of {region}"
            key = graph.target(value, KEY)
            if key is not None and resource.type in _BY_GRANT and (what := denied(key, _TO_USE)):
                yield f"{way} of {resource} is {key}, whose policy denies {what} to all"


REFUSALS: Refusals = {
    "AWS::RDS::DBInstance": (keys_named,),
    "AWS::RDS::DBCluster": (keys_named,),
    "AWS::ElastiCache::ReplicationGroup": (keys_named,),
    "AWS::ElastiCache::ServerlessCache": (keys_named,),
    "AWS::EFS::FileSystem": (keys_named,),
    "AWS::SecretsManager::Secret": (keys_named,),
    "AWS::Logs::LogGroup": (keys_named,),
    "AWS::ECR::Repository": (keys_named,),
    "AWS::DynamoDB::Table": (keys_named,),
    "AWS::SQS::Queue": (keys_named,),
    "AWS::SNS::Topic": (keys_named,),
    "AWS::ECS::Cluster": (keys_named,),
    "AWS::ECS::Service": (keys_named,),
}
