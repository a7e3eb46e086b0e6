"""A variable PORT that names another port than the one at which a load balancer asks."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.containers.health_checks import ports
from generator.ecs.environment import Variable, variables
from generator.ecs.tasks import Container, items
from generator.ecs.texts import number
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Absent, Literal


class PortVariableOther(Check):
    id = "WCS363"
    lesson = 36
    title = "PORT names another port than the one that a load balancer asks"
    symptom = (
        "Task failed ELB health checks in (target-group ...), though the program says that it listens; requests are "
        "answered with 502 or 504"
    )
    why = (
        "Programs listen where PORT says, by the custom of most frameworks. The container declares another port, and "
        "the target group sends requests and health checks there, where nobody listens. A program that does not read "
        "PORT serves all the same; this is therefore a warning."
    )
    fix = (
        "Give PORT the ContainerPort of the service's LoadBalancers, or declare and register the port that PORT names."
    )
    message = (
        "PORT of {container} is {named}, and {resource} registers its port {port}, where a program that listens as "
        "PORT says does not answer: health checks and requests fail"
    )
    change = "PORT: '{port}', or ContainerPort: {named} in PortMappings and LoadBalancers"
    base = "balanced"
    good = {"TaskDefinition.ContainerDefinitions.0.Environment": "[{Name: PORT, Value: '3000'}]"}
    bad = {"TaskDefinition.ContainerDefinitions.0.Environment.0.Value": "'3001'"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find a PORT that is no declared port of its container, where nothing else tells the program the other one.

        Source: The Twelve-Factor App, "Port binding", which frameworks and hosting platforms follow; read 2026-11.
        """
        for task in context.tasks:
            for target in context.balancers.targets(task):
                port = number(target.port)
                container = next((each for each in task.containers if each.get("Name") == target.container), None)
                if task.service is None or port is None or container is None:
                    continue
                own = variables(container)
                named = next((number(each.value) for each in own if each.name == "PORT"), None)
                declared, complete = ports(container)
                if named is None or named in declared or port not in declared or not complete:
                    continue
                if not _may_be_told(container, own, port):
                    where = (*target.steps, "ContainerPort")
                    tasks, name = (task.name,), container.name
                    yield self.at(task.service, *where, tasks=tasks, container=name, named=named, port=port)


def _may_be_told(container: Container, own: tuple[Variable, ...], port: int) -> bool:
    """Whether another variable, a file of them or the command says the port, or may say it."""
    if any(not isinstance(container.get(key), Absent) for key in ("EnvironmentFiles", "Command", "EntryPoint")):
        return True
    if len(own) != len(list(items(container.get("Environment")))):
        return True
    others = [each.value for each in own if each.name != "PORT"]
    return any(number(value) == port for value in others if isinstance(value, Literal))
