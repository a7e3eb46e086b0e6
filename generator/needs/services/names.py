"""Do the names that services call resolve, and do their owners take the calls?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from generator.ecs.environment import Variable, all_variables
from generator.ecs.network.domains import Domain, below, domain, matches
from generator.ecs.network.names import NamespaceAddress, record_types
from generator.ecs.network.subnets import same
from generator.ecs.tasks import Task, items
from generator.ecs.texts import number
from generator.logic import Answer, Truth, all_of, no, unknown, yes
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.network.connections import PortClosed, connect, task_end
from generator.needs.network.vpc_dns import private_names
from generator.needs.row import Need
from generator.needs.services.connect_calls import served_as
from generator.needs.services.spoken import speak_otherwise
from generator.stack import Absent, Listing, Resource

_SOON = 60
"""Seconds for which a name may well be unknown: it is what tasks wait before they try again."""
_HOSTS = ("HOSTNAME", "HOST", "ADDRESS", "ADDR", "ENDPOINT", "SERVER")


@dataclass(frozen=True)
class PeerPortClosed(PortClosed):
    """A service does not get to one that it calls by name."""


@dataclass(frozen=True)
class NameLeadsNowhere(Fault):
    """A service calls a name that does not lead to any address.

    ``variant``: ``nobody`` registers it; it is ``unlisted``, for no service registers in the Cloud Map service that has
    it; or that has ``no records`` at all, or records ``without address``.
    """

    variant: str
    caller: str
    name: str
    """As it is called."""
    variable: str
    """The environment variable that holds it."""
    label: str
    """What stands before the name of the namespace."""
    namespace: Resource
    discovery: Resource | None = None
    """The Cloud Map service that has the name."""
    records: tuple[str, ...] = ()
    """The types of its records."""


def naming_needs(context: Context, task: Task) -> Iterator[tuple[Need, Answer]]:
    """A row for each name of a namespace created here that a task's variables hold."""
    seen = set()
    for variable in all_variables(task):
        named = _with_port(task, variable, context.names.read(variable.value))
        if named is None or named.shown in seen or _is_of_service_connect(context, task, named):
            continue
        seen.add(named.shown)
        answers = [_resolves(context, task, named), _is_registered(context, task, named, variable)]
        answers += _registrants_take_calls(context, task, named)
        yield Need(named.shown, 10, f"tasks call it ({variable.name})"), all_of(answers)


def _with_port(task: Task, variable: Variable, named: NamespaceAddress | None) -> NamespaceAddress | None:
    """Add the port that stands in a variable beside it: ``WEB_PORT`` goes with ``WEB_HOST``."""
    ending = next((each for each in _HOSTS if variable.name.upper().endswith(each)), "")
    if named is None or named.address.port is not None or not ending:
        return named
    beside = f"{variable.name.upper().removesuffix(ending)}PORT"
    for other in all_variables(task):
        text = (other.text or "").strip()
        same_place = other.container == variable.container and other.name.upper() == beside
        if same_place and text.isascii() and text.isdigit() and len(text) < 6:
            called = replace(named.address, port=int(text))
            return replace(named, address=called, shown=f"{named.shown}:{text}")
    return named


def _is_of_service_connect(context: Context, task: Task, named: NamespaceAddress) -> bool:
    """Tell whether a name is one that the proxy of a task resolves, before DNS is asked: that is a row of its own."""
    enabled = context.service_connect.enabled(task) is Truth.YES
    return enabled and bool(served_as(context, named.address.host))


def _resolves(context: Context, task: Task, named: NamespaceAddress) -> Answer:
    subnets = context.network.subnets
    vpc = named.namespace.get("Vpc")
    places = [subnets.vpc(value) for _, value in items(task.subnets)]
    if task.awsvpc is not Truth.YES or not places or any(same(place, vpc) is not Truth.YES for place in places):
        return unknown(f"whether {task.name} runs in the VPC of {named.namespace} is not known here")
    found = private_names(subnets, vpc, named.namespace, (task.name,))
    if not found.yes:
        return found
    resolution = context.paths.resolution
    zone = domain(named.namespace.get("Name"), resolution.resolvers.region)
    asked = below(zone, named.label)
    return resolution.name(vpc, asked, named.shown, (task.name,), zone) or _in_own_zone(context, named, asked) or found


def _in_own_zone(context: Context, named: NamespaceAddress, asked: Domain) -> Answer | None:
    """What else there is in the zone of a namespace that decides what a name leads to, and when."""
    for record in context.network.resolvers.records(named.namespace):
        if matches(asked, record.domain) is not Truth.NO:
            return unknown(f"{record.resource} gives {named.shown} an address of its own")
    kept = named.namespace.get("Properties", "DnsProperties", "SOA", "TTL")
    seconds = number(kept)
    if not isinstance(kept, Absent) and (seconds is None or seconds > _SOON):
        for_long = "a time that is not known here" if seconds is None else f"{seconds} seconds"
        return unknown(
            f"asked for before it is registered, {named.shown} is not found for {for_long} ({named.namespace})"
        )
    return None


def _is_registered(context: Context, task: Task, named: NamespaceAddress, variable: Variable) -> Answer:
    leads_nowhere = partial(
        NameLeadsNowhere, tasks=(task.name,), caller=task.name, name=named.shown, variable=variable.name,
        label=named.shown_label, namespace=named.namespace,
    )  # fmt: skip
    discoveries, all_seen = context.names.discoveries(named)
    for discovery in discoveries:
        services, nobody_else = context.names.registrants(discovery)
        types = record_types(discovery)
        if services and types is not None and not types & {"A", "AAAA", "CNAME"}:
            variant, records = "without address" if types else "no records", tuple(sorted(types))
            return no(leads_nowhere(discovery, ("DnsConfig",), variant=variant, discovery=discovery, records=records))
        if services and not isinstance(discovery.get("HealthCheckConfig"), Absent):
            # They are for public namespaces; what Cloud Map makes of one in a private namespace is not documented.
            # Source: Cloud Map API Reference, CreateService, HealthCheckConfig; read 2026-11.
            return unknown(f"{discovery} has a health check of Route 53, which reaches no private address")
        if services:
            return yes(f"{services[0]} registers as {named.shown}")
        if nobody_else is not Truth.YES:
            return unknown(f"who registers under {discovery} is not seen here")
    if all_seen is not Truth.YES:
        return unknown(f"who registers as {named.shown} in {named.namespace} is not seen here")
    place, steps = variable.container.definition, variable.steps
    if discoveries:
        return no(leads_nowhere(place, steps, variant="unlisted", discovery=discoveries[0]))
    return no(leads_nowhere(place, steps, variant="nobody"))


def _registrants_take_calls(context: Context, task: Task, named: NamespaceAddress) -> Iterator[Answer]:
    port = named.address.port
    if port is None or not isinstance(task.subnets, Listing):
        return
    discoveries, _ = context.names.discoveries(named)
    services = [service for discovery in discoveries for service in context.names.registrants(discovery)[0]]
    peers = [peer for peer in context.tasks if peer.service is not None and peer.service in services]
    yield from speak_otherwise(peers, named.address, named.shown)
    for peer in peers:
        if peer.awsvpc is not Truth.YES:
            yield unknown(f"{peer.name} is not known to have a network interface of its own")
        elif not isinstance(peer.subnets, Listing):
            yield unknown(f"the subnets of {peer.name} are not known here")
        else:
            yield connect(context.network, task_end(task), task_end(peer), port, PeerPortClosed, (task.name,))
