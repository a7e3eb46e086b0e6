"""A secret that is attached to a database, and is no JSON that its address could be written into."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.secrets.secrets import SECRET
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Mapping, Resource


def plain_text(graph: Graph, attachment: Resource) -> Iterator[str]:
    """Source: CloudFormation Template Reference, AWS::SecretsManager::SecretTargetAttachment (it adds the connection to
    the JSON of the secret), and AWS::SecretsManager::Secret GenerateSecretString (a password alone, where there is no
    SecretStringTemplate); from memory, 2026-11."""
    secret = graph.target(attachment.get("SecretId"), SECRET)
    made = secret.get("GenerateSecretString") if secret is not None else None
    if not isinstance(made, Mapping) or made.rest is not None:
        return
    if all(isinstance(made.get(key), Absent) for key in ("SecretStringTemplate", "GenerateStringKey")):
        yield f"{attachment} writes the address of a database into {secret}, which is a password alone, and no JSON"


REFUSALS: Refusals = {"AWS::SecretsManager::SecretTargetAttachment": (plain_text,)}
