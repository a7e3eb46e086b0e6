"""What Secrets Manager and Systems Manager refuse: attachments to another type, copies where the original is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_lowercase, ascii_uppercase, digits, punctuation

from generator.awsdata.regions import regions
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.stack import Absent, Graph, Listing, Mapping, Reference, Resource

_TARGETS = (
    "AWS::RDS::DBInstance", "AWS::RDS::DBCluster", "AWS::Redshift::Cluster", "AWS::DocDB::DBInstance",
    "AWS::DocDB::DBCluster", "AWS::RedshiftServerless::Namespace",
)  # fmt: skip


def _of_attachment(graph: Graph, attachment: Resource) -> Iterator[str]:
    """Source: CloudFormation Template Reference, AWS::SecretsManager::SecretTargetAttachment; not looked up,
    2026-11."""
    told, value = literal(attachment.get("TargetType")), attachment.get("TargetId")
    target = graph.resource(value.resource) if isinstance(value, Reference) else None
    if target is not None and target.type in _TARGETS and told is not None and told != target.type:
        yield f"TargetType of {attachment} is {told[:60]}, and {target} is of the type {target.type}"


def _of_secret(graph: Graph, secret: Resource) -> Iterator[str]:
    """Source: Secrets Manager API Reference, ReplicateSecretToRegions, which does not say so; not looked up
    elsewhere, 2026-11."""
    here = literal(graph.pseudo("AWS::Region"))
    yield from _of_copies(secret)
    yield from _of_characters(secret)
    for index, _ in items(secret.get("ReplicaRegions")):
        region = literal(secret.get("ReplicaRegions", index, "Region"))
        if region is not None and region == here:
            yield f"ReplicaRegions of {secret} names {region}, where the secret itself is"


def _of_copies(secret: Resource) -> Iterator[str]:
    """Regions that there are none of, or twice; a key of another Region than the copy's. Source: as above."""
    seen = [literal(secret.get("ReplicaRegions", index, "Region")) for index, _ in items(secret.get("ReplicaRegions"))]
    for index, region in enumerate(seen):
        if region is None:
            continue
        if region not in regions():
            yield f"ReplicaRegions of {secret} names {region[:40]}, which is no Region on record"
        elif region in seen[:index]:
            yield f"ReplicaRegions of {secret} names {region} twice"
        key = re.match(r"arn:[^:]+:kms:([^:]+):", literal(secret.get("ReplicaRegions", index, "KmsKeyId")) or "")
        if key and key[1] != region:
            yield f"ReplicaRegions of {secret} names a key of {key[1]} for the copy in {region}"


def _of_characters(secret: Resource) -> Iterator[str]:
    """A kind of characters that is left out one by one, and is asked for: each kind is, unless it is said otherwise.

    Source: Secrets Manager API Reference, GetRandomPassword, RequireEachIncludedType (by default true); read 2026-11.
    """
    place = "GenerateSecretString"
    out = set(literal(secret.get(place, "ExcludeCharacters")) or "")
    if (literal(secret.get(place, "RequireEachIncludedType")) or "true").lower() != "true":
        return
    kinds = {"Lowercase": ascii_lowercase, "Uppercase": ascii_uppercase, "Numbers": digits, "Punctuation": punctuation}
    for kind, characters in kinds.items():
        left_out = (literal(secret.get(place, f"Exclude{kind}")) or "").lower() == "true"
        if not left_out and out >= set(characters):
            yield f"ExcludeCharacters of {secret} leaves nothing of {kind}, and one of each kind is asked for"


def _of_policy(_graph: Graph, policy: Resource) -> Iterator[str]:
    """Source: Secrets Manager User Guide, "Resource-based policies" (Resource is required); from memory, 2026-11."""
    for _, statement in items(policy.get("ResourcePolicy", "Statement")):
        if not isinstance(statement, Mapping) or statement.rest is not None:
            continue
        if all(isinstance(statement.get(key), Absent) for key in ("Resource", "NotResource")):
            yield f"{policy} has a statement without a Resource"


def _of_parameter(_graph: Graph, parameter: Resource) -> Iterator[str]:
    """Source: Systems Manager API Reference, PutParameter, DataType (it is told that all is well, and there is no
    parameter); read 2026-11."""
    if isinstance(parameter.get("Tags"), Listing):
        yield f"Tags of {parameter} is a list, and keys with their values are taken"
    text = literal(parameter.get("Value"))
    image = literal(parameter.get("DataType")) == "aws:ec2:image"
    if image and text is not None and not re.fullmatch(r"ami-[0-9a-f]{8,17}", text):
        yield f"Value of {parameter} is {text[:40]}, and its DataType is the id of an image"


OF_SECRETS = {
    "AWS::SecretsManager::SecretTargetAttachment": _of_attachment,
    "AWS::SecretsManager::Secret": _of_secret,
    "AWS::SSM::Parameter": _of_parameter,
    "AWS::SecretsManager::ResourcePolicy": _of_policy,
}
