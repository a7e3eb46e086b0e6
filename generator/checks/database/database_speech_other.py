"""A URL whose scheme is that of another kind of database than the one it leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.environment import Variable, all_variables, variables
from generator.ecs.tasks import Container, Task
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.needs.context import Context
from generator.remedy import Exchange
from generator.stack import Literal, Reference, Text

_SCHEME = re.compile(r"(?:jdbc:)?(postgres|postgresql|postgis|pgsql|mysql|mysql2|mariadb)(?:\+[a-z0-9_]+)?://")
_OF_MYSQL = ("mysql", "mysql2", "mariadb")
_ENGINES = {"postgres": "PostgreSQL", "aurora-postgresql": "PostgreSQL", "mysql": "MySQL", "mariadb": "MySQL",
            "aurora-mysql": "MySQL"}  # fmt: skip

_ANY = re.compile(r"(?P<before>jdbc:|r2dbc:|)(?P<scheme>postgres|postgresql|mysql|mysql2|mariadb|sqlserver)://")
_DRIVERS = {
    "jdbc": (
        "SPRING_DATASOURCE_URL", "SPRING_DATASOURCE_JDBC_URL", "SPRING_DATASOURCE_HIKARI_JDBC_URL", "SPRING_FLYWAY_URL",
        "SPRING_LIQUIBASE_URL", "FLYWAY_URL", "LIQUIBASE_COMMAND_URL", "QUARKUS_DATASOURCE_JDBC_URL", "KC_DB_URL",
        "DATASOURCES_DEFAULT_URL",
    ),
    "r2dbc": ("SPRING_R2DBC_URL",),
}  # fmt: skip
"""Variables that one program reads, by what it takes their URLs to begin with."""
_WORDS = {
    r"(.*_)?(DB|DATABASE|SQL)_ENGINE": {
        "django.db.backends.mysql": "MySQL", "django.db.backends.postgresql": "PostgreSQL",
        "django.db.backends.postgresql_psycopg2": "PostgreSQL",
    },
    r"DB_CONNECTION": {"mysql": "MySQL", "mariadb": "MySQL", "pgsql": "PostgreSQL"},
    r"KC_DB": {"mysql": "MySQL", "mariadb": "MySQL", "postgres": "PostgreSQL"},
    r"QUARKUS_DATASOURCE_DB_KIND": {
        "mysql": "MySQL", "mariadb": "MySQL", "postgresql": "PostgreSQL", "pgsql": "PostgreSQL", "pg": "PostgreSQL",
    },
    r"SPRING_DATASOURCE_DRIVER_?CLASS_?NAME": {
        "org.postgresql.Driver": "PostgreSQL", "com.mysql.cj.jdbc.Driver": "MySQL", "com.mysql.jdbc.Driver": "MySQL",
        "org.mariadb.jdbc.Driver": "MySQL",
    },
}  # fmt: skip
"""Variables that choose the driver by a word: of Django, Laravel, Keycloak, Quarkus and Spring Boot."""
_GENERAL = ("DB", "DATABASE", "HOST", "MYSQL", "PG", "POSTGRES", "POSTGRESQL", "RDS", "SQL")
_PLACE = re.compile(r"(HOST|HOSTNAME|URL|URI|ENDPOINT|ADDRESS|SERVER|DSN)$")


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
    message = {
        "engine": (
            "{variable} of {container} ({task}) begins with {scheme}://, and {database} is {speech}: no driver connects"
        ),
        "word": "{variable} of {container} ({task}) is {scheme}, and {database} is {speech}: no driver connects",
        "driver": (
            "{variable} of {container} ({task}) begins with {scheme}://, and what reads it takes URLs of {speech} "
            "alone: the program ends as it starts"
        ),
    }
    change = {
        "engine": "{variable}: {wanted}:// in place of {scheme}://",
        "driver": "{variable}: {wanted}:// in place of {scheme}://",
        "word": "{variable}: the word for {wanted}",
    }
    remedy = {
        "engine": Exchange("{scheme}://", "{wanted}://"),
        "driver": Exchange("{scheme}://", "{wanted}://"),
    }
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
        does. Spring Boot, DatabaseDriver.fromJdbcUrl ("URL must start with 'jdbc'"); the guides of Flyway, Quarkus,
        Micronaut and Keycloak (jdbc:), and of Spring Data R2DBC (r2dbc:); of these from memory. Django,
        DATABASES, ENGINE; Laravel, config/database.php; Keycloak, "Configuring the database", db; from memory. Read
        2026-11.
        """
        for task in context.tasks:
            for container in task.containers:
                yield from self._by_word(context, task, container)
            for variable in all_variables(task):
                yield from self._of_driver(task, variable)
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
                        variant="engine",
                        variable=variable.name,
                        container=variable.container.name,
                        scheme=scheme[1],
                        database=database.resource,
                        speech=speech,
                        wanted="mysql" if speech == "MySQL" else "postgres",
                    )

    def _by_word(self, context: Context, task: Task, container: Container) -> Iterator[Finding]:
        """Find words for a driver in a container that is told databases of one other kind alone."""
        own = variables(container)
        told = [
            (variable.name.upper(), database)
            for variable in own
            for part in (variable.value.parts if isinstance(variable.value, Text) else (variable.value,))
            if isinstance(part, Reference) and (database := context.databases.database(part))
        ]
        speeches = {_ENGINES.get(database.engine or "") for _, database in told}
        speech = next(iter(speeches)) if len(speeches) == 1 else None
        for variable in own if speech else ():
            word = (variable.text or "").strip()
            for names, words in _WORDS.items():
                named = re.fullmatch(names, variable.name.upper()) and words.get(word, speech) != speech
                if named and _goes_with(container, variable.name, {name for name, _ in told}):
                    yield self.at(
                        container.definition,
                        *variable.steps,
                        tasks=(task.name,),
                        variant="word",
                        variable=variable.name,
                        container=container.name,
                        scheme=word,
                        database=told[0][1].resource,
                        speech=speech,
                        wanted=speech,
                    )

    def _of_driver(self, task: Task, variable: Variable) -> Iterator[Finding]:
        """Find URLs that begin as other programs take them, in variables of which it is known who reads them."""
        first = variable.value.parts[0] if isinstance(variable.value, Text) else variable.value
        found = _ANY.match(first.text) if isinstance(first, Literal) else None
        speech = next((name for name, variables in _DRIVERS.items() if variable.name.upper() in variables), "")
        if found is None or not speech or found["before"] == f"{speech}:":
            return
        plain = {"postgres": "postgresql", "mysql2": "mysql"}.get(found["scheme"], found["scheme"])
        yield self.at(
            variable.container.definition,
            *variable.steps,
            tasks=(task.name,),
            variant="driver",
            variable=variable.name,
            container=variable.container.name,
            scheme=f"{found['before']}{found['scheme']}",
            speech=speech,
            wanted=f"{speech}:{plain}",
        )


def _goes_with(container: Container, name: str, told: set[str]) -> bool:
    """Whether a word goes with the database that a container is told, and not with one from elsewhere."""
    beginning = name.upper().partition("_")[0]
    others = {each.name.upper() for each in variables(container)} - told
    others |= {(literal(given) or "").upper() for _, given, _ in container.pairs("Secrets", "Name", "ValueFrom")}
    if any(other.partition("_")[0] in (beginning, *_GENERAL) and _PLACE.search(other) for other in others):
        return False
    return any(each.partition("_")[0] in (beginning, *_GENERAL) for each in told)
