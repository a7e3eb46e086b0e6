"""An address of a database that is put together with another port than the database listens on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from generator.checks.check import Check
from generator.ecs.environment import Variable, all_variables, variables
from generator.ecs.stores.databases import Database, Databases
from generator.ecs.texts import number
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Literal, Reference, Text, Value

_PORT = re.compile(r":(\d{1,5})(?!\d)")
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
    message = (
        "{variable} of {container} ({task}) has {database} at port {port}, but it listens on {own}: no connection "
        "comes about"
    )
    change = "{variable}: ${{{logical_id}.Endpoint.Port}} in place of {port}"
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
        """Find the ports that are written right behind the address of a database that is created here."""
        for task in context.tasks:
            for variable in all_variables(task):
                written = _written(context.databases, variable.value)
                for database, port in (*written, *_beside(context.databases, variable)):
                    if database.ports and port not in database.ports:
                        yield self.at(
                            variable.container.definition,
                            *variable.steps,
                            tasks=(task.name,),
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
