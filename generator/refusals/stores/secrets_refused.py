"""What Secrets Manager and Systems Manager refuse: attachments to another type, copies where the original is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.stack import Graph, Reference, Resource

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
    for index, _ in items(secret.get("ReplicaRegions")):
        region = literal(secret.get("ReplicaRegions", index, "Region"))
        if region is not None and region == here:
            yield f"ReplicaRegions of {secret} names {region}, where the secret itself is"


def _of_parameter(_graph: Graph, parameter: Resource) -> Iterator[str]:
    """Source: Systems Manager API Reference, PutParameter, DataType (it is told that all is well, and there is no
    parameter); read 2026-11."""
    text = literal(parameter.get("Value"))
    image = literal(parameter.get("DataType")) == "aws:ec2:image"
    if image and text is not None and not re.fullmatch(r"ami-[0-9a-f]{8,17}", text):
        yield f"Value of {parameter} is {text[:40]}, and its DataType is the id of an image"


OF_SECRETS = {
    "AWS::SecretsManager::SecretTargetAttachment": _of_attachment,
    "AWS::SecretsManager::Secret": _of_secret,
    "AWS::SSM::Parameter": _of_parameter,
}
