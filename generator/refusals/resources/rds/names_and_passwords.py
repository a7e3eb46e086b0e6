"""What RDS refuses of the names of a database and of its user, and of the password."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.texts import literal, number
from generator.refusals.refusal import Refusals
from generator.refusals.resources.rds.engines import CLUSTER, INSTANCE, OPEN, engine_of
from generator.stack import Graph, Mapping, Reference, Resource, parts

_KEPT = {
    "postgres": {"postgres", "rdsadmin", "admin", "user", "public", "all", "authorization", "between", "both", "case",
                 "check", "column", "current_user", "default", "end", "from", "grant", "group", "in", "into", "limit",
                 "new", "not", "null", "offset", "old", "only", "or", "order", "primary", "references", "select",
                 "session_user", "table", "then", "to", "true", "union", "unique", "using", "when", "where"},
    "mysql": {"rdsadmin", "mysql", "root", "select", "table", "user", "group", "order", "key", "index"},
}  # fmt: skip
_DATABASES = {
    "postgres": {"template0", "template1", "rdsadmin"},
    "mysql": {"mysql", "information_schema", "performance_schema", "sys", "rdsadmin", "innodb"},
}
"""Databases that the server has of its own. Source: RDS API Reference, CreateDBInstance, DBName (no reserved
word); which those are was not looked up, 2026-11."""
_LONGEST_USER = 16
_LONGEST = {"postgres": 128, "mysql": 41, "mariadb": 41, "oracle": 30, "sqlserver": 128}
"""Characters of a master password. Source: RDS API Reference, CreateDBInstance, MasterUserPassword."""


def names(_graph: Graph, instance: Resource) -> Iterator[str]:
    """Sources: cfn-lint #4425 (admin is refused by PostgreSQL and taken by MySQL, rdsadmin by none; tried out), aws-cdk
    #5076 ("cannot be used as it is a reserved word used by the engine"), DataShades/ckan-aws-templates #6 (names that
    begin with pg_); read 2026-11. RDS User Guide, "Limits for Amazon RDS" (the other words); from memory."""
    engine = engine_of(instance)
    kept = _KEPT.get("postgres" if engine.endswith(("postgres", "postgresql")) else "mysql", set())
    user, name = literal(instance.get("MasterUsername")), literal(instance.get("DBName"))
    if user and engine.startswith(("postgres", "aurora-postgres")):
        if user.lower().startswith("pg_") or user.lower() in kept - {"postgres"}:
            yield f"MasterUsername of {instance} is {user[:40]}, which {engine} keeps for itself"
    elif user and engine in ("mysql", "mariadb", "aurora-mysql") and user.lower() in {"rdsadmin", "mysql"}:
        yield f"MasterUsername of {instance} is {user[:40]}, which {engine} keeps for itself"
    if name is not None and engine in OPEN:
        own = _DATABASES.get("postgres" if engine == "postgres" else "mysql", set())
        if name.lower() in own or (engine == "postgres" and name.lower() in kept - {"postgres", "admin", "public"}):
            yield f"DBName of {instance} is {name[:40]}, a word that {engine} keeps"
        elif len(name) > (63 if engine == "postgres" else 64):
            yield f"DBName of {instance} has {len(name)} characters, and {63 if engine == 'postgres' else 64} are taken"


def user(_graph: Graph, database: Resource) -> Iterator[str]:
    """A master user of MySQL and its kin whose name is too long.

    Source: RDS API Reference, CreateDBInstance and CreateDBCluster, MasterUsername (1 to 16 letters, numbers, or
    underscores); read 2026-11. PostgreSQL takes more than the reference says.
    """
    engine, name = engine_of(database), literal(database.get("MasterUsername")) or ""
    if engine in ("mysql", "mariadb", "aurora-mysql") and "{{" not in name and len(name) > _LONGEST_USER:
        yield f"MasterUsername of {database} has {len(name)} characters, and {engine} takes {_LONGEST_USER}"


def password(graph: Graph, instance: Resource) -> Iterator[str]:
    """A password that is made here and is too long; and a user of another name than the secret has."""
    engine, given = engine_of(instance), instance.get("MasterUserPassword")
    for part in parts(given):
        secret = graph.target(part, "AWS::SecretsManager::Secret") if isinstance(part, Reference) else None
        made = secret.get("GenerateSecretString") if secret else None
        if not isinstance(made, Mapping):
            continue
        length = number(made.get("PasswordLength"))
        most = _LONGEST.get(engine.partition("-")[0])
        if length is not None and most is not None and length > most:
            yield f"{secret} makes a password of {length} characters, and {engine} takes {most}"
        named = re.search(r'"username"\s*:\s*"([^"]*)"', literal(made.get("SecretStringTemplate")) or "")
        user = literal(instance.get("MasterUsername"))
        if named and user is not None and user != named[1]:
            yield f"MasterUsername of {instance} is {user[:40]}, and {secret} says {named[1][:40]}"


REFUSALS: Refusals = {
    INSTANCE: (
        names,
        user,
        password,
    ),
    CLUSTER: (user,),
}
