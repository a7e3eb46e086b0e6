"""Service Connect: which services are in which namespace, and which names and ports they serve there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.ecs.clusters import CLUSTER
from generator.ecs.network.names import PRIVATE
from generator.ecs.tasks import Container, Task, flag, items
from generator.ecs.texts import literal, number
from generator.logic import Truth
from generator.stack import Absent, Graph, Listing, Literal, Reference, Resource, Value

CONFIGURATION = "ServiceConnectConfiguration"
NAMESPACES = ("AWS::ServiceDiscovery::HttpNamespace", PRIVATE, "AWS::ServiceDiscovery::PublicDnsNamespace")
"""The types of namespaces that Service Connect registers in; in none of them as a record of DNS."""
DEFAULT = ("ServiceConnectDefaults", "Namespace")


@dataclass(frozen=True)
class Namespace:
    """The namespace of a service: the resource, if it is created here, else a name; or of what is not known, neither.

    ``place`` and ``steps`` are where it is named: the service's own setting, or the default of its cluster.
    """

    resource: Resource | None
    name: str
    value: Value
    place: Resource
    steps: tuple[str | int, ...]

    @property
    def key(self) -> str:
        """Equal for services that are certainly in one namespace; empty when it is not known."""
        return f"/{self.resource.path}" if self.resource else self.name

    @property
    def by_default(self) -> bool:
        """Whether the cluster names it."""
        return self.place.type == CLUSTER


@dataclass(frozen=True)
class Endpoint:
    """One entry of Services of a ServiceConnectConfiguration. ``steps`` lead to it from the service's properties."""

    task: Task
    steps: tuple[str | int, ...]
    namespace: Namespace | None

    def get(self, *steps: str | int) -> Value:
        """The value of one of its settings."""
        assert self.task.service is not None
        return self.task.service.get(*self.steps, *steps)

    @property
    def port_name(self) -> str | None:
        """The name of the port mapping that it serves; None when it is not known."""
        return literal(self.get("PortName"))

    @cached_property
    def mapping(self) -> tuple[Container, int] | None:
        """The container and the place of the port mapping in it; None when none certainly has the name."""
        for container in self.task.containers:
            for index, _ in items(container.get("PortMappings")):
                if self.port_name and container.get("PortMappings", index, "Name") == Literal(self.port_name):
                    return container, index
        return None

    @property
    def discovery_name(self) -> str | None:
        """What Cloud Map knows it by; None when it is not known."""
        value = self.get("DiscoveryName")
        return self.port_name if isinstance(value, Absent) else literal(value)

    @property
    def port(self) -> int | None:
        """Where the proxy of its tasks takes connections, and what their groups have to admit.

        Source: ECS API Reference, ServiceConnectService, ingressPortOverride; ECS Developer Guide, "Amazon ECS Service
        Connect components", networking; read 2026-11.
        """
        own = self.get("IngressPortOverride")
        if not isinstance(own, Absent):
            return number(own)
        if self.mapping is None:
            return None
        container, index = self.mapping
        return number(container.get("PortMappings", index, "ContainerPort"))

    @property
    def protocol(self) -> str | None:
        """``http``, ``http2`` or ``grpc``; empty for plain TCP, None when it is not known."""
        if self.mapping is None:
            return None
        container, index = self.mapping
        value = container.get("PortMappings", index, "AppProtocol")
        return "" if isinstance(value, Absent) else literal(value)

    @cached_property
    def aliases(self) -> tuple[tuple[str, int], ...] | None:
        """The names and ports that clients call it by; None when not all are known.

        Without DnsName it is the discovery name with that of the namespace. Source: ECS API Reference,
        ServiceConnectClientAlias, dnsName; read 2026-11.
        """
        listed = self.get("ClientAliases")
        if not isinstance(listed, Listing):
            return None
        found = []
        for index, _ in items(listed):
            name, port = self.get("ClientAliases", index, "DnsName"), number(self.get("ClientAliases", index, "Port"))
            text = literal(name)
            if isinstance(name, Absent) and self.discovery_name and self.namespace and self.namespace.name:
                text = f"{self.discovery_name}.{self.namespace.name}"
            if text is None or port is None:
                return None
            found.append((text.lower(), port))
        return tuple(found)


class ServiceConnect:
    """The services with Service Connect of one graph."""

    def __init__(self, graph: Graph, tasks: Iterable[Task]) -> None:
        self.graph = graph
        self.tasks = tuple(task for task in tasks if task.service is not None)

    def enabled(self, task: Task) -> Truth:
        """Whether a service takes part."""
        if task.service is None:
            return Truth.NO
        value = task.service.get(CONFIGURATION)
        return Truth.NO if isinstance(value, Absent) else flag(task.service.get(CONFIGURATION, "Enabled"))

    def namespace(self, task: Task) -> Namespace | None:
        """The namespace of a service; None when nothing names one, or its cluster is not seen here."""
        service = task.service
        assert service is not None
        value = service.get(CONFIGURATION, "Namespace")
        if not isinstance(value, Absent):
            return self._namespace(value, service, (CONFIGURATION, "Namespace"))
        cluster = self.cluster(task)
        default = cluster.get(*DEFAULT) if cluster else Absent()
        return None if cluster is None or isinstance(default, Absent) else self._namespace(default, cluster, DEFAULT)

    def cluster(self, task: Task) -> Resource | None:
        """The cluster of a service, if it is created here."""
        return self.graph.target(task.service.get("Cluster"), CLUSTER) if task.service else None

    def _namespace(self, value: Value, place: Resource, steps: tuple[str | int, ...]) -> Namespace:
        if isinstance(value, Reference):
            target = self.graph.target(value)
            known = target if target and target.type in NAMESPACES else None
            return Namespace(known, literal(known.get("Name")) or "" if known else "", value, place, steps)
        text = literal(value) or ""
        return Namespace(self.named(text), text, value, place, steps)

    def named(self, text: str) -> Resource | None:
        """The one namespace that is created here under a name."""
        found = [each for each in self.graph.of_type(*NAMESPACES) if text and literal(each.get("Name")) == text]
        return found[0] if len(found) == 1 else None

    @cached_property
    def endpoints(self) -> tuple[Endpoint, ...]:
        """Every endpoint that is certainly served."""
        return tuple(endpoint for task in self.tasks for endpoint in self.served(task))

    def served(self, task: Task) -> Iterator[Endpoint]:
        """The endpoints of one service."""
        if task.service is None or self.enabled(task) is not Truth.YES:
            return
        namespace = self.namespace(task)
        for index, _ in items(task.service.get(CONFIGURATION, "Services")):
            yield Endpoint(task, (CONFIGURATION, "Services", index), namespace)
