"""A variable that names localhost for a server that no container of the task is."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.containers.own_addresses import own_addresses
from generator.finding import Finding
from generator.needs.context import Context


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
        """Find addresses of databases on loopback in tasks with one container, whose network is their own."""
        for task in context.tasks:
            for each in own_addresses(task):
                if each.server and task.definition is not None:
                    told = {"variable": each.variable.name, "container": each.variable.container.name}
                    told |= {"host": each.written, "server": each.server}
                    yield self.at(task.definition, *each.variable.steps, tasks=(task.name,), **told)
