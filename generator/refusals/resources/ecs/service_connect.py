"""What ECS refuses of the services of Service Connect."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.tasks import DEFINITION, SERVICE, items
from generator.refusals.refusal import Refusals
from generator.refusals.values_at import values_at
from generator.stack import Absent, Graph, Literal, Mapping, Resource

_PORT = ("ContainerDefinitions", "*", "PortMappings", "*", "ContainerPort")


def service_connect(graph: Graph, service: Resource) -> Iterator[str]:
    """Services of Service Connect that name a port twice, or limit requests where no requests are seen.

    Source: ECS API Reference, ServiceConnectService and TimeoutConfiguration (perRequestTimeoutSeconds only if the
    appProtocol is not TCP, which it is unless it is written); read 2026-11.
    """
    definition = graph.target(service.get("TaskDefinition"), DEFINITION)
    spoken = {}
    for mapping in values_at(definition.get(), _PORT[:-1]) if definition else ():
        if isinstance(mapping, Mapping) and mapping.rest is None:
            spoken[mapping.get("Name")] = mapping.get("AppProtocol")
    seen = set()
    for index, _ in items(service.get("ServiceConnectConfiguration", "Services")):
        at = ("ServiceConnectConfiguration", "Services", index)
        name, limit = service.get(*at, "PortName"), service.get(*at, "Timeout", "PerRequestTimeoutSeconds")
        if isinstance(spoken.get(name), Absent) and not isinstance(limit, Absent):
            yield f"{service} limits each request to {name}, whose port mapping has no AppProtocol, and so is TCP"
        if isinstance(name, Literal) and name in seen:
            yield f"two Services of the ServiceConnectConfiguration of {service} have the PortName {name}"
        seen.add(name)


REFUSALS: Refusals = {SERVICE: (service_connect,)}
