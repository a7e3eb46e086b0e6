"""Do the names of Service Connect that tasks call lead to a service, and does it take the calls?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.environment import Variable, all_variables
from generator.ecs.services.service_connect import Endpoint, Namespace
from generator.ecs.tasks import Task
from generator.ecs.texts import Address, address, whole
from generator.logic import Answer, Truth, all_of, any_of, no, unknown, yes
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.network.connections import PortClosed, connect, task_end
from generator.needs.row import Need
from generator.stack import Absent, Listing

_HTTP = ("http", "https", "ws", "wss", "grpc", "grpcs")
_PARSED = ("http", "http2", "grpc")


@dataclass(frozen=True)
class EndpointClosed(PortClosed):
    """The tasks of a service do not admit those of a client of Service Connect."""


@dataclass(frozen=True)
class EndpointUnserved(Fault):
    """A client calls a name of Service Connect that does not lead anywhere from where it runs.

    ``variant``: ``nobody`` serves it in the namespace; it is served on another ``port``; the client is ``outside`` of
    Service Connect, or ``elsewhere``, in another namespace; or the proxy speaks another ``protocol``.
    """

    variant: str
    caller: str
    variable: str
    name: str
    other: str = ""
    """The service that serves it."""
    detail: str = ""
    """The ports that it is served on; the namespace; the protocol of the port."""


@dataclass(frozen=True)
class _Call:
    """One variable with a name that Service Connect may serve."""

    task: Task
    variable: Variable
    address: Address

    def fails(self, variant: str, other: str = "", detail: str = "") -> Answer:
        """Answer no."""
        place, called = self.variable.container.definition, str(self.address)
        fault = EndpointUnserved(
            place, self.variable.steps, (self.task.name,), variant, self.task.name, self.variable.name, called, other,
            detail,
        )  # fmt: skip
        return no(fault)


def connect_call_needs(context: Context, task: Task) -> Iterator[tuple[Need, Answer]]:
    """A row for each name of Service Connect that a task's variables hold."""
    seen = set()
    for variable in all_variables(task):
        called = _address(context, variable)
        if called is None or str(called) in seen:
            continue
        answer = _answer(context, _Call(task, variable, called))
        if answer is not None:
            seen.add(str(called))
            yield Need(str(called), 32, f"tasks call it ({variable.name})"), answer


def served_as(context: Context, host: str) -> list[Endpoint]:
    """The endpoints of any namespace that have a name."""
    named = host.lower()
    return [each for each in context.service_connect.endpoints if named in {name for name, _ in each.aliases or ()}]


def _address(context: Context, variable: Variable) -> Address | None:
    """Where a variable says to call: with a scheme or a port, for a plain word may be anything."""
    written = address(context.names.texts.text(variable.value))
    if written is None or not whole(written.host) or not (written.scheme or written.port):
        return None
    return Address(written.scheme, written.host.lower(), written.port)


def _answer(context: Context, call: _Call) -> Answer | None:
    named = served_as(context, call.address.host)
    enabled = context.service_connect.enabled(call.task)
    if enabled is Truth.UNKNOWN:
        return unknown(f"whether {call.task.name} takes part in Service Connect is not known here") if named else None
    if enabled is Truth.NO:
        return _from_outside(context, call, named) if named else None
    own = context.service_connect.namespace(call.task)
    if not named:
        return _from_nobody(context, call, own)
    if own is None or not own.key:
        return unknown(f"the namespace of {call.task.name} is not known here")
    known = [each for each in named if each.namespace and each.namespace.key]
    within = [each for each in known if each.namespace and each.namespace.key == own.key]
    if within:
        return _is_taken(context, call, within) if _in_time(context, call, within) else _comes_later(call, within)
    if len(known) < len(named):
        return unknown(f"the namespace of {named[0].task.name} is not known here")
    return call.fails("elsewhere", named[0].task.name, own.name)


def _in_time(context: Context, call: _Call, within: list[Endpoint]) -> bool:
    """Whether any of the services that serve a name is not certainly created after its client.

    Source: ECS Developer Guide, "Amazon ECS Service Connect components" (existing tasks do not resolve new endpoints);
    read 2026-11.
    """
    client, order = call.task.service, context.waiting
    servers = [endpoint.task.service for endpoint in within]
    return client is None or any(each is None or not order.precedes(client, each) for each in servers)


