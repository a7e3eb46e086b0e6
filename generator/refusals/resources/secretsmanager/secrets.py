"""What Secrets Manager refuses of secrets, their copies, attachments and policies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_lowercase, ascii_uppercase, digits, punctuation

from generator.awsdata.regions import regions
from generator.ecs.tasks import items
from generator.ecs.texts import literal, number
from generator.refusals.exclusive import exclusive
from generator.refusals.refusal import Refusals
from generator.refusals.texts_of_json import is_json
from generator.stack import Absent, Graph, Mapping, Reference, Resource

_TARGETS = (
    "AWS::RDS::DBInstance", "AWS::RDS::DBCluster", "AWS::Redshift::Cluster", "AWS::DocDB::DBInstance",
    "AWS::DocDB::DBCluster", "AWS::RedshiftServerless::Namespace",
)  # fmt: skip


_NO_TARGETS = ("AWS::RDS::DBProxy", "AWS::RDS::DBProxyEndpoint", "AWS::RDS::DBProxyTargetGroup")
"""What stands in front of a database. Source: aws/aws-cdk #14163 ("Unsupported target type"); read 2026-11."""


def generated(_graph: Graph, resource: Resource) -> Iterator[str]:
    made = resource.get("GenerateSecretString")
    if not isinstance(made, Mapping) or made.rest is not None:
        return
    if isinstance(made.get("SecretStringTemplate"), Absent) != isinstance(made.get("GenerateStringKey"), Absent):
        yield f"{resource} needs SecretStringTemplate and GenerateStringKey together"
    kinds = ("ExcludeLowercase", "ExcludeUppercase", "ExcludeNumbers", "ExcludePunctuation")
    if all((literal(made.get(kind)) or "").lower() == "true" for kind in kinds):
        yield f"GenerateSecretString of {resource} leaves no characters to make a secret of"
    length = number(made.get("PasswordLength"))
    if length is not None and length < 4 and (literal(made.get("RequireEachIncludedType")) or "true").lower() == "true":
        yield f"GenerateSecretString of {resource} is too short for a character of each kind"


def type_of_target(graph: Graph, attachment: Resource) -> Iterator[str]:
    """Source: cloudformation-coverage-roadmap #1394 and aws-cdk #14163 ("Unsupported target type" for a proxy); read
    2026-11. CloudFormation Template Reference, AWS::SecretsManager::SecretTargetAttachment (types); not looked up."""
    told, value = literal(attachment.get("TargetType")), attachment.get("TargetId")
    target = graph.resource(value.resource) if isinstance(value, Reference) else None
    if target is not None and target.type in _TARGETS and told is not None and told != target.type:
        yield f"TargetType of {attachment} is {told[:60]}, and {target} is of the type {target.type}"
    if told in _NO_TARGETS or (target is not None and target.type in _NO_TARGETS):
        yield f"{attachment} is for a proxy, and secrets are attached to databases only (Unsupported target type)"


def replicas(graph: Graph, secret: Resource) -> Iterator[str]:
    """Source: aws-health-aware #52 and #32 ("Invalid replica region" where a secret is deployed to one Region, its
    own); read 2026-11."""
    here = literal(graph.pseudo("AWS::Region"))
    yield from _of_copies(secret)
    yield from _of_characters(secret)
    for index, _ in items(secret.get("ReplicaRegions")):
        region = literal(secret.get("ReplicaRegions", index, "Region"))
        if region is not None and region == here:
            yield f"ReplicaRegions of {secret} names {region}, where the secret itself is"


def _of_copies(secret: Resource) -> Iterator[str]:
    """Regions that there are none of, or twice; a key of another Region than the copy's.

    Source: Secrets Manager API Reference, ReplicateSecretToRegions, which does not say so; not looked up elsewhere,
    2026-11.
    """
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


def resource_policy(_graph: Graph, policy: Resource) -> Iterator[str]:
    """Source: Secrets Manager User Guide, "Resource-based policies" (Resource is required); from memory, 2026-11."""
    for _, statement in items(policy.get("ResourcePolicy", "Statement")):
        if not isinstance(statement, Mapping) or statement.rest is not None:
            continue
        if all(isinstance(statement.get(key), Absent) for key in ("Resource", "NotResource")):
            yield f"{policy} has a statement without a Resource"


def one_text(_graph: Graph, secret: Resource) -> Iterator[str]:
    """Source: Secrets Manager API Reference, CreateSecret; read 2026-11."""
    yield from exclusive(secret, "SecretString", "GenerateSecretString")
    if not is_json(literal(secret.get("GenerateSecretString", "SecretStringTemplate"))):
        yield f"GenerateSecretString.SecretStringTemplate of {secret} is no JSON"


REFUSALS: Refusals = {
    "AWS::SecretsManager::Secret": (
        one_text,
        generated,
        replicas,
    ),
    "AWS::SecretsManager::SecretTargetAttachment": (type_of_target,),
    "AWS::SecretsManager::ResourcePolicy": (resource_policy,),
}
