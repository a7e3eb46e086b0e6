"""Who the master user of a database is, and which secret has the password."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.ecs.secrets.secrets import SECRET
from generator.ecs.stores.databases import Database
from generator.ecs.tasks import flag
from generator.ecs.texts import literal
from generator.logic import Truth
from generator.stack import Call, Graph, Mapping, Reference, Resource, Text, Value, document

_KEY = re.compile(r":(?:SecretString)?:(?P<key>[^:]+):*")


@dataclass(frozen=True)
class MasterLogin:
    """``name`` is None where it is not known. ``secret`` is the secret, or the database that RDS makes one for."""

    name: str | None
    secret: Resource
    key: str


def master_login(graph: Graph, database: Database) -> MasterLogin | None:
    """The login of the master user; None where its password is in no secret of these templates.

    Source: CloudFormation Template Reference, AWS::RDS::DBInstance, MasterUsername, MasterUserPassword and
    ManageMasterUserPassword; read 2026-11.
    """
    if database.restored:
        return None
    resource = database.resource
    name = _name(graph, resource.get("MasterUsername"))
    if flag(resource.get("ManageMasterUserPassword")) is Truth.YES:
        return MasterLogin(name, resource, "password")
    found = resolved_from(graph, resource.get("MasterUserPassword"))
    return MasterLogin(name, *found) if found else None


def resolved_from(graph: Graph, value: Value) -> tuple[Resource, str] | None:
    """The secret of these templates, and its key, that a dynamic reference is to."""
    named = value.arguments[0] if isinstance(value, Call) and value.function == "resolve" and value.arguments else None
    pieces = named.parts if isinstance(named, Text) else ()
    if len(pieces) != 3 or literal(pieces[0]) != "secretsmanager:" or not isinstance(pieces[1], Reference):
        return None
    secret, key = graph.target(pieces[1], SECRET), _KEY.fullmatch(literal(pieces[2]) or "")
    return (secret, key["key"]) if secret is not None and key else None


def kept_in(secret: Resource, key: str) -> str | None:
    """What a secret has under a key, where that is written out: not what is made up."""
    for written in (secret.get("GenerateSecretString", "SecretStringTemplate"), secret.get("SecretString")):
        read = document(written)
        if isinstance(read, Mapping):
            return literal(read.get(key))
    return None


def _name(graph: Graph, value: Value) -> str | None:
    found = resolved_from(graph, value)
    return kept_in(*found) if found else literal(value)
