"""Lesson 32: a client whose first tasks start before the server that they call."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks._races import place_to_wait, unordered
from generator.checks.check import Check
from generator.ecs.environment import all_variables
from generator.ecs.services.service_connect import Endpoint
from generator.ecs.tasks import Task
from generator.ecs.texts import address
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.needs.services.connect_calls import served_as
from generator.remedy import WaitFor


class ServerComesLater(Check):
    id = "WCS324"
    lesson = 32
    title = "Client of Service Connect may start before the service that it calls"
    symptom = "getaddrinfo ENOTFOUND api until the client is deployed again"
    why = (
        "A task knows the names that were in the namespace when its deployment began. Tasks that run do not learn of a "
        "service that is created later, until a new deployment replaces them."
    )
    fix = "Add the called service to DependsOn of its client."
    message = (
        "{client} calls {name}, which {server} serves, and may be created first: its first tasks then do not know the "
        "name until they are deployed again"
    )
    change = "DependsOn of {place}: add {logical_id}"
    remedy = WaitFor("{place}", ("{logical_id}",))
    base = "connected"
    bad = {"Caller.DependsOn": "[DefaultRoute]"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find clients that do not wait for a server whose name they are told.

        Sources: ECS Developer Guide, "Amazon ECS Service Connect components" (existing tasks do not resolve new
        endpoints; DependsOn); containers-roadmap #2692; read 2026-11.
        """
        for client in context.tasks:
            if client.service is None or context.service_connect.enabled(client) is not Truth.YES:
                continue
            found = {endpoint.task: name for endpoint, name in _called(context, client)}
            for server, name in found.items():
                assert server.service is not None
                if server is client or not unordered(context, server.service, client.service):
                    continue
                place, awaited = place_to_wait(context.graph, client.service, server.service)
                words = {"client": client.name, "name": name, "server": server.name, "place": str(place)}
                yield self.at(place, tasks=(client.name,), variant="", logical_id=awaited, **words)


def _called(context: Context, client: Task) -> Iterator[tuple[Endpoint, str]]:
    own = context.service_connect.namespace(client)
    for variable in all_variables(client):
        written = address(context.names.texts.text(variable.value))
        if written is None or not (written.scheme or written.port):
            continue
        for endpoint in served_as(context, written.host):
            if own and own.key and endpoint.namespace and endpoint.namespace.key == own.key:
                yield endpoint, str(written)
