"""What would be lost for good: resources that hold data, names or keys, and that a change ends."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.changes.change import Change

# What it holds that a new one would not.
STATEFUL = {
    "AWS::RDS::DBInstance": "its data",
    "AWS::RDS::DBCluster": "its data",
    "AWS::DynamoDB::Table": "its items",
    "AWS::ElastiCache::ReplicationGroup": "what it caches",
    "AWS::ElastiCache::ServerlessCache": "what it caches",
    "AWS::EFS::FileSystem": "its files",
    "AWS::S3::Bucket": "its objects",
    "AWS::SQS::Queue": "messages that wait in it",
    "AWS::ECR::Repository": "its images",
    "AWS::KMS::Key": "everything that is encrypted with it",
    "AWS::SecretsManager::Secret": "its value, and the ARN that tasks name",
    "AWS::SSM::Parameter": "its value",
    "AWS::Logs::LogGroup": "its log",
    "AWS::ServiceDiscovery::PrivateDnsNamespace": "the names by which services find each other",
    "AWS::Cognito::UserPool": "its users",
    "AWS::EC2::VPC": "everything that stands in it",
    "AWS::EC2::Subnet": "everything that stands in it",
}


@dataclass(frozen=True)
class Loss:
    """What a change ends for good. ``allowed`` when somebody named the path of the resource.

    Mostly the resource itself goes away; ``stays`` when it stays, and only ``what`` it held is another afterwards.
    """

    change: Change
    what: str
    allowed: bool
    stays: bool = False


def losses(changes: Iterable[Change], allowed: Collection[str] = ()) -> list[Loss]:
    """Give what the replacement, removal or change of a stateful resource ends; what is merely possible is left out.

    ``allowed`` holds paths such as ``Database/Instance``; the path of a stack allows what it contains.
    """
    found = []
    for change in changes:
        if change.ends and change.type in STATEFUL:
            found.append(Loss(change, STATEFUL[change.type], named(change.path, allowed)))
        elif _generated_anew(change):
            found.append(Loss(change, "its value", named(change.path, allowed), stays=True))
    return found


def _generated_anew(change: Change) -> bool:
    """Whether a secret stays and gets another value: any change inside of GenerateSecretString does that.

    What was set from the old value, such as a database's password, does not follow (schema of
    AWS::SecretsManager::Secret: "When you make a change to this property, a new secret version is created"; users tell
    of it at npmjs.com/package/@matthewbonig/secret; read 2026-11).
    """
    if change.type != "AWS::SecretsManager::Secret" or change.action not in ("modify", "replace"):
        return False
    return any(each.certain and each.path.partition(".")[0] == "GenerateSecretString" for each in change.differences)


def named(path: Sequence[str], allowed: Collection[str]) -> bool:
    """Whether a path, or a stack that contains it, is among those that were named."""
    return any("/".join(path[:length]) in allowed for length in range(1, len(path) + 1))


def deletion_policy(type_: str, resource: Mapping[str, Any]) -> str:
    """Give what becomes of a resource of a template when its stack lets go of it: Delete, Retain or Snapshot.

    Databases leave a snapshot when the template does not say, but for instances of a cluster (CloudFormation User
    Guide, "DeletionPolicy attribute", read 2026-11).
    """
    alone = type_ == "AWS::RDS::DBInstance" and "DBClusterIdentifier" not in (resource.get("Properties") or {})
    usual = "Snapshot" if alone or type_ == "AWS::RDS::DBCluster" else "Delete"
    policy = str(resource.get("DeletionPolicy", usual))
    return "Retain" if policy.startswith("Retain") else policy
