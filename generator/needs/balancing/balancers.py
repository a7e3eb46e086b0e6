"""Does a load balancer get to the tasks behind it, and do clients get to the load balancer?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.awsdata.values import accepted
from generator.ecs.balancing.access_logs import keys_of_kms, log_bucket
from generator.ecs.balancing.balancers import Target, kind
from generator.ecs.balancing.target_groups import attribute, transports
from generator.ecs.containers.accepted_values import refused
from generator.ecs.tasks import Task, items
from generator.ecs.texts import literal, number
from generator.logic import Answer, Truth, all_of, no, unknown
from generator.needs.balancing.balancer_authentication import signs_in
from generator.needs.balancing.balancer_clients import is_reached_by_clients
from generator.needs.balancing.balancer_families import has_ipv6_addresses
from generator.needs.balancing.balancer_guards import lets_requests_through
from generator.needs.balancing.balancer_places import can_meet
from generator.needs.balancing.balancer_targets import reaches_tasks
from generator.needs.balancing.listener_rules import route_taken
from generator.needs.balancing.redirected import redirects_are_heard
from generator.needs.balancing.target_groups import refusals
from generator.needs.context import Context
from generator.needs.row import Need
from generator.stack import Absent, Literal, Resource, Value, shown


def balancing_needs(context: Context, task: Task) -> Iterator[tuple[Need, Answer]]:
    """A row for each load balancer that sends requests to a task."""
    for _, name in context.balancers.classic(task):
        need = Need(f"load balancer {shown(name)}", 10, "it sends requests to the tasks")
        yield need, unknown(f"{shown(name)} is a Classic Load Balancer, whose ways are not followed here")
    for target in context.balancers.targets(task):
        if target.group is None:
            continue
        for balancer, forwarders in _forwarders_by_balancer(context, target.group).items():
            why = f"it sends requests to the tasks ({target.group})"
            need = Need(f"load balancer {balancer}", 10, why, foreign=_of_others(context, task, balancer))
            yield need, all_of(_answers(context, task, target, target.group, balancer, forwarders))


def _answers(
    context: Context, task: Task, target: Target, group: Resource, balancer: Resource, forwarders: list[Resource]
) -> Iterator[Answer]:
    listeners = [listener for each in forwarders if (listener := context.balancers.listener(each))]
    yield from reaches_tasks(context, task, target, balancer)
    yield from is_reached_by_clients(context, task, balancer, listeners)
    yield from has_ipv6_addresses(context, balancer, (task.name,))
    yield from can_meet(context, task, group, balancer)
    yield from refusals(context, group, (task.name,))
    yield from lets_requests_through(context, balancer, (task.name,))
    yield from signs_in(context, balancer, forwarders, (task.name,))
    yield from redirects_are_heard(context, balancer)
    yield from _unsure_settings(group, listeners)
    bucket = log_bucket(context.graph, balancer)
    if bucket is not None and kind(balancer) == "application" and any(keys_of_kms(bucket)):
        yield unknown(f"whether {balancer} can write its access log to {bucket}, which has a key of KMS, is not known")
    yield from _mapping_fits(task, target, group)
    yield from _is_sent_any(context, group)
    if fault := route_taken(context, group, task.name):
        yield no(fault)


def _of_others(context: Context, task: Task, balancer: Resource) -> tuple[str, ...]:
    """What belongs to the other load balancers of a task, and to this one not: what is wrong there is no doubt here."""
    every = {
        each: {resource.path for resource in _belonging(context, each)}
        for target in context.balancers.targets(task)
        if target.group is not None
        for each in _forwarders_by_balancer(context, target.group)
    }
    own = every.pop(balancer, set())
    return tuple(sorted({path for paths in every.values() for path in paths - own}))


def _belonging(context: Context, balancer: Resource) -> Iterator[Resource]:
    yield balancer
    for listener in context.balancers.listeners(balancer):
        yield from (listener, *context.balancers.rules(listener))


def _forwarders_by_balancer(context: Context, group: Resource) -> dict[Resource, list[Resource]]:
    """The load balancers of a target group, each with its listeners and rules that forward to it."""
    by_balancer: dict[Resource, list[Resource]] = {}
    for forwarder in context.balancers.forwarders(group):
        listener = context.balancers.listener(forwarder)
        balancer = context.balancers.balancer(listener) if listener else None
        if balancer:
            by_balancer.setdefault(balancer, []).append(forwarder)
    return by_balancer


def forwarder_without_share(context: Context, task: Task, group: Resource) -> Resource | None:
    """A listener or rule that gives a target group of a service the weight 0, if that is what all of them do."""
    weights = _weights(context, group)
    zero = weights and all(number(weight) == 0 for _, weight in weights)
    return (
        weights[0][0] if zero and not _may_move_requests(task) and not context.balancers.untraced_forwarders else None
    )


def _is_sent_any(context: Context, group: Resource) -> Iterator[Answer]:
    """Ask whether any listener or rule gives the target group a weight, of 0 to 999 and 1 when it is not written.

    Source: Elastic Load Balancing API Reference, TargetGroupTuple; read 2026-11.
    """
    weights = [weight for _, weight in _weights(context, group)]
    if weights and not any(isinstance(weight, Absent) or number(weight) for weight in weights):
        yield unknown(f"whether any request is sent to {group} is not known here: its weight is 0, or not known")


def _weights(context: Context, group: Resource) -> list[tuple[Resource, Value]]:
    forwarders = context.balancers.forwarders(group)
    return [(each, weight) for each in forwarders for weight in context.balancers.weights(each, group)]


def _may_move_requests(task: Task) -> bool:
    """Whether deployments of a service may change weights: blue/green and the like do, a rolling update does not."""
    service = task.service
    if service is None:
        return True
    strategy = service.get("DeploymentConfiguration", "Strategy")
    controller = service.get("DeploymentController", "Type")
    rolling = isinstance(strategy, Absent) or strategy == Literal("ROLLING")
    return not (rolling and (isinstance(controller, Absent) or controller == Literal("ECS")))


def _mapping_fits(task: Task, target: Target, group: Resource) -> Iterator[Answer]:
    """Ask whether the container declares its port for what the target group speaks: TCP unless it says UDP.

    ECS takes a word such as http as well, and makes tcp of it. Source: terraform-provider-aws #3645; read 2026-11.
    """
    spoken, port = transports(group.get("Protocol")), number(target.port)
    for container in task.containers:
        if spoken is None or port is None or container.get("Name") != target.container:
            continue
        mappings = [index for index, _ in items(container.get("PortMappings"))]
        own = [each for each in mappings if number(container.get("PortMappings", each, "ContainerPort")) == port]
        declared = [container.get("PortMappings", each, "Protocol") for each in own]
        named = {_transport(value) for value in declared}
        if named and not set(spoken) <= named:
            yield unknown(f"{port} of {container.name} is not declared for all that {group} speaks")


def _transport(protocol: Value) -> str:
    """What a port mapping speaks; empty when it is not known."""
    word = "tcp" if isinstance(protocol, Absent) else (literal(protocol) or "").lower()
    return "tcp" if word in ("http", "https") else word


def _unsure_settings(group: Resource, listeners: list[Resource]) -> Iterator[Answer]:
    """Say what nobody here can tell of the settings; that a certificate is missing is told by cfn-lint's own E3676."""
    for listener in listeners:
        protocol = listener.get("Protocol")
        secure = isinstance(protocol, Literal) and protocol.text.upper() in ("HTTPS", "TLS")
        if secure and isinstance(listener.get("Certificates"), Absent):
            yield unknown(f"{listener} is one of {shown(protocol)} and has no Certificates")
        for each in refused(listener, accepted()):
            if each.certain is Truth.UNKNOWN:
                yield unknown(f"{each.property} of {listener} is {shown(each.value)}, which is not known here")
    kept = attribute(group, "proxy_protocol_v2.enabled")
    if not isinstance(kept, Absent) and kept != Literal("false"):
        yield unknown(f"whether the tasks understand the proxy protocol, which {group} turns on, is not known here")
