"""Lesson 10: a Cloud Map record of a type that does not fit what the service registers."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.network.names import DISCOVERY, record_types
from generator.ecs.tasks import items
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.stack import Absent


class RecordWithoutPort(Check):
    id = "ECS104"
    lesson = 10
    title = "Type of the Cloud Map records does not fit what the service registers"
    symptom = (
        "CREATE_FAILED: Invalid request provided: CreateService error: must specify either containerName and "
        "containerPort, or port, for a service registry with SRV records"
    )
    why = (
        "An A record holds an IP address, which tasks have only in the awsvpc network mode. An SRV record holds a "
        "port as well, which ServiceRegistries then has to name."
    )
    fix = "Use records of type A for tasks in awsvpc mode; or SRV, with the port in ServiceRegistries."
    message = {
        "port": (
            "{discovery} has SRV records, which hold a port, but ServiceRegistries of {task} names none: "
            "CreateService fails (must specify either containerName and containerPort, or port)"
        ),
        "address": (
            "{resource} has {types} records, but tasks of {task} have no IP addresses of their own, because their "
            "network mode is not awsvpc: CreateService fails, since only SRV records are supported"
        ),
    }
    change = {
        "port": "DnsRecords: Type A; or ServiceRegistries: Port (awsvpc), ContainerName and ContainerPort",
        "address": "DnsRecords of {resource}: Type SRV, with ContainerName and ContainerPort in ServiceRegistries",
    }
    base = "called"
    bad = {
        "Discovery.DnsConfig.DnsRecords.1": "{Type: SRV, TTL: 10}",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the entries of ServiceRegistries whose records need what the tasks do not have.

        Source: ECS API Reference, ServiceRegistry, and ECS Developer Guide, "Service discovery", considerations; read
        2026-11.
        """
        for task in context.tasks:
            service = task.service
            for index, _ in items(service.get("ServiceRegistries")) if service else ():
                assert service is not None
                steps = ("ServiceRegistries", index)
                discovery = context.graph.target(service.get(*steps, "RegistryArn"), DISCOVERY)
                types = record_types(discovery) if discovery else None
                if discovery is None or not types:
                    continue
                no_port = all(isinstance(service.get(*steps, key), Absent) for key in ("Port", "ContainerPort"))
                fields = {"task": task.name, "discovery": discovery, "types": ", ".join(sorted(types))}
                if "SRV" in types and no_port:
                    yield self.at(service, *steps, tasks=(task.name,), variant="port", **fields)
                elif "SRV" not in types and task.awsvpc is Truth.NO:
                    place = ("DnsConfig", "DnsRecords")
                    yield self.at(discovery, *place, tasks=(task.name,), variant="address", **fields)
