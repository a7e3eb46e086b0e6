"""A server of Service Connect whose groups let nobody in where its proxy takes connections."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.services.service_connect import Endpoint
from generator.ecs.tasks import Task, items
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Listing


class ConnectPortAdmitsNobody(Check):
    id = "WCS412"
    lesson = 41
    title = "Groups of a server of Service Connect admit nobody where its proxy listens"
    symptom = "504 Gateway Timeout, or upstream connect error, from the proxy of every client"
    why = (
        "The proxies of clients connect to the container port of the server, or to its IngressPortOverride where that "
        "is set. A rule for another port lets none of them in."
    )
    fix = "Admit the groups of the clients on the container port, or on IngressPortOverride where it is set."
    message = (
        "{service} serves {name} through Service Connect on {port}, and none of its security groups admits anybody on "
        "that port: calls of its clients time out"
    )
    change = "SecurityGroupIngress of a group of {service}: tcp {port} from the groups of its clients"
    base = "connected"
    good = {
        "CallerTask.ContainerDefinitions.0.Environment": None,
        "Service.ServiceConnectConfiguration.Services.0.IngressPortOverride": "15001",
        "TaskGroup.SecurityGroupIngress.0.FromPort": "15001",
        "TaskGroup.SecurityGroupIngress.0.ToPort": "15001",
    }
    bad = {
        "TaskGroup.SecurityGroupIngress.0.FromPort": "3000",
        "TaskGroup.SecurityGroupIngress.0.ToPort": "3000",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find endpoints that nobody is let in to, where another service takes part in the namespace.

        Where a client is known to call it, that is ECS323. Sources: ECS Developer Guide, "Amazon ECS Service Connect
        components", networking; ECS API Reference, ServiceConnectService, ingressPortOverride; aws-cdk #26973;
        excerpts, 2026-11.
        """
        connect = context.service_connect
        for endpoint in connect.endpoints:
            task, port = endpoint.task, endpoint.port
            if task.service is None or port is None or not _has_clients(context, endpoint):
                continue
            if isinstance(task.groups, Listing) and _shut(context, task, port):
                steps = ("NetworkConfiguration", "AwsvpcConfiguration", "SecurityGroups")
                words = {"service": task.name, "name": str(endpoint.port_name), "port": port}
                yield self.at(task.service, *steps, tasks=(task.name,), variant="", **words)


def _has_clients(context: Context, endpoint: Endpoint) -> bool:
    own = endpoint.namespace.key if endpoint.namespace else ""
    for other in context.tasks:
        if other is not endpoint.task and context.service_connect.enabled(other) is Truth.YES:
            namespace = context.service_connect.namespace(other)
            if own and namespace is not None and namespace.key == own:
                return True
    return False


def _shut(context: Context, task: Task, port: int) -> bool:
    """Whether all rules of all groups are known, and none is for a port."""
    groups = [value for _, value in items(task.groups)]
    found = [context.network.groups.openings(group, port) for group in groups]
    return bool(found) and all(not rules and complete is Truth.YES for rules, complete in found)
