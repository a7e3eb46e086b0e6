"""Keys made here that encrypt nothing: of another usage than encryption, or disabled."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import flag
from generator.ecs.texts import literal
from generator.logic import Truth
from generator.refusals.refusal import Refusals
from generator.refusals.resources.kms.denials import KEY
from generator.refusals.values_at import values_at
from generator.stack import Absent, Graph, Resource

_ENCRYPTED = {
    "AWS::RDS::DBInstance": ("KmsKeyId", "PerformanceInsightsKMSKeyId"),
    "AWS::RDS::DBCluster": ("KmsKeyId",),
    "AWS::DocDB::DBCluster": ("KmsKeyId",),
    "AWS::ElastiCache::ReplicationGroup": ("KmsKeyId",),
    "AWS::ElastiCache::ServerlessCache": ("KmsKeyId",),
    "AWS::EFS::FileSystem": ("KmsKeyId",),
    "AWS::EC2::Volume": ("KmsKeyId",),
    "AWS::SecretsManager::Secret": ("KmsKeyId",),
    "AWS::Logs::LogGroup": ("KmsKeyId",),
    "AWS::ECR::Repository": ("EncryptionConfiguration.KmsKey",),
    "AWS::DynamoDB::Table": ("SSESpecification.KMSMasterKeyId",),
    "AWS::Kinesis::Stream": ("StreamEncryption.KeyId",),
    "AWS::OpenSearchService::Domain": ("EncryptionAtRestOptions.KmsKeyId",),
    "AWS::MSK::Cluster": ("EncryptionInfo.EncryptionAtRest.DataVolumeKMSKeyId",),
    "AWS::AmazonMQ::Broker": ("EncryptionOptions.KmsKeyId",),
}


def unfit(graph: Graph, resource: Resource) -> Iterator[str]:
    """Say which key a resource is to be encrypted with, and cannot be.

    Source: KMS Developer Guide, "Key types" (services of AWS take symmetric keys for encryption) and "Key states"
    (a disabled key encrypts nothing); RDS API Reference, KMSKeyNotAccessibleFault; from memory, 2026-11.
    """
    for way in _ENCRYPTED[resource.type]:
        for value in values_at(resource.get(), way.split(".")):
            key = graph.target(value, KEY)
            if key is None:
                continue
            spec, usage = literal(key.get("KeySpec")), literal(key.get("KeyUsage"))
            if usage not in (None, "ENCRYPT_DECRYPT") or spec not in (None, "SYMMETRIC_DEFAULT"):
                kind = f"KeySpec {spec}" if spec not in (None, "SYMMETRIC_DEFAULT") else f"KeyUsage {usage}"
                yield f"{way} of {resource} is {key}, whose {kind[:40]} is for no encryption by services of AWS"
            enabled = key.get("Enabled")
            if not isinstance(enabled, Absent) and flag(enabled) is Truth.NO:
                yield f"{way} of {resource} is {key}, which is disabled (Enabled is false)"


REFUSALS: Refusals = dict.fromkeys(_ENCRYPTED, (unfit,))