def _comes_later(call: _Call, within: list[Endpoint]) -> Answer:
    return unknown(f"{within[0].task.name} is created after {call.task.name}, whose tasks do not learn of new names")


def _from_outside(context: Context, call: _Call, named: list[Endpoint]) -> Answer | None:
    """Answer for a client without Service Connect, for which only DNS has names, and the names are not in it.

    Source: containers-roadmap #2344 (the namespace is for calls of its API, not for DNS queries); read 2026-11.
    """
    if "." in call.address.host or _may_resolve_otherwise(context, call.task):
        return None if context.names.read(call.variable.value) else unknown(_otherwise(call))
    if call.address.port not in {port for each in named for _, port in each.aliases or ()}:
        return None
    return call.fails("outside", named[0].task.name)


def _otherwise(call: _Call) -> str:
    return f"whether {call.address.host} is a name of something else than Service Connect for {call.task.name} too"


def _may_resolve_otherwise(context: Context, task: Task) -> bool:
    """Tell whether a short name may be one of something else: of the search domain, of a link, or of the task."""
    keys = ("DnsSearchDomains", "DnsServers", "ExtraHosts", "Links")
    told = any(not isinstance(container.get(key), Absent) for container in task.containers for key in keys)
    return told or task.awsvpc is not Truth.YES or bool(context.graph.of_type("AWS::EC2::DHCPOptions"))


def _from_nobody(context: Context, call: _Call, own: Namespace | None) -> Answer | None:
    """Answer no for a short name that nobody serves in a namespace that is created here, and may be nothing else."""
    host = call.address.host
    names = {container.name.lower() for container in call.task.containers}
    short = "." not in host or (own is not None and own.name and host.endswith(f".{own.name}"))
    if not short or host in {*names, "localhost"} or call.address.scheme not in _HTTP:
        return None
    if own is None or own.resource is None or not context.graph.closed(own.resource):
        return None
    if _may_resolve_otherwise(context, call.task) or context.names.read(call.variable.value):
        return None
    tasks = [each for each in context.service_connect.tasks if context.service_connect.enabled(each) is not Truth.NO]
    if any(not _is_read(context, each) for each in tasks):
        return None
    return call.fails("nobody", detail=own.name or str(own.resource))


def _is_read(context: Context, task: Task) -> bool:
    """Tell whether all names that a service serves are known."""
    if context.service_connect.enabled(task) is not Truth.YES or task.service is None:
        return False
    services = task.service.get("ServiceConnectConfiguration", "Services")
    endpoints = context.service_connect.served(task)
    return isinstance(services, Absent | Listing) and all(endpoint.aliases is not None for endpoint in endpoints)


def _is_taken(context: Context, call: _Call, within: list[Endpoint]) -> Answer:
    port = call.address.port
    ports = sorted({own for each in within for name, own in each.aliases or () if name == call.address.host})
    fitting = [each for each in within if port is None or (call.address.host, port) in (each.aliases or ())]
    if not fitting:
        return call.fails("port", within[0].task.name, ", ".join(map(str, ports)))
    return any_of(_reaches(context, call, endpoint) for endpoint in fitting)


def _reaches(context: Context, call: _Call, endpoint: Endpoint) -> Answer:
    """Answer whether the proxy of a client gets to the proxy of a server, and passes on what is spoken.

    The proxies speak to each other on the port of the container, whatever port the alias has.
    """
    server, port, scheme = endpoint.task, endpoint.port, call.address.scheme
    if scheme and scheme not in _HTTP and endpoint.protocol in _PARSED:
        return call.fails("protocol", server.name, endpoint.protocol or "")
    if endpoint.protocol is None or port is None:
        return unknown(f"on which port {server.name} serves {call.address.host} is not known here")
    if any(each.awsvpc is not Truth.YES or not isinstance(each.subnets, Listing) for each in (call.task, server)):
        return unknown(f"the network of {call.task.name}, or of {server.name}, is not known here")
    if server.name == call.task.name:
        return yes(f"{call.task.name} calls itself as {call.address.host}")
    connected = connect(context.network, task_end(call.task), task_end(server), port, EndpointClosed, (call.task.name,))
    return all_of([yes(f"{server.name} serves {call.address.host} in the namespace"), connected])
