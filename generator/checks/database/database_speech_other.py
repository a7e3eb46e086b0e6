"""A URL whose scheme is that of another kind of database than the one it leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.environment import all_variables
from generator.finding import Finding
from generator.needs.context import Context
from generator.remedy import Exchange
from generator.stack import Literal, Reference, Text

_SCHEME = re.compile(r"(?:jdbc:)?(postgres|postgresql|postgis|pgsql|mysql|mysql2|mariadb)(?:\+[a-z0-9_]+)?://")
_OF_MYSQL = ("mysql", "mysql2", "mariadb")
_ENGINES = {"postgres": "PostgreSQL", "aurora-postgresql": "PostgreSQL", "mysql": "MySQL", "mariadb": "MySQL",
            "aurora-mysql": "MySQL"}  # fmt: skip


class DatabaseSpeechOther(Check):
    id = "ECS344"
    lesson = 34
    title = "URL of a database has the scheme of another kind"
    symptom = (
        "invalid length of startup packet, in the server's log; packets out of order, or a timeout, in the client's"
    )
    why = (
        "The scheme of the URL chooses the driver. PostgreSQL and MySQL do not understand each other, whatever port "
        "the URL has."
    )
    fix = "Write the scheme of the engine: postgres:// or mysql://."
    message = (
        "{variable} of {container} ({task}) begins with {scheme}://, and {database} is {speech}: no driver connects"
    )
    change = "{variable}: {wanted}:// in place of {scheme}://"
    remedy = Exchange("{scheme}://", "{wanted}://")
    base = "database"
    good = {
        "TaskDefinition.ContainerDefinitions.0.Environment": (
            "[{Name: DATABASE_URL, Value: !Sub 'postgres://${Database.Endpoint.Address}:${Database.Endpoint.Port}/app'}]"
        ),
    }
    bad = {
        "TaskDefinition.ContainerDefinitions.0.Environment.0.Value": (
            "!Sub 'mysql://${Database.Endpoint.Address}:${Database.Endpoint.Port}/app'"
        ),
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find URLs of databases that are created here.

        Source: the documentation of the engines' wire protocols: PostgreSQL's client speaks first, MySQL's server
        does; read 2026-11.
        """
        for task in context.tasks:
            for variable in all_variables(task):
                value = variable.value
                first = value.parts[0] if isinstance(value, Text) else None
                scheme = _SCHEME.match(first.text) if isinstance(first, Literal) else None
                if scheme is None or not isinstance(value, Text):
                    continue
                for part in value.parts:
                    if not isinstance(part, Reference) or not part.attribute.endswith("Endpoint.Address"):
                        continue
                    database = context.databases.database(part)
                    speech = _ENGINES.get(database.engine or "") if database else None
                    spoken = "MySQL" if scheme[1] in _OF_MYSQL else "PostgreSQL"
                    if database is None or speech is None or speech == spoken:
                        continue
                    yield self.at(
                        variable.container.definition,
                        *variable.steps,
                        tasks=(task.name,),
                        variable=variable.name,
                        container=variable.container.name,
                        scheme=scheme[1],
                        database=database.resource,
                        speech=speech,
                        wanted="mysql" if speech == "MySQL" else "postgres",
                    )
