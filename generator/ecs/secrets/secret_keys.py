"""Which JSON keys a secret has: by its own template, by an attachment, or because RDS makes it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.ecs.arns import settled
from generator.ecs.secrets.secrets import SECRET, Injected
from generator.stack import Absent, Graph, Literal, Mapping, Reference, Resource, Value, document, shown

ATTACHMENT = "AWS::SecretsManager::SecretTargetAttachment"
DATABASES = ("AWS::RDS::DBInstance", "AWS::RDS::DBCluster")
# Source: CloudFormation Template Reference, AWS::SecretsManager::SecretTargetAttachment, and the Secrets Manager guide,
# "JSON structure of secrets", read 2026-11. Which of dbname and the two identifiers are written depends on the target.
CONNECTION = frozenset({"engine", "host", "port", "dbname", "dbInstanceIdentifier", "dbClusterIdentifier", "ssl"})
LOGIN = frozenset({"username", "password"})
# Source: Amazon RDS User Guide, "Password management with Amazon RDS and AWS Secrets Manager", read 2026-11.
MANAGED = LOGIN


@dataclass(frozen=True)
class Keys:
    """The keys of one secret. ``names`` is None when they cannot be told, and ``because`` says why."""

    names: frozenset[str] | None
    because: str
    own: frozenset[str] = frozenset()
    """Those that the secret has from the moment it is created."""
    place: Resource | None = None
    steps: tuple[str | int, ...] = ()


def keys_of(graph: Graph, secret: Injected) -> Keys:
    """The keys of the secret that is injected."""
    if isinstance(secret.arn, Reference) and secret.arn.attribute.startswith("MasterUserSecret"):
        database = graph.resource(secret.arn.resource)
        if database is not None and database.type in DATABASES:
            because = f"RDS makes the secret of {database}, with username and password only"
            return Keys(MANAGED, because, MANAGED, database)
    if secret.resource is None or secret.resource.type != SECRET:
        return Keys(None, f"the secret ({shown(secret.arn)}) is not created in these templates")
    return keys_of_created(graph, secret.resource)


def attachments(graph: Graph, secret: Resource) -> tuple[Resource, ...]:
    """The attachments that complete a secret."""
    return tuple(
        attachment for attachment in graph.of_type(ATTACHMENT) if _attached_secret(graph, attachment) is secret
    )


def _attached_secret(graph: Graph, attachment: Resource) -> Resource | None:
    return graph.target(settled(graph, attachment.get("SecretId")), SECRET)


def keys_of_created(graph: Graph, secret: Resource) -> Keys:
    """The keys of a secret that is created here."""
    own = _own_keys(secret)
    if own.names is None:
        return own
    names = own.names | (CONNECTION | LOGIN if attachments(graph, secret) else frozenset())
    if any(_attached_secret(graph, attachment) is None for attachment in graph.of_type(ATTACHMENT)):
        return Keys(None, f"an attachment may complete {secret}, but which secret it is for is not known here")
    if hidden := graph.open_reasons(secret):
        return Keys(None, hidden[0])
    return Keys(names, own.because, own.names, secret, own.steps)


def _own_keys(secret: Resource) -> Keys:
    text, generated = secret.get("SecretString"), secret.get("GenerateSecretString")
    if isinstance(text, Absent) and isinstance(generated, Absent):
        return Keys(None, f"{secret} is created without a value, and filled outside of these templates")
    if not isinstance(text, Absent):
        names = _names(text)
        # A text that is not JSON, or an empty object, is a stand-in for what somebody puts in later.
        steps = ("SecretString",)
        if names is None and isinstance(text, Literal) and text.text.lstrip().startswith("{"):
            return Keys(frozenset(), f"SecretString of {secret} is no JSON, which has double quotes", steps=steps)
        return Keys(names, f"SecretString of {secret}", steps=steps) if names else Keys(None, _unreadable(secret))
    template, made = (secret.get("GenerateSecretString", key) for key in ("SecretStringTemplate", "GenerateStringKey"))
    because = f"GenerateSecretString of {secret}"
    if isinstance(generated, Mapping) and isinstance(template, Absent) and isinstance(made, Absent):
        return Keys(frozenset(), f"{because} makes one random text, which has no keys", steps=("GenerateSecretString",))
    names = _names(template)
    if names is None or not isinstance(made, Literal):
        return Keys(None, _unreadable(secret))
    return Keys(names | {made.text}, because, steps=("GenerateSecretString", "SecretStringTemplate"))


def _names(value: Value) -> frozenset[str] | None:
    parsed = document(value)
    if not isinstance(parsed, Mapping) or parsed.rest is not None:
        return None
    return frozenset(key for key, _ in parsed.entries)


def _unreadable(secret: Resource) -> str:
    return f"what {secret} holds is not known here"
