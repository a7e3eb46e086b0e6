"""Do the names that services call resolve, and do their owners take the calls?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.environment import Variable, all_variables
from generator.ecs.names import Named, record_types
from generator.ecs.subnets import same
from generator.ecs.tasks import Task, items
from generator.logic import Answer, Truth, all_of, no, unknown, yes
from generator.needs.cause import Worded
from generator.needs.connections import PortClosed, connect, task_end
from generator.needs.context import Context
from generator.needs.row import Need
from generator.needs.vpc_dns import private_names
from generator.stack import Listing, Resource


@dataclass(frozen=True)
class PeerPortClosed(PortClosed):
    """A service does not get to one that it calls by name."""


_REFUSED = "could not resolve host (NXDOMAIN)"


def naming_needs(context: Context, task: Task) -> Iterator[tuple[Need, Answer]]:
    """Give a row for each name of a namespace created here that a task's variables hold."""
    seen = set()
    for variable in all_variables(task):
        named = context.names.read(variable.value)
        if named is None or named.shown in seen:
            continue
        seen.add(named.shown)
        answers = [_resolves(context, task, named), _registered(context, task, named, variable)]
        answers += _takes_calls(context, task, named)
        yield Need(named.shown, 10, f"tasks call it ({variable.name})"), all_of(answers)


def _resolves(context: Context, task: Task, named: Named) -> Answer:
    subnets = context.network.subnets
    vpc = named.namespace.get("Vpc")
    places = [subnets.vpc(value) for _, value in items(task.subnets)]
    if task.awsvpc is not Truth.YES or not places or any(same(place, vpc) is not Truth.YES for place in places):
        return unknown(f"whether {task.name} runs in the VPC of {named.namespace} is not known here")
    return private_names(subnets, vpc, named.namespace, (task.name,))


def _registered(context: Context, task: Task, named: Named, variable: Variable) -> Answer:
    discoveries, all_seen = context.names.discoveries(named)
    for discovery in discoveries:
        services, nobody_else = context.names.registrants(discovery)
        types = record_types(discovery)
        if services and types is not None and not types & {"A", "AAAA", "CNAME"}:
            return no(_without_address(task, named, variable, discovery, types))
        if services:
            return yes(f"{services[0]} registers as {named.shown}")
        if nobody_else is not Truth.YES:
            return unknown(f"who registers under {discovery} is not seen here")
    if all_seen is not Truth.YES:
        return unknown(f"who registers as {named.shown} in {named.namespace} is not seen here")
    reason = (
        f"no ECS service lists {discoveries[0]} in its ServiceRegistries" if discoveries else "nothing registers it"
    )
    what = f"{task.name} calls {named.shown} ({variable.name}), but {reason}: {_REFUSED}"
    fix = f"ServiceRegistries: an AWS::ServiceDiscovery::Service with Name {named.shown_label} in {named.namespace}"
    fix += "; or correct the name"
    return no(Worded("ECS102", variable.container.definition, variable.steps, what, fix, (task.name,)))


def _without_address(
    task: Task, named: Named, variable: Variable, discovery: Resource, types: frozenset[str]
) -> Worded:
    has = f"only {', '.join(sorted(types))} records" if types else "no DNS records (DnsConfig is not set)"
    what = f"{task.name} calls {named.shown} ({variable.name}), but {discovery} has {has}, so the name has no address: "
    return Worded(
        "ECS102", discovery, ("DnsConfig",), what + _REFUSED, "DnsConfig: DnsRecords with Type A", (task.name,)
    )


def _takes_calls(context: Context, task: Task, named: Named) -> Iterator[Answer]:
    port = named.address.port
    if port is None or not isinstance(task.subnets, Listing):
        return
    discoveries, _ = context.names.discoveries(named)
    services = [each for found in discoveries for each in context.names.registrants(found)[0]]
    for peer in context.tasks:
        if peer.service is None or peer.service not in services:
            continue
        if peer.awsvpc is not Truth.YES:
            yield unknown(f"{peer.name} is not known to have a network interface of its own")
        elif not isinstance(peer.subnets, Listing):
            yield unknown(f"the subnets of {peer.name} are not known here")
        else:
            yield connect(context.network, task_end(task), task_end(peer), port, PeerPortClosed, (task.name,))
