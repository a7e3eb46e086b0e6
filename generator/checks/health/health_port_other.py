"""Lesson 8: a health check that asks a port which nothing else speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.containers.health_checks import active_checks, ports
from generator.ecs.tasks import Container, Task
from generator.finding import Finding
from generator.needs.context import Context
from generator.remedy import Exchange
from generator.stack import Literal, Unknown, parts

_SERVES_REQUESTS = (80, 443, 3000, 3001, 4000, 5000, 8000, 8080)
"""Ports that requests are usually served on. Others belong to administration, and nobody declares those."""
_MAY_NAME_PORTS = ("Environment", "EnvironmentFiles", "Command", "EntryPoint", "DockerLabels", "FirelensConfiguration")


class HealthPortOther(Check):
    id = "WCS083"
    lesson = 8
    title = "Health check uses a port that no container declares"
    symptom = "Task failed container health checks, although the application answers on its own port"
    why = (
        "The port in the URL of the check is not in any PortMappings, nor in any variable or command of the task. "
        "Most often the application was moved to another port and its check was not. When something listens on that "
        "port nevertheless, the tasks are healthy; this is therefore a warning."
    )
    fix = "Use the port that the container declares, or declare the port that the check uses."
    message = (
        "the health check of {container} connects to port {port}, but the containers of {task} declare only "
        "{declared}: the check fails unless something listens on {port} nevertheless"
    )
    change = "Command: the URL with :{own} in place of :{port}"
    remedy = Exchange(":{port}", ":{own}")
    base = "nat"
    bad = {
        "TaskDefinition.ContainerDefinitions.0.HealthCheck.Command.1": (
            "wget -q -O /dev/null http://127.0.0.1:8080/ || exit 1"
        ),
    }

    def find(self, context: Context) -> Iterator[Finding]:
        for task, check in active_checks(context.tasks):
            container = check.container
            declared = [ports(container) for container in task.containers]
            every = set().union(*(numbers for numbers, _ in declared))
            own, _ = ports(container)
            if not own or not all(complete for _, complete in declared):
                continue
            for port in check.local_ports:
                if port in _SERVES_REQUESTS and port not in every and not _is_mentioned(task, port):
                    yield self.at(
                        container.definition,
                        *check.steps("Command"),
                        tasks=(task.name,),
                        container=container.name,
                        task=task.name,
                        port=port,
                        declared=", ".join(map(str, sorted(every)[:5])),
                        own=min(own),
                    )


def _is_mentioned(task: Task, port: int) -> bool:
    """Whether any other text of the task definition holds the number, or may hold it."""
    number = re.compile(rf"(?<!\d){port}(?!\d)")
    return any(_holds(container, number) for container in task.containers)


def _holds(container: Container, number: re.Pattern[str]) -> bool:
    texts = (part for key in _MAY_NAME_PORTS for part in parts(container.get(key)))
    return any(isinstance(text, Unknown) or (isinstance(text, Literal) and number.search(text.text)) for text in texts)
