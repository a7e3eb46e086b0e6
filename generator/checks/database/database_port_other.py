"""An address of a database that is put together with another port than the database listens on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from generator.checks.check import Check
from generator.ecs.environment import Variable, all_variables, variables
from generator.ecs.stores.databases import Database, Databases
from generator.ecs.tasks import Container
from generator.ecs.texts import number
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Absent, Literal, Reference, Text, Value, shown

_PORT = re.compile(r":(\d{1,5})(?!\d)")
_SCHEME = re.compile(r"(?:jdbc:|r2dbc:)?(postgres|postgresql|mysql|mysql2|mariadb)(?:\+[a-z0-9_]+)?://")
_HOSTS = ("HOST", "HOSTNAME", "ADDRESS", "ENDPOINT", "SERVER")
_ADDRESSES = ("Endpoint.Address", "ReadEndpoint.Address")


class DatabasePortOther(Check):
    id = "ECS211"
    lesson = 21
    title = "Address of a database is told with a port that it does not listen on"
    symptom = "connect ETIMEDOUT 10.0.0.12:3306, or connection refused, although the groups admit the tasks"
    why = (
        "The endpoint's address knows no port. A port that is written behind it is used as it is, and what is made for "
        "another engine, or moved on one side only, leads to where nothing listens."
    )
    fix = "Write the port as ${Database.Endpoint.Port}."
    message = {
        "written": (
            "{variable} of {container} ({task}) has {database} at port {port}, but it listens on {own}: no connection "
            "comes about"
        ),
        "default": (
            "{variable} of {container} ({task}) has {database} without a port, which is {port} then, but it listens on "
            "{own}: no connection comes about"
        ),
    }
    change = {
        "written": "{variable}: ${{{logical_id}.Endpoint.Port}} in place of {port}",
        "default": "{variable}: :${{{logical_id}.Endpoint.Port}} behind the address",
    }
    base = "database"
    good = {
        "TaskDefinition.ContainerDefinitions.0.Environment": (
            "[{Name: DATABASE_URL, Value: !Sub 'postgres://${Database.Endpoint.Address}:${Database.Endpoint.Port}/app'}]"
        ),
    }
    bad = {
        "TaskDefinition.ContainerDefinitions.0.Environment.0.Value": (
            "!Sub 'postgres://${Database.Endpoint.Address}:3306/app'"
        ),
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the ports that are written right behind the address of a database that is created here, or beside it.

        Without one it is the engine's own. Source: PostgreSQL, "Connection URIs", and MySQL, "Connecting to the Server
        Using URI-Like Strings" (a port that is left out is 5432, and 3306); from memory, 2026-11.
        """
        for task in context.tasks:
            for variable in all_variables(task):
                written = _written(context.databases, variable.value)
                told = [("written", *each) for each in (*written, *_beside(context.databases, variable))]
                told += [("default", *each) for each in _left_out(context.databases, variable)]
                for variant, database, port in told:
                    if database.ports and port not in database.ports:
                        yield self.at(
                            variable.container.definition,
                            *variable.steps,
                            tasks=(task.name,),
                            variant=variant,
                            judged=(database.resource.get("Port"),),
                            variable=variable.name,
                            container=variable.container.name,
                            task=task.name,
                            database=database.resource,
                            logical_id=database.resource.logical_id,
                            port=port,
                            own=" or ".join(map(str, database.ports)),
                        )


def _beside(databases: Databases, variable: Variable) -> Iterator[tuple[Database, int]]:
    """The database whose address stands alone in the variable that a port belongs to: ``DB_HOST`` beside ``DB_PORT``.

    PostgreSQL's own names are PGHOST and PGPORT.
    """
    name, port = variable.name.upper(), number(variable.value)
    stem = name.removesuffix("PORT")
    if not name.endswith("PORT") or not stem or port is None:
        return
    for other in variables(variable.container):
        value = other.value
        if other.name.upper() not in {f"{stem}{word}" for word in _HOSTS} or not isinstance(value, Reference):
            continue
        database = databases.database(value) if value.attribute in _ADDRESSES else None
        if database is not None:
            yield database, port


def _written(databases: Databases, value: Value) -> Iterator[tuple[Database, int]]:
    """The databases whose addresses a text holds with a port behind them."""
    pieces = value.parts if isinstance(value, Text) else ()
    for address, behind in pairwise(pieces):
        if isinstance(address, Reference) and address.attribute in _ADDRESSES and isinstance(behind, Literal):
            port, database = _PORT.match(behind.text), databases.database(address)
            if port and database is not None:
                yield database, int(port[1])


def _left_out(databases: Databases, variable: Variable) -> Iterator[tuple[Database, int]]:
    """The database whose address a URL holds with no port behind it, where nothing else of the container tells one."""
    pieces = variable.value.parts if isinstance(variable.value, Text) else ()
    scheme = _SCHEME.match(pieces[0].text) if pieces and isinstance(pieces[0], Literal) else None
    container = variable.container
    named = [*(each.name for each in variables(container)), *_injected_names(container)]
    in_files = not isinstance(container.get("EnvironmentFiles"), Absent)
    if scheme is None or in_files or any(name.upper().endswith("PORT") for name in named):
        return
    if "port=" in str(variable.value):
        return
    for index, piece in enumerate(pieces):
        if not isinstance(piece, Reference) or piece.attribute not in _ADDRESSES:
            continue
        behind = pieces[index + 1] if index + 1 < len(pieces) else Literal("")
        database = databases.database(piece)
        moved = database is not None and not isinstance(database.resource.get("Port"), Absent)
        if database is not None and moved and isinstance(behind, Literal) and behind.text[:1] in ("", "/", "?"):
            yield database, 5432 if scheme[1].startswith("postgres") else 3306


def _injected_names(container: Container) -> list[str]:
    return [shown(name) for _, name, _ in container.pairs("Secrets", "Name", "ValueFrom")]
