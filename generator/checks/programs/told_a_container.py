"""A variable that names another container of the task as if it were a host."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.environment import all_variables
from generator.ecs.tasks import Task
from generator.ecs.texts import address, literal
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Absent

_HOSTS = re.compile(r"(.*_)?(HOST|HOSTNAME|ADDR|ADDRESS|SERVER|ENDPOINT|URL|URI|UPSTREAM|BACKEND)", re.IGNORECASE)


class ToldAContainer(Check):
    id = "WCS374"
    lesson = 37
    title = "Program is told another container of its task by name"
    symptom = 'nginx: [emerg] host not found in upstream "app"; getaddrinfo ENOTFOUND redis; Name or service not known'
    why = (
        "In the network mode awsvpc, which Fargate always has, the containers of a task share one network: each "
        "reaches the others at localhost. Their names are none of the network, as they are with Docker Compose, and "
        "do not resolve."
    )
    fix = "Tell the program localhost, and the port of the other container."
    message = (
        "{variable} of {container} names the host {host}, which is the container {host} of the same task: in the "
        "network mode awsvpc its name does not resolve, and it is reached at localhost"
    )
    change = "{variable}: localhost instead of {host}"
    base = "nat"
    good = {
        "TaskDefinition.ContainerDefinitions.1": "{Name: redis, Image: 'redis:7.4', Essential: true}",
        "TaskDefinition.ContainerDefinitions.0.Environment": "[{Name: REDIS_URL, Value: 'redis://localhost:6379'}]",
    }
    bad = {"TaskDefinition.ContainerDefinitions.0.Environment.0.Value": "redis://redis:6379"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find such hosts where nothing else may give the name: Service Connect, DNS servers or domains of one's own.

        Sources: ECS Developer Guide, "Allocate a network interface for an Amazon ECS task" (containers of one task
        communicate over localhost); awslabs/ecs-nginx-reverse-proxy #4, codedge/aws-fargate-with-php #1; read 2026-11.
        """
        if context.graph.of_type("AWS::EC2::DHCPOptions"):
            return
        for task in context.tasks:
            names = {text for each in task.containers if (text := literal(each.get("Name"))) and "." not in text}
            if task.definition is None or len(names) < 2 or not _shares_network(task) or _has_names_of_its_own(task):
                continue
            for variable in all_variables(task):
                end = address(variable.text or "") if _HOSTS.fullmatch(variable.name) else None
                own = literal(variable.container.get("Name"))
                if (
                    end is not None
                    and end.host in names
                    and end.host != own
                    and (end.scheme or end.port or _is_host(variable.name))
                ):
                    told = {"variable": variable.name, "container": variable.container.name, "host": end.host}
                    yield self.at(task.definition, *variable.steps, tasks=(task.name,), **told)


def _is_host(name: str) -> bool:
    return name.upper().endswith(("HOST", "HOSTNAME"))


def _shares_network(task: Task) -> bool:
    return task.definition is not None and literal(task.definition.get("NetworkMode")) == "awsvpc"


def _has_names_of_its_own(task: Task) -> bool:
    """Whether names may resolve that are no names of the VPC."""
    connected = task.service is not None and not isinstance(task.service.get("ServiceConnectConfiguration"), Absent)
    keys = ("DnsServers", "DnsSearchDomains", "ExtraHosts")
    return connected or any(not isinstance(each.get(key), Absent) for each in task.containers for key in keys)
