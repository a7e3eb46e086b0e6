"""Tasks that are told the name of a database that nothing here creates on its server."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.environment import all_variables
from generator.ecs.stores.databases import CLUSTER, Database
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Absent, Literal, Reference, Text, Value

_VARIABLES = ("PGDATABASE", "POSTGRES_DB", "POSTGRES_DATABASE", "MYSQL_DATABASE", "DB_NAME", "DB_DATABASE", "DBNAME",
              "DATABASE_NAME", "RDS_DB_NAME")  # fmt: skip
_IN_URL = re.compile(r"(?::\d+)?/([A-Za-z0-9_-]+)(?:\?.*)?")
_BUILT_IN = {"postgres": ("postgres", "template1"), "mysql": ("mysql", "sys", "information_schema")}


class DatabaseNameOther(Check):
    id = "WCS345"
    lesson = 34
    title = "Tasks are told a database that is not created on its server"
    symptom = "FATAL: database \"shop\" does not exist; or: ERROR 1049 (42000): Unknown database 'shop'"
    why = (
        "RDS creates one database on a new server, that of DBName (DatabaseName of a cluster), and none without it. "
        "Everything else has to be created by somebody who is connected."
    )
    fix = "Give the server that name as DBName, or tell tasks the name that it has."
    message = {
        "other": (
            "{variable} tells {task} the database {name}, and {database} is created with {made} alone: unless "
            "something else creates it, tasks fail (database {name} does not exist)"
        ),
        "none": (
            "{variable} tells {task} the database {name}, and {database} has no {key}, so that none is created: unless "
            "something else creates it, tasks fail (database {name} does not exist)"
        ),
    }
    change = {"other": "{variable}: {made}; or {key} of {database}: {name}", "none": "{key} of {database}: {name}"}
    base = "database"
    good = {
        "Database.DBName": "shop",
        "TaskDefinition.ContainerDefinitions.0.Environment.1": "{Name: PGDATABASE, Value: shop}",
    }
    bad = {"Database.DBName": "orders"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find names that are written out, for the one database here whose address the task is told.

        Source: RDS API Reference, CreateDBInstance, DBName, and CreateDBCluster, DatabaseName; read 2026-11.
        """
        for task in context.tasks:
            used = [use.database for use in context.databases.used_by(task) if use.addressed]
            if len(used) != 1:
                continue
            database, made, key = used[0], _made(used[0]), "DatabaseName" if used[0].cluster else "DBName"
            if made is None:
                continue
            for variable in all_variables(task):
                name = _told(variable.name, variable.value, database)
                if name and name != made and name not in _BUILT_IN[_family(database)]:
                    yield self.at(
                        variable.container.definition,
                        *variable.steps,
                        tasks=(task.name,),
                        variant="other" if made else "none",
                        variable=variable.name,
                        database=database.resource,
                        name=name,
                        made=made,
                        key=key,
                    )
                    break


def _family(database: Database) -> str:
    return "postgres" if "postgres" in (database.engine or "") else "mysql"


def _made(database: Database) -> str | None:
    """The name that is created with a server, empty for none; None where it is not known."""
    engine, resource = database.engine or "", database.resource
    known = ("postgres", "mysql", "mariadb", "aurora-mysql", "aurora-postgresql")
    if engine not in known or resource.exists is not Truth.YES:
        return None
    if database.restored:
        return None
    value = resource.get("DatabaseName" if resource.type == CLUSTER else "DBName")
    return "" if isinstance(value, Absent) else literal(value)


def _told(name: str, value: Value, database: Database) -> str:
    """The name of a database that a variable holds, alone or in a URL; empty when it holds none."""
    if name.upper() in _VARIABLES:
        return literal(value) or ""
    if not isinstance(value, Text) or not isinstance(value.parts[-1], Literal):
        return ""
    before, behind = value.parts[-2], _IN_URL.fullmatch(value.parts[-1].text)
    ours = isinstance(before, Reference) and before.resource == database.resource.path
    first = value.parts[0]
    is_url = isinstance(first, Literal) and "://" in first.text
    return behind[1] if behind and ours and is_url else ""
