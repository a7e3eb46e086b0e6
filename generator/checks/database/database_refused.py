"""A database with values that RDS does not take."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.secrets.password_refused import PasswordRefused
from generator.ecs.secrets.secrets import SECRET
from generator.ecs.stores.databases import CLUSTER, INSTANCE
from generator.ecs.texts import literal, number
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Absent, Graph, Reference, Resource, parts

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")
_USER = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,62}")
_POSTGRES = ("postgres", "aurora-postgresql")
_ENGINES = (*_POSTGRES, "mysql", "mariadb", "aurora-mysql")
_MYSQL = ("mysql", "aurora-mysql")
_LEAST_PASSWORD, _LEAST_GIB = 8, 20
_LONGEST_OF_MYSQL = 32
_SOLID = ("gp2", "gp3")


class DatabaseRefused(Check):
    id = "ECS094"
    lesson = 9
    fails_creation = True
    title = "RDS does not take the name, the user, the password or the size of a database"
    symptom = (
        "CREATE_FAILED: MasterUsername admin cannot be used as it is a reserved word used by the engine; or: DBName "
        "must begin with a letter and contain only alphanumeric characters"
    )
    why = (
        "CloudFormation passes these values on as they stand. RDS refuses them when the database is created, and the "
        "stack is rolled back, with the services that were to use it."
    )
    fix = "Use letters, digits and underscores for names, and none that the engine keeps for itself."
    message = {
        "name": (
            "{property} of {resource} is {value}, and a name of letters, digits and underscores that begins with a "
            "letter is wanted: its creation fails"
        ),
        "user": (
            "MasterUsername of {resource} is {value}, and letters, digits and underscores that begin with a letter are "
            "wanted: its creation fails"
        ),
        "long": (
            "MasterUsername of {resource} is {value}, of more than 32 characters, the most that MySQL has for a user: "
            "its creation fails"
        ),
        "reserved": (
            "MasterUsername of {resource} is {value}, which the engine keeps for itself: its creation fails (a "
            "reserved word used by the engine)"
        ),
        "password": (
            "the password of {resource} has {value} characters, and RDS wants 8 at least: its creation fails (the "
            "parameter MasterUserPassword is not a valid password)"
        ),
        "size": (
            "AllocatedStorage of {resource} is {value}, and general purpose storage begins at 20 GiB: its creation "
            "fails (Invalid storage size)"
        ),
    }
    change = {
        "name": "{property}: letters, digits and underscores, with a letter in front",
        "user": "MasterUsername: letters, digits and underscores, with a letter in front",
        "long": "MasterUsername: 16 characters at most",
        "reserved": "MasterUsername: another one, such as app",
        "password": "PasswordLength: 16 or more",
        "size": "AllocatedStorage: 20 or more",
    }
    base = "database"
    good = PasswordRefused.good
    bad = {"Database.MasterUsername": "admin"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find what is written out, of databases that are certainly created and not restored.

        Sources: RDS API Reference, CreateDBInstance and CreateDBCluster; cfn-lint #4425 (admin with aurora-postgresql,
        rdsadmin with any: tried on AWS); crossplane-contrib/provider-aws #1701 (shape of the user); read
        2026-11. MySQL Reference Manual, "Account names" (names of users have up to 32 characters); from memory.
        """
        for database in context.graph.of_type(INSTANCE, CLUSTER):
            if database.exists is Truth.YES and (literal(database.get("Engine")) or "").lower() in _ENGINES:
                for key, variant, value in _refused(context.graph, database):
                    yield self.at(database, key, variant=variant, property=key, value=value)


def _refused(graph: Graph, database: Resource) -> Iterator[tuple[str, str, object]]:
    """The property, the variant, and what is told of it."""
    key = "DatabaseName" if database.type == CLUSTER else "DBName"
    name, user = literal(database.get(key)), literal(database.get("MasterUsername"))
    engine = (literal(database.get("Engine")) or "").lower()
    if name and "{{" not in name and not _NAME.fullmatch(name):
        yield key, "name", name
    if user and "{{" not in user:
        if user.lower() == "rdsadmin" or (user.lower() == "admin" and engine in _POSTGRES):
            yield "MasterUsername", "reserved", user
        elif not _USER.fullmatch(user):
            yield "MasterUsername", "user", user
        elif engine in _MYSQL and len(user) > _LONGEST_OF_MYSQL:
            yield "MasterUsername", "long", user
    length = _length(graph, database)
    if length is not None and length < _LEAST_PASSWORD:
        yield "MasterUserPassword", "password", length
    size, kind = number(database.get("AllocatedStorage")), database.get("StorageType")
    if database.type == INSTANCE and size is not None and 0 < size < _LEAST_GIB and literal(kind) in _SOLID:
        yield "AllocatedStorage", "size", size


def _length(graph: Graph, database: Resource) -> int | None:
    """How long the password is, where it is made here; None where it is not known, or written out."""
    for part in parts(database.get("MasterUserPassword")):
        secret = graph.target(part, SECRET) if isinstance(part, Reference) else None
        size = secret.get("GenerateSecretString", "PasswordLength") if secret else Absent()
        if number(size) is not None:
            return number(size)
    return None
