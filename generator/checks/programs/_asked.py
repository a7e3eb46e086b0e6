"""The containers that load balancers ask, with the port and the variables that the template gives them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.balancing.balancers import Target
from generator.ecs.environment import Variable, variables
from generator.ecs.tasks import Container, Task, items
from generator.ecs.texts import number
from generator.needs.context import Context
from generator.stack import Absent, Resource


@dataclass(frozen=True)
class Asked:
    """A container behind a target group."""

    task: Task
    service: Resource
    target: Target
    container: Container
    port: int

    @property
    def variables(self) -> dict[str, Variable]:
        """The variables whose names are known."""
        return {each.name: each for each in variables(self.container)}

    @property
    def complete(self) -> bool:
        """Whether no variable comes from a file, a secret or a name that is not known."""
        listed = len(list(items(self.container.get("Environment"))))
        files = self.container.get("EnvironmentFiles")
        return isinstance(files, Absent) and len(variables(self.container)) == listed


def asked(context: Context) -> Iterator[Asked]:
    """Find them, one for each target group."""
    for task in context.tasks:
        for target in context.balancers.targets(task):
            port = number(target.port)
            for container in task.containers:
                if container.get("Name") == target.container and task.service is not None and port is not None:
                    yield Asked(task, task.service, target, container, port)
