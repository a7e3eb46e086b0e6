"""A variable that names localhost for a server that no container of the task is."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.environment import all_variables
from generator.ecs.texts import address, literal
from generator.finding import Finding
from generator.needs.context import Context

_PORTS = {5432: "PostgreSQL", 3306: "MySQL", 6379: "Redis", 27017: "MongoDB", 5672: "RabbitMQ", 1433: "SQL Server"}
_SCHEMES = {
    "postgres": 5432, "postgresql": 5432, "jdbc:postgresql": 5432, "mysql": 3306, "jdbc:mysql": 3306, "redis": 6379,
    "mongodb": 27017, "amqp": 5672, "jdbc:sqlserver": 1433,
}  # fmt: skip


class ToldItself(Check):
    id = "WCS375"
    lesson = 37
    title = "Program is told that its database is in its own task, which has one container"
    symptom = "connect ECONNREFUSED 127.0.0.1:5432; could not connect to server: Connection refused"
    why = (
        "localhost is the task itself. What answers there on a developer's machine, a database or a cache, is not in "
        "the task, unless it has a container for it."
    )
    fix = "Tell the program the address of the database: that of its resource, by GetAtt or by a secret."
    message = (
        "{variable} of {container} names {server} at {host}, which is the task itself, and {task} has no other "
        "container: connections are refused"
    )
    change = "{variable}: the address of the database, such as !GetAtt Database.Endpoint.Address"
    base = "nat"
    good = {
        "TaskDefinition.ContainerDefinitions.0.Environment": (
            "[{Name: DATABASE_URL, Value: 'postgresql://orders.example.com:5432/shop'}]"
        )
    }
    bad = {
        "TaskDefinition.ContainerDefinitions.0.Environment.0.Value": "'postgresql://localhost:5432/shop'",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find addresses of databases on loopback in tasks with one container, whose network is their own.

        Source: ECS Developer Guide, "Allocate a network interface for an Amazon ECS task"; many reports of
        ECONNREFUSED 127.0.0.1; read 2026-11.
        """
        for task in context.tasks:
            own = task.definition is not None and literal(task.definition.get("NetworkMode")) == "awsvpc"
            if task.unreadable or len(task.containers) != 1 or not own or task.definition is None:
                continue
            for variable in all_variables(task):
                end = address(variable.text or "")
                port = (end.port or _SCHEMES.get(end.scheme)) if end else None
                if end is None or port not in _PORTS or end.host not in ("localhost", "127.0.0.1"):
                    continue
                told = {"variable": variable.name, "container": variable.container.name, "host": str(end)}
                told["server"] = _PORTS[port]
                yield self.at(task.definition, *variable.steps, tasks=(task.name,), **told)
