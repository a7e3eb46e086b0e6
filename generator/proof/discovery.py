"""Will ECS accept the Cloud Map service that an ECS service registers in?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.names import DISCOVERY, record_types
from generator.ecs.tasks import Task, items
from generator.logic import Truth
from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.stack import Absent, Resource


def discovery_faults(context: Context) -> Iterator[Worded]:
    """Give the registries whose records do not fit what the service registers.

    Source: ECS API Reference, ServiceRegistry, and ECS Developer Guide, "Service discovery", considerations; 2026-11.
    """
    for task in context.tasks:
        for index, _ in items(task.service.get("ServiceRegistries")) if task.service else ():
            assert task.service is not None
            found = context.graph.target(task.service.get("ServiceRegistries", index, "RegistryArn"), DISCOVERY)
            types = record_types(found) if found else None
            if found is not None and types:
                yield from _fits(task, task.service, index, found, types)


def _fits(task: Task, service: Resource, index: int, found: Resource, types: frozenset[str]) -> Iterator[Worded]:
    steps = ("ServiceRegistries", index)
    unset = all(isinstance(service.get(*steps, key), Absent) for key in ("Port", "ContainerPort"))
    if "SRV" in types and unset:
        what = f"{found} has SRV records, which hold a port, but {task.name} registers none: you must specify a port, "
        what += "and the service is not created"
        fix = "DnsRecords: Type A; or ServiceRegistries: Port (awsvpc), ContainerName and ContainerPort"
        yield Worded("ECS104", service, steps, what, fix, (task.name,))
    elif "SRV" not in types and task.awsvpc is Truth.NO:
        what = f"tasks of {task.name} have no addresses of their own (no awsvpc), for which {found} has "
        what += f"{', '.join(sorted(types))} records; only SRV is supported, and the service is not created"
        fix = f"DnsRecords of {found}: Type SRV, with ContainerName and ContainerPort in ServiceRegistries"
        yield Worded("ECS104", found, ("DnsConfig", "DnsRecords"), what, fix, (task.name,))
