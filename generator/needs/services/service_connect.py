"""Does ECS take a service into Service Connect, as it is written?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.arns import region
from generator.ecs.containers.logs import OPTIONS, by_awslogs, log_group
from generator.ecs.services.service_connect import CONFIGURATION, Endpoint, Namespace
from generator.ecs.tasks import Container, Task, items
from generator.ecs.texts import literal
from generator.logic import Answer, Truth, all_of, no, unknown, yes
from generator.needs.calls import log_actions
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.row import Need
from generator.needs.services.infrastructure_roles import role_serves
from generator.stack import Absent, Listing, Literal, Reference, Resource, shown


@dataclass(frozen=True)
class ConnectRefused(Fault):
    """ECS refuses the Service Connect configuration of a service.

    ``variant``: a ``port name`` that no port mapping has; no ``namespace`` from the service or its cluster; the ``id``
    of one instead of its ARN; a network ``mode`` that it does not work in; a ``client alias`` or a ``discovery name``
    that is given twice in one namespace; ``several`` aliases for one port;
    or a port of ``udp``.
    """

    variant: str
    service: str
    name: str = ""
    other: str = ""
    """The other service or port with the name; the task definition; the cluster; or the namespace."""
    known: tuple[str, ...] = ()
    """The names that port mappings have."""


@dataclass(frozen=True)
class NamespaceRaces(Fault):
    """A namespace is named by text and may be created after what names it.

    ``variant``: a ``service`` names it, or its ``cluster``, which then makes one of its own.
    """

    variant: str
    name: str
    namespace: Resource
    namer: Resource


def connect_needs(context: Context, task: Task) -> Iterator[tuple[Need, Answer]]:
    """A row for a service with Service Connect."""
    enabled = context.service_connect.enabled(task)
    if enabled is Truth.NO:
        return
    need = Need("connect", 32, "ECS takes the service into Service Connect")
    if enabled is Truth.UNKNOWN:
        yield need, unknown(f"whether Service Connect is on for {task.name} is not known here")
        return
    yield need, all_of(_answers(context, task))


def _answers(context: Context, task: Task) -> Iterator[Answer]:
    assert task.service is not None
    yield yes(f"{task.name} takes part in Service Connect")
    yield from _namespace(context, task)
    yield from _mode(task)
    services = task.service.get(CONFIGURATION, "Services")
    if not isinstance(services, Absent | Listing):
        yield unknown(f"what {task.name} serves through Service Connect is not known here")
    for endpoint in context.service_connect.served(task):
        yield from _port(task, endpoint)
        yield from _unique(context, task, endpoint)
        yield from _certificates(context, task, endpoint)
    yield from _log(context, task)


def _namespace(context: Context, task: Task) -> Iterator[Answer]:
    """Answer whether the namespace is there when it is asked for.

    Sources: ECS API Reference, ServiceConnectConfiguration, namespace (the default is the cluster's), and
    ClusterServiceConnectDefaultsRequest (a new name makes a namespace); aws-cdk #25616 (a second namespace);
    terraform-aws-ecs #116 (NamespaceNotFoundException); read 2026-11.
    """
    service, named = task.service, context.service_connect.namespace(task)
    assert service is not None
    cluster = context.service_connect.cluster(task)
    if named is None and cluster is None:
        yield unknown(f"the cluster of {service}, and the namespace that it may have, are not in these templates")
    elif named is None:
        yield no(ConnectRefused(service, (CONFIGURATION,), (task.name,), "namespace", task.name, other=str(cluster)))
    elif isinstance(named.value, Reference):
        yield from _by_reference(context, task, named)
    elif named.resource is not None:
        yield _in_time(context, task, named, named.resource)
    elif named.name and named.by_default and not named.name.startswith("arn:"):
        yield yes(f"{named.place} makes the namespace {named.name}, where there is none")
    else:
        yield unknown(f"the namespace {shown(named.value)} is not in these templates")


def _by_reference(context: Context, task: Task, named: Namespace) -> Iterator[Answer]:
    if named.resource is None:
        yield unknown(f"the namespace {shown(named.value)} is not in these templates")
    elif isinstance(named.value, Reference) and named.value.attribute in ("Ref", "Id"):
        fault = ConnectRefused(named.place, named.steps, (task.name,), "id", task.name, other=str(named.resource))
        yield no(fault)
    else:
        yield yes(f"{named.place} refers to {named.resource}")


def _in_time(context: Context, task: Task, named: Namespace, namespace: Resource) -> Answer:
    waiting = context.waiting
    if not waiting.in_one_deployment(namespace, named.place) or waiting.precedes(namespace, named.place):
        return yes(f"{named.place} waits for {namespace}")
    if namespace.exists is not Truth.YES:
        return unknown(f"whether {namespace}, which {named.place} names by text, exists is not known here")
    variant = "cluster" if named.by_default else "service"
    return no(NamespaceRaces(named.place, named.steps, (task.name,), variant, named.name, namespace, named.place))


def _mode(task: Task) -> Iterator[Answer]:
    """Answer for the network mode: bridge has to be written, though it is the default.

    Sources: ECS Developer Guide, "Use Service Connect to connect Amazon ECS services with short names", considerations
    (host is not supported; nor are Windows containers); mreferre/yelb #86 (the default mode is refused); read 2026-11.
    """
    if task.definition is None:
        yield unknown(f"the task definition of {task.name} is not in these templates")
        return
    mode = task.definition.get("NetworkMode")
    if isinstance(mode, Absent) and task.fargate is not Truth.YES:
        mode = Literal("default")
    if isinstance(mode, Literal) and mode.text.lower() in ("host", "none", "default"):
        place = (task.definition, ("NetworkMode",), (task.name,))
        yield no(ConnectRefused(*place, "mode", task.name, mode.text, str(task.definition)))
    elif not isinstance(mode, Literal | Absent):
        yield unknown(f"the network mode of {task.definition} is not known here")
    system = task.definition.get("RuntimePlatform", "OperatingSystemFamily")
    if (literal(system) or "").upper().startswith("WINDOWS"):
        yield unknown(f"{task.definition} is for Windows, and whether Service Connect takes it is not known here")


def _port(task: Task, endpoint: Endpoint) -> Iterator[Answer]:
    """Answer whether a port mapping of the task definition has the name.

    Source: ECS API Reference, ServiceConnectService, portName ("must match the name of one of the portMappings"); 2026.
    """
    assert task.service is not None
    mappings = [(c, i) for c in task.containers for i, _ in items(c.get("PortMappings"))]
    names = [container.get("PortMappings", index, "Name") for container, index in mappings]
    listed = all(isinstance(container.get("PortMappings"), Absent | Listing) for container in task.containers)
    steps = (*endpoint.steps, "PortName")
    if endpoint.port_name is None or task.unreadable:
        yield unknown(f"whether {shown(endpoint.get('PortName'))} is a port of {task.name} is not known here")
    elif endpoint.mapping is not None:
        container, mapped = endpoint.mapping
        if (literal(container.get("PortMappings", mapped, "Protocol")) or "tcp").lower() == "udp":
            told = (task.name, endpoint.port_name or "", str(task.definition))
            yield no(ConnectRefused(task.service, steps, (task.name,), "udp", *told))
        yield yes(f"{endpoint.port_name} is a port of {container.name}")
    elif listed and all(isinstance(name, Literal | Absent) for name in names):
        known = tuple(name.text for name in names if isinstance(name, Literal)) or ("none",)
        fault = ConnectRefused(
            task.service, steps, (task.name,), "port name", task.name, endpoint.port_name, str(task.definition), known
        )
        yield no(fault)
    else:
        yield unknown(f"whether a port of {task.definition} has the name {endpoint.port_name} is not known here")


def _unique(context: Context, task: Task, endpoint: Endpoint) -> Iterator[Answer]:
    """Answer whether a name is given once in its namespace, and a port has one alias at most.

    Source: ECS API Reference, ServiceConnectClientAlias ("must be unique within the namespace"), and
    ServiceConnectService, discoveryName (the same) and clientAliases (at most 1); read 2026-11.
    """
    assert task.service is not None
    listed = endpoint.get("ClientAliases")
    place = (task.service, (*endpoint.steps, "ClientAliases"), (task.name,))
    if isinstance(listed, Listing) and len(listed.items) > 1:
        yield no(ConnectRefused(*place, "several", task.name, endpoint.port_name or ""))
    if not isinstance(listed, Absent) and endpoint.aliases is None:
        yield unknown(f"by which names clients call {task.name} is not known here")
    key = endpoint.namespace.key if endpoint.namespace else ""
    for other in context.service_connect.endpoints:
        if other is endpoint or not key or not other.namespace or other.namespace.key != key:
            continue
        if (other.task.name, other.steps) == (task.name, endpoint.steps) or not _both_exist(task, other.task):
            continue
        whose = other.task.name if other.task is not task else f"port {other.port_name} of the same service"
        if shared := sorted(set(endpoint.aliases or ()) & set(other.aliases or ())):
            called = f"{shared[0][0]}:{shared[0][1]}"
            yield no(ConnectRefused(*place, "client alias", task.name, called, whose))
        elif endpoint.discovery_name and endpoint.discovery_name == other.discovery_name:
            steps = (*endpoint.steps, "DiscoveryName")
            fault = ConnectRefused(
                task.service, steps, (task.name,), "discovery name", task.name, endpoint.discovery_name, whose
            )
            yield no(fault)


def _both_exist(task: Task, other: Task) -> bool:
    return all(each.service is not None and each.service.exists is Truth.YES for each in (task, other))


def _certificates(context: Context, task: Task, endpoint: Endpoint) -> Iterator[Answer]:
    """Answer for TLS, where ECS gets the certificates from a private authority in the name of a role."""
    if isinstance(endpoint.get("Tls"), Absent):
        return
    role = endpoint.get("Tls", "RoleArn")
    if isinstance(role, Absent):
        yield unknown(f"with which role ECS gets certificates for {task.name} is not known: Tls has no RoleArn")
    else:
        yield from role_serves(context, task, role, "Tls.RoleArn", "get certificates", ())
    yield unknown(
        f"whether {shown(endpoint.get('Tls', 'IssuerCertificateAuthority'))} issues certificates is not known"
    )


def _log(context: Context, task: Task) -> Iterator[Answer]:
    """Answer for the log of the proxy, which is written as that of a container is."""
    assert task.service is not None
    proxy = Container(task.service, (CONFIGURATION,))
    if isinstance(proxy.get("LogConfiguration"), Absent):
        return
    if not by_awslogs(proxy) or not isinstance(proxy.get("LogConfiguration", "SecretOptions"), Absent):
        yield unknown(f"where the proxy of {task.name} logs to is not followed here")
        return
    if proxy.get(*OPTIONS, "awslogs-region") != region(context.graph):
        yield unknown(f"whether the proxy of {task.name} logs to the Region of its log group is not known here")
    for action in log_actions(task, proxy, log_group(proxy)):
        yield context.permissions.allowed(task, "ExecutionRoleArn", action)
