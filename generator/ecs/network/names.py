"""Names in Cloud Map namespaces: which are registered, by whom, and which a text asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.ecs.arns import join
from generator.ecs.tasks import SERVICE, Task, items
from generator.ecs.texts import Address, Texts, address, literal, whole
from generator.logic import Truth
from generator.stack import Absent, Graph, Listing, Literal, Reference, Resource, Text, Value

PRIVATE = "AWS::ServiceDiscovery::PrivateDnsNamespace"
DISCOVERY = "AWS::ServiceDiscovery::Service"
_HARMLESS = ("AWS::CloudFormation::Stack", "AWS::ECS::Cluster", SERVICE, DISCOVERY, PRIVATE)
_NUMBER = re.compile(r"\d+")
_RECORDS = ("AWS::Route53::RecordSet", "AWS::Route53::RecordSetGroup")


@dataclass(frozen=True)
class NamespaceAddress:
    """An address in a namespace that is created here. ``label`` is what stands before the namespace's name."""

    address: Address
    namespace: Resource
    label: str
    shown: str
    shown_label: str


class Names:
    """The private namespaces of a graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.texts = Texts()

    @cached_property
    def namespaces(self) -> tuple[Resource, ...]:
        """Every private namespace that is created here."""
        return self.graph.of_type(PRIVATE)

    @cached_property
    def written_out(self) -> tuple[str, ...]:
        """The names that Cloud Map services here have, where they are written out; in lower case, sorted."""
        names = set()
        for discovery in self.graph.of_type(DISCOVERY):
            namespace = namespace_of(self.graph, discovery)
            name, domain = literal(discovery.get("Name")), literal(namespace.get("Name")) if namespace else None
            if name and domain:
                names.add(f"{name}.{domain.rstrip('.')}".lower())
        return tuple(sorted(names))

    @cached_property
    def rows(self) -> frozenset[str]:
        """The same names, with a nought for every number: of ``worker-1`` and ``worker-2``, one."""
        return frozenset(_NUMBER.sub("0", name) for name in self.written_out)

    def of_a_row(self, host: str) -> bool:
        """Whether a host is called as one of these names is, but for its numbers."""
        return _NUMBER.sub("0", host) in self.rows

    def read(self, value: Value) -> NamespaceAddress | None:
        """Read a value as an address in one of the namespaces; None when it is not certainly one."""
        written = address(self.texts.text(self._settled(value)))
        if written is None or "." not in written.host:
            return None
        for namespace in self.namespaces:
            name = self.texts.text(namespace.get("Name")).rstrip(".").lower()
            host = written.host.lower()
            if name and host.endswith(f".{name}"):
                label = host[: -len(name) - 1]
                shown = self.texts.shown(f"{label}.{name}") + (f":{written.port}" if written.port else "")
                return NamespaceAddress(written, namespace, label, shown, self.texts.shown(label))
        return None

    def _settled(self, value: Value) -> Value:
        """Replace references to the names of Cloud Map services and namespaces by those names."""
        if isinstance(value, Text):
            return join(*(self._settled(piece) for piece in value.parts))
        if isinstance(value, Reference) and value.attribute == "Name":
            resource = self.graph.resource(value.resource)
            name = resource.get("Name") if resource and resource.type in (DISCOVERY, PRIVATE) else Absent()
            return value if isinstance(name, Absent) else name
        return value

    def discoveries(self, named: NamespaceAddress) -> tuple[tuple[Resource, ...], Truth]:
        """The Cloud Map services under a name, and whether these are certainly all that could answer to it."""
        discoveries, complete = [], whole(named.label)
        for discovery in self.graph.of_type(DISCOVERY):
            namespace = namespace_of(self.graph, discovery)
            if namespace is not None and namespace is not named.namespace:
                continue
            name = self.texts.text(discovery.get("Name")).lower()
            if namespace is not None and name == named.label:
                discoveries.append(discovery)
            elif namespace is None or not isinstance(discovery.get("Name"), Literal):
                complete = False
        sure = complete and not self._other_registrant(named)
        return tuple(discoveries), Truth.YES if sure else Truth.UNKNOWN

    def _other_registrant(self, named: NamespaceAddress) -> str:
        """Say what else could make a name resolve: records, Service Connect, code that registers by itself."""
        if hidden := self.graph.open_reasons(named.namespace):
            return hidden[0]
        for service in self.graph.of_type(SERVICE):
            if _may_serve(service, named.address.host.lower()):
                return f"{service} gives itself names through Service Connect"
        mentions = self._mentions.get(named.namespace.path, ())
        others = [resource for resource in mentions if resource.type not in _HARMLESS]
        for resource in (*others, *self.graph.of_type(*_RECORDS)):
            return f"{resource} may make the name resolve"
        return ""

    @cached_property
    def _mentions(self) -> Mapping[str, list[Resource]]:
        """The resources that refer to each namespace and each Cloud Map service, by its path."""
        mentions: dict[str, list[Resource]] = {
            mentioned.path: [] for mentioned in self.graph.of_type(PRIVATE, DISCOVERY)
        }
        for resource in self.graph.resources:
            referenced = {part.resource for part in resource.all_values if isinstance(part, Reference)}
            for path in referenced & mentions.keys():
                mentions[path].append(resource)
        return mentions

    def registrants(self, discovery: Resource) -> tuple[tuple[Resource, ...], Truth]:
        """The ECS services that register under a Cloud Map service, and whether nobody else does."""
        services, sure = [], self.graph.closed(discovery)
        for service in self.graph.of_type(SERVICE):
            for target in self._registers.get(service.path, ()):
                if target is discovery:
                    services.append(service)
                elif target is None:
                    sure = False
        usual = (SERVICE, DISCOVERY, "AWS::CloudFormation::Stack")
        sure = sure and all(resource.type in usual for resource in self._mentions.get(discovery.path, ()))
        return tuple(dict.fromkeys(services)), Truth.YES if sure else Truth.UNKNOWN

    @cached_property
    def _registers(self) -> Mapping[str, list[Resource | None]]:
        """What each ECS service registers under, by its path; None for what is not seen here."""
        return {
            service.path: [
                self.graph.target(value, DISCOVERY) for value in registries(service) if not isinstance(value, Absent)
            ]
            for service in self.graph.of_type(SERVICE)
        }

    def registered(self, task: Task) -> Iterator[tuple[Resource, Resource]]:
        """Each Cloud Map service that a task registers under, with its namespace."""
        for value in registries(task.service) if task.service else ():
            discovery = self.graph.target(value, DISCOVERY)
            namespace = namespace_of(self.graph, discovery) if discovery else None
            if discovery and namespace:
                yield discovery, namespace


def _may_serve(service: Resource, host: str) -> bool:
    """Tell whether a service may give itself a name through Service Connect."""
    services = service.get("ServiceConnectConfiguration", "Services")
    for index, _ in items(services):
        steps = ("ServiceConnectConfiguration", "Services", index, "ClientAliases")
        aliases = service.get(*steps)
        names = [literal(service.get(*steps, place, "DnsName")) for place, _ in items(aliases)]
        if not names or None in names or host in [name.lower() for name in names if name]:
            return True
    return not isinstance(services, Absent | Listing)


def namespace_of(graph: Graph, discovery: Resource) -> Resource | None:
    """The private namespace of a Cloud Map service; None when it has another, or none that is seen here."""
    value = discovery.get("NamespaceId")
    return graph.target(discovery.get("DnsConfig", "NamespaceId") if isinstance(value, Absent) else value, PRIVATE)


def record_types(discovery: Resource) -> frozenset[str] | None:
    """The types of records that a Cloud Map service keeps, none without DnsConfig; None when not all are known."""
    if isinstance(discovery.get("DnsConfig"), Absent):
        return frozenset()
    records = discovery.get("DnsConfig", "DnsRecords")
    types = [discovery.get("DnsConfig", "DnsRecords", index, "Type") for index, _ in items(records)]
    known = [value.text.upper() for value in types if isinstance(value, Literal)]
    return frozenset(known) if known and len(known) == len(types) else None


def registries(service: Resource) -> Iterator[Value]:
    """The ARNs of the Cloud Map services that an ECS service registers under."""
    listed = service.get("ServiceRegistries")
    if not isinstance(listed, Absent) and not hasattr(listed, "items"):
        yield listed
    for index, _ in items(listed):
        yield service.get("ServiceRegistries", index, "RegistryArn")
