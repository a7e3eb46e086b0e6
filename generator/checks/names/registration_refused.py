"""An entry of ServiceRegistries that ECS refuses."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.network.names import DISCOVERY, record_types
from generator.ecs.tasks import Container, Task, items
from generator.ecs.texts import number
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Absent, Listing, Literal, Mapping, Resource, shown

_FAILS = ": CreateService fails with InvalidParameterException"


class RegistrationRefused(Check):
    id = "ECS109"
    lesson = 10
    title = "ECS refuses what a service registers in Cloud Map"
    symptom = (
        "CREATE_FAILED: Invalid request provided: CreateService error: The container ... does not exist in the task"
    )
    why = (
        "ServiceRegistries may name the container and the port that records of type SRV hold: both are of the task "
        "definition. A service registers in one Cloud Map service only, whose records are of type A, AAAA or SRV."
    )
    fix = "Name a container of the task definition and a port that it maps, or leave both out for records of type A."
    message = {
        "container": "{task} registers the container {container}, which {definition} does not have" + _FAILS,
        "port": "{task} registers port {port} of {container}, which maps no such port in {definition}" + _FAILS,
        "twice": "{task} registers both Port and ContainerPort, of which ECS takes one" + _FAILS,
        "several": "{task} has more than one entry in ServiceRegistries, and ECS takes one" + _FAILS,
        "bridge": (
            "{task} registers a Port and no container, and its tasks have network mode bridge or host" + _FAILS + " "
            "(values for 'containerName' and 'containerPort' must be specified from the task definition)"
        ),
        "record": (
            "{task} registers a port in {discovery}, whose records are of type A and hold none" + _FAILS + " (the "
            "values specified for serviceRegistries do not require a value for 'containerPort')"
        ),
        "alias": "{task} registers in {discovery}, which has records of type CNAME, and tasks have no names" + _FAILS,
    }
    change = {
        "container": "ContainerName: a container of {definition}",
        "port": "ContainerPort: a port in PortMappings of {container}",
        "twice": "Port: leave it out",
        "several": "ServiceRegistries: one entry",
        "bridge": "ServiceRegistries: ContainerName and ContainerPort in place of Port",
        "record": "ServiceRegistries: leave ContainerName, ContainerPort and Port out",
        "alias": "DnsRecords of {discovery}: Type A",
    }
    base = "called"
    good = {
        "Discovery.DnsConfig.DnsRecords.1": "{Type: SRV, TTL: 10}",
        "Service.ServiceRegistries.0.ContainerName": "web",
        "Service.ServiceRegistries.0.ContainerPort": "3000",
    }
    bad = {"Service.ServiceRegistries.0.ContainerName": "site"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the entries that name what is not there.

        Source: ECS API Reference, ServiceRegistry and CreateService, serviceRegistries (one for each service); ECS
        Developer Guide, "Use service discovery", considerations (A, AAAA and SRV); terraform-aws-ecs-service of
        techservicesillinois #16 (bridge), terraform-aws-ecs-fargate of umotif-public #25 (records of type A); read
        2026-11.
        """
        for task in context.tasks:
            registries = task.service.get("ServiceRegistries") if task.service else Absent()
            if task.service is None or task.definition is None or not isinstance(registries, Listing):
                continue
            if len(registries.items) > 1 and all(isinstance(entry, Mapping) for entry in registries.items):
                yield self._at(task, task.service, 1, "several")
            for index, _ in items(registries):
                yield from self._entry(context, task, task.service, index)

    def _entry(self, context: Context, task: Task, service: Resource, index: int) -> Iterator[Finding]:
        keys = ("ContainerName", "ContainerPort", "Port", "RegistryArn")
        name, port, own, arn = (service.get("ServiceRegistries", index, key) for key in keys)
        names = {container.get("Name"): container for container in task.containers}
        if all(isinstance(each, Literal) for each in (name, *names)):
            container = names.get(name)
            if container is None:
                yield self._at(task, service, index, "container", container=shown(name))
            elif number(port) is not None and not _maps(container, number(port)):
                yield self._at(task, service, index, "port", container=shown(name), port=shown(port))
        if isinstance(port, Literal) and isinstance(own, Literal):
            yield self._at(task, service, index, "twice")
        if task.awsvpc is Truth.NO and isinstance(own, Literal) and all(isinstance(e, Absent) for e in (name, port)):
            yield self._at(task, service, index, "bridge")
        discovery = context.graph.target(arn, DISCOVERY)
        types = record_types(discovery) if discovery else None
        if types and "SRV" not in types and task.awsvpc is Truth.YES and isinstance(port, Literal):
            yield self._at(task, service, index, "record", discovery=str(discovery))
        if discovery is not None and "CNAME" in (record_types(discovery) or ()):
            yield self._at(task, service, index, "alias", discovery=str(discovery))

    def _at(self, task: Task, service: Resource, index: int, variant: str, **told: str) -> Finding:
        told |= {"task": task.name, "definition": str(task.definition)}
        return self.at(service, "ServiceRegistries", index, tasks=(task.name,), variant=variant, **told)


def _maps(container: Container, port: int | None) -> bool:
    """Whether a container maps a port, or may: a range, or a port that is not known."""
    mappings = container.get("PortMappings")
    if not isinstance(mappings, Listing | Absent):
        return True
    ports = [container.get("PortMappings", index, "ContainerPort") for index, _ in items(mappings)]
    return any(not isinstance(each, Literal) or number(each) == port for each in ports)
