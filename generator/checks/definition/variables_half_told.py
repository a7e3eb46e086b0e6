"""Two sets of variables that tell one database, of which one lacks what the other says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.tasks import Container
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Absent, Literal, Value

_PARTS = {
    "HOST": "host",
    "HOSTNAME": "host",
    "USER": "user",
    "USERNAME": "user",
    "PASSWORD": "password",
    "PASS": "password",
    "PASSFILE": "password",
    "PASSWORD_FILE": "password",
    "NAME": "database",
    "DBNAME": "database",
    "DATABASE": "database",
    "SSLMODE": "sslmode",
    "SSLROOTCERT": "sslrootcert",
}
"""What the ends of names tell; a port is not among them, for which every client has a default."""
_NAME = re.compile(rf"([A-Z0-9_]+?)_?({'|'.join(sorted(_PARTS, key=len, reverse=True))})")
_OF_IMAGES = ("POSTGRES", "MYSQL", "MARIADB", "MONGO")
"""Begins what images of database servers read to make a database, which is never at a host."""
_SHARED = 3
"""So many parts are told by both sets, with the same values: fewer may be there for different reasons."""
Set = dict[str, tuple[str, Value]]


class VariablesHalfTold(Check):
    id = "WCS421"
    lesson = 42
    title = "Of two sets of variables for one database, one is not complete"
    symptom = 'FATAL: role "node" does not exist; or: connect ECONNREFUSED 127.0.0.1:5432'
    why = (
        "A program, or a library in it, reads one set of variables and takes a default for what is missing there: the "
        "user of the operating system, the own container as host, a connection that verifies nothing. The other set "
        "tells what was meant."
    )
    fix = "Tell both sets all of it; or take the set out that nothing reads."
    message = (
        "{container} is told one database twice, and only by one of the two is the {part} said: {other}, and no "
        "variable beside {beside}; what reads those goes on with a default"
    )
    change = "a variable of the set of {beside}, with the value of {other}"
    base = "database"
    good = {
        "TaskDefinition.ContainerDefinitions.0.Environment": (
            "[{Name: DB_HOST, Value: !GetAtt Database.Endpoint.Address}, {Name: PGHOST, Value: !GetAtt "
            "Database.Endpoint.Address}, {Name: DB_USER, Value: app}, {Name: PGUSER, Value: app}, {Name: DB_SSLMODE, "
            "Value: verify-full}, {Name: PGSSLMODE, Value: verify-full}, {Name: DB_NAME, Value: app}, {Name: "
            "PGDATABASE, Value: app}]"
        ),
    }
    bad = {"TaskDefinition.ContainerDefinitions.0.Environment.3": None}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find pairs of sets that agree in all that both tell, and of which one tells one thing more.

        Source: PostgreSQL documentation, "Environment Variables" and "Parameter Key Words" (the defaults of libpq),
        read 2026-11.
        """
        for task in context.tasks:
            for container in task.containers:
                told = _sets(container)
                for fuller in told:
                    for other in told:
                        if missing := _missing(told[fuller], told[other], other):
                            yield self.at(
                                container.definition,
                                *container.steps,
                                tasks=(task.name,),
                                container=container.name,
                                part=missing,
                                other=told[fuller][missing][0],
                                beside=next(iter(told[other].values()))[0],
                            )


def _sets(container: Container) -> dict[str, Set]:
    """What variables and secrets of one container tell, by how their names begin, and by what they end with."""
    told: dict[str, Set] = {}
    pairs = [*container.pairs("Environment", "Name", "Value"), *container.pairs("Secrets", "Name", "ValueFrom")]
    for _, name, value in pairs:
        found = _NAME.fullmatch(name.text) if isinstance(name, Literal) else None
        if found and isinstance(name, Literal):
            told.setdefault(found[1], {})[_PARTS[found[2]]] = (name.text, value)
    return told


def _missing(fuller: Set, other: Set, begins: str) -> str:
    """The one part that a set lacks beside another one that tells the same; empty when it is not so."""
    both = fuller.keys() & other.keys()
    lacks = fuller.keys() - other.keys()
    if len(both) < _SHARED or len(lacks) != 1 or other.keys() - fuller.keys():
        return ""
    if any(fuller[part][1] != other[part][1] or isinstance(other[part][1], Absent) for part in both):
        return ""
    (part,) = lacks
    return "" if part == "host" and begins in _OF_IMAGES else part
