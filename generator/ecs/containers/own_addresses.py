"""Addresses on loopback that a task with one container is told, and that nothing in it is known to answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.containers.health_checks import ports
from generator.ecs.environment import Variable, all_variables
from generator.ecs.tasks import Task
from generator.ecs.texts import address
from generator.logic import Truth

_SERVERS = {5432: "PostgreSQL", 3306: "MySQL", 6379: "Redis", 27017: "MongoDB", 5672: "RabbitMQ", 1433: "SQL Server"}
_SCHEMES = {
    "postgres": 5432, "postgresql": 5432, "jdbc:postgresql": 5432, "mysql": 3306, "jdbc:mysql": 3306, "redis": 6379,
    "rediss": 6379, "mongodb": 27017, "amqp": 5672, "amqps": 5671, "jdbc:sqlserver": 1433,
}  # fmt: skip
_OF_STORES = {"pg": 5432, "mysql": 3306, "redis": 6379, "mongo": 27017}
_STORE = re.compile(r"(DB|DATABASE|POSTGRES|PG|MYSQL|REDIS|MONGO|RDS)_?(HOST|HOSTNAME)", re.IGNORECASE)
_CALLED = re.compile(r"\w*_(SERVICE|API|BACKEND|UPSTREAM)(_BASE)?_(URL|URI|ENDPOINT|HOST)", re.IGNORECASE)
_HERE = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True)
class OwnAddress:
    """A variable that names loopback. ``server`` is what listens on the port that is said; empty for others."""

    variable: Variable
    host: str
    port: int
    server: str
    written: str
    """The address as it is told."""


def own_addresses(task: Task) -> Iterator[OwnAddress]:
    """Every such address of a task whose network is its own, at a port that its container does not declare.

    Source: ECS Developer Guide, "Allocate a network interface for an Amazon ECS task" (containers of a task share an
    interface, and reach each other as localhost); many reports of ECONNREFUSED 127.0.0.1; read 2026-11.
    """
    if task.awsvpc is not Truth.YES or len(task.containers) != 1 or task.unreadable:
        return
    declared, complete = ports(task.containers[0])
    for variable in all_variables(task):
        end = address(variable.text) if variable.text else None
        if end is None or end.host.lower() not in _HERE or not complete:
            continue
        named = _STORE.fullmatch(variable.name)
        said = end.port or _SCHEMES.get(end.scheme)
        port = said or (_OF_STORES.get(named[1].lower(), 5432) if named else None)
        if port is None or port in declared:
            continue
        server = _SERVERS.get(said or 0, "")
        called = end.scheme in ("http", "https", "") and _CALLED.fullmatch(variable.name)
        if server or named or end.scheme in _SCHEMES or called:
            yield OwnAddress(variable, end.host, port, server, str(end))
