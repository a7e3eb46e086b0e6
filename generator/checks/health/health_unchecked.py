"""Lesson 8, advice: a service that nobody asks for its health."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.containers.health_checks import has_health_check, ports
from generator.ecs.network.names import registries
from generator.ecs.tasks import Task
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Absent, Listing


class HealthUnchecked(Check):
    id = "ICS081"
    lesson = 8
    title = "Nothing checks the health of the service"
    symptom = "None: the service is steady and its tasks are RUNNING, while requests are not answered."
    why = (
        "Without a health check, a task counts as healthy as long as its process runs. A task that hangs is never "
        "replaced, and a deployment of a version that does not answer succeeds. Services whose tasks a target group "
        "checks are not reported."
    )
    fix = (
        "Give the essential container a HealthCheck that sends a request to the service, with a program that is in "
        "the image."
    )
    message = (
        "nothing checks the health of {task}: no container has a HealthCheck, and no target group checks its tasks. "
        "A task counts as healthy as long as its process runs"
    )
    change = "HealthCheck of the essential container: a Command that sends a request to the service"
    base = "nat"
    bad = {
        "TaskDefinition.ContainerDefinitions.0.HealthCheck": None,
    }

    def find(self, context: Context) -> Iterator[Finding]:
        for task in context.tasks:
            if task.service is None or task.definition is None or has_health_check(task) is not Truth.NO:
                continue
            # A service that serves no port, and that others do not find by a name, is as healthy as its process.
            serves = any(ports(container)[0] for container in task.containers) or any(registries(task.service))
            if serves and not _asked_from_outside(task):
                steps = ("ContainerDefinitions",)
                yield self.at(task.definition, *steps, tasks=(task.name,), task=task.name)


def _asked_from_outside(task: Task) -> bool:
    """Whether a target group asks for the health of the tasks, or may."""
    assert task.service is not None
    values = (task.service.get(key) for key in ("LoadBalancers", "VpcLatticeConfigurations"))
    return any(not isinstance(value, Absent) and value != Listing(()) for value in values)
