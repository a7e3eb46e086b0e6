"""A load balancer entry that no container of the task definition fits."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.balancing.balancers import Target
from generator.ecs.containers.health_checks import ports
from generator.ecs.tasks import Container, Task
from generator.ecs.texts import literal, number
from generator.finding import Finding
from generator.needs.context import Context
from generator.remedy import Write
from generator.stack import Absent, Misspelt


class TargetPortUndeclared(Check):
    id = "ECS141"
    lesson = 14
    title = "Service registers a container or port that its task definition lacks"
    symptom = (
        "CreateService error: The container web did not have a container port 8080 defined; or: The container ... "
        "does not exist in the task definition"
    )
    why = (
        "LoadBalancers of the service names a container and one of its ports. Both have to be in the task "
        "definition, the port under PortMappings."
    )
    fix = (
        "Use the container's Name and a ContainerPort of its PortMappings; the Port of the target group plays no part."
    )
    message = {
        "container": (
            "{task} registers the container {container}, but {definition} has only {declared}: CreateService fails "
            "(The container {container} does not exist in the task definition)"
        ),
        "port": (
            "{task} registers port {port} of {container}, whose PortMappings declare {declared}: CreateService fails "
            "(The container {container} did not have a container port {port} defined)"
        ),
        "spelling": (
            "{container} writes {written}, as the ECS API does, and CloudFormation knows only {property}: it refuses "
            "{definition}, or port {port}, which {task} registers, is not declared"
        ),
        "no port": (
            "{task} registers port {port} of {container}, which declares no PortMappings: CreateService fails (The "
            "container {container} did not have a container port {port} defined)"
        ),
    }
    change = {
        "container": "ContainerName: {first}",
        "port": "ContainerPort: {first}",
        "spelling": "write {property} for {written}",
        "no port": "PortMappings of {container}: add ContainerPort {port}",
    }
    remedy = {"container": Write("ContainerName", "{first}"), "port": Write("ContainerPort", "{first}")}
    base = "balanced"
    bad = {
        "Service.LoadBalancers.0.ContainerName": "website",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the entries of LoadBalancers with a container, or a port of it, that is not in the task definition."""
        for task in context.tasks:
            for target in context.balancers.targets(task):
                if task.unreadable or not task.containers or isinstance(target.container, Absent):
                    continue
                named = (container for container in task.containers if container.get("Name") == target.container)
                if container := next(named, None):
                    yield from self._undeclared_port(task, target, container)
                else:
                    yield from self._unknown_container(task, target)

    def _unknown_container(self, task: Task, target: Target) -> Iterator[Finding]:
        names = [container.get("Name") for container in task.containers]
        if task.service and all(literal(name) is not None for name in (target.container, *names)):
            fields = {"task": task.name, "container": target.container, "definition": task.definition}
            declared, place = ", ".join(map(str, names)), (*target.steps, "ContainerName")
            fields = {**fields, "declared": declared, "first": names[0]}
            yield self.at(task.service, *place, tasks=(task.name,), variant="container", **fields)

    def _undeclared_port(self, task: Task, target: Target, container: Container) -> Iterator[Finding]:
        port = number(target.port)
        declared, sure = ports(container)
        if task.service is None or port is None:
            return
        fields: dict[str, object] = {"task": task.name, "port": port, "container": container.name}
        if key := _misspelt(container):
            fields |= {"written": key.written, "property": key.meant, "definition": container.definition}
            place = (*key.steps, key.written)
            yield self.at(container.definition, *place, tasks=(task.name,), variant="spelling", **fields)
        elif sure and port not in declared:
            first = sorted(declared)[:5]
            fields |= {"declared": ", ".join(map(str, first)), "first": first[0] if first else None}
            variant, place = "port" if first else "no port", (*target.steps, "ContainerPort")
            yield self.at(task.service, *place, tasks=(task.name,), variant=variant, **fields)


def _misspelt(container: Container) -> Misspelt | None:
    """The first property on the way to a container's ports whose case is wrong."""
    way = container.steps
    keys = (key for key in container.definition.misspelt if key.steps[: len(way)] == way)
    return next((key for key in keys if key.meant in ("PortMappings", "ContainerPort")), None)
