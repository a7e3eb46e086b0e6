"""What the first tasks of a service need and what may be created after it, and whether they can wait for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.checks._races import (
    certainly_later,
    may_come_too_late,
    not_waited_for,
    place_to_wait,
    unordered,
    usually_first,
)
from generator.ecs.network.endpoints import carries
from generator.ecs.network.subnets import same
from generator.ecs.roles import ROLE_POLICY, Policy
from generator.ecs.secrets.secret_keys import attachments, keys_of
from generator.ecs.secrets.secrets import injected
from generator.ecs.stores.databases import INSTANCE
from generator.ecs.stores.file_systems import mount_targets, mounts
from generator.ecs.stores.tellings import tellings
from generator.ecs.tasks import Task, flag, items
from generator.logic import Truth
from generator.needs.calls import log_actions, needs_network, pull_actions, read_actions, wanted
from generator.needs.context import Context
from generator.needs.stores.proxies import PROXY, TARGETS
from generator.remedy import WaitFor
from generator.stack import Resource, Value

CHANGE = "DependsOn of {resource}: add {names}"
REMEDY = WaitFor("{resource}", ("{names}",))

_ATTACHED = ("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", ROLE_POLICY)
# Judgement: time enough for the three tasks that a circuit breaker takes at least, when each fails as soon as it asks.
# What times out first tries for minutes.
_THREE_TASKS = 180
_NO_ENDPOINT = "tasks have no path to the services of these endpoints and time out"


@dataclass(frozen=True)
class LateNeed:
    """One resource that tasks fail without."""

    needed: Resource
    failure: str
    """What fails until it exists."""
    at_once: bool = False
    """Whether tasks fail at once without it, rather than wait for it."""


@dataclass(frozen=True)
class LateNeeds:
    """All that one resource has to wait for so that a service's first tasks have it."""

    task: str
    service: Resource
    place: Resource
    """Which has to wait: the service, or a nested stack around it."""
    names: tuple[str, ...]
    """The logical ids that it has to wait for."""
    needs: tuple[LateNeed, ...]
    breaker: bool
    """Whether a circuit breaker counts the tasks that fail."""
    fatal: bool
    """Whether it certainly fails the deployment before the needs are met; else ECS tries again until they are."""

    @property
    def words(self) -> dict[str, object]:
        """What messages are filled with."""
        return {
            "service": self.service,
            "needed": ", ".join(str(need.needed) for need in self.needs),
            "failures": "; ".join(dict.fromkeys(need.failure for need in self.needs)),
            "names": self.names,
        }


def late_needs(context: Context) -> Iterator[LateNeeds]:
    """Find what services should wait for and do not, once for each resource that has to wait."""
    for task in context.tasks:
        service = task.service or (task.place if task.express else None)
        if service is None or task.unreadable:
            continue
        breaker = flag(service.get("DeploymentConfiguration", "DeploymentCircuitBreaker", "Enable")) is Truth.YES
        places: dict[tuple[str, bool], tuple[Resource, dict[str, LateNeed]]] = {}
        for need in _needs(context, task, service):
            fatal = breaker and need.at_once and certainly_later(context, need.needed, service, _THREE_TASKS)
            place, name = place_to_wait(context.graph, service, need.needed)
            places.setdefault((place.path, fatal), (place, {}))[1].setdefault(name, need)
        for (_, fatal), (place, named) in places.items():
            needs = tuple(named.values())
            yield LateNeeds(task.name, service, place, tuple(named), needs, breaker, fatal)


def _needs(context: Context, task: Task, service: Resource) -> Iterator[LateNeed]:
    yield from _attachments(context, task, service)
    if needs_network(task) and task.fargate is Truth.YES:
        yield from _network(context, task, service)
    yield from _policies(context, task, service)
    yield from _instances(context, task, service)
    yield from _of_stores(context, task, service)
    yield from _mount_targets(context, task, service)


def _attachments(context: Context, task: Task, service: Resource) -> Iterator[LateNeed]:
    """Find the attachments that put a key into a secret which tasks take from it."""
    for container in task.containers:
        for secret in injected(context.graph, container):
            keys = keys_of(context.graph, secret)
            if secret.resource is None or not secret.key or keys.names is None or secret.key in keys.own:
                continue
            for attachment in attachments(context.graph, secret.resource):
                if secret.key in keys.names and unordered(context, attachment, service):
                    failure = f"the secret does not have the key {secret.key}, which {secret.name} needs, and tasks do "
                    yield LateNeed(attachment, failure + "not start", at_once=True)
                    break


def _network(context: Context, task: Task, service: Resource) -> Iterator[LateNeed]:
    """Find the endpoints and routes on the way of what a task asks for when it starts."""
    want = wanted(task)
    apis = {secret.api for _, secret in want.secrets if secret.api} | ({"logs"} if want.logs else set())
    apis |= {"ecr.api", "ecr.dkr", "s3"} if want.private_images else set()
    network = context.network
    for _, subnet in items(task.subnets):
        outside = context.ways.out(subnet, task.public_address).verdict
        if outside is Truth.NO:
            vpc = network.subnets.vpc(subnet)
            for endpoint in network.endpoints:
                used = any(carries(endpoint, api) is Truth.YES for api in apis)
                if used and same(endpoint.vpc, vpc) is Truth.YES and unordered(context, endpoint.resource, service):
                    yield LateNeed(endpoint.resource, _NO_ENDPOINT)
        elif outside is Truth.YES and (apis or want.origins):
            yield from _routes(context, service, subnet)


def _routes(context: Context, service: Resource, subnet: Value) -> Iterator[LateNeed]:
    """Find the default route of a subnet, unless whatever else the service waits for takes longer than the route."""
    subnets = context.network.subnets
    resource = subnets.resource(subnet)
    for table in subnets.tables(resource)[0] if resource else ():
        routes = context.network.routes
        for route in routes.towards(routes.of(table)[0]):
            if route is not None and route.leads_out and may_come_too_late(context, route.resource, service):
                yield LateNeed(route.resource, "tasks have no route to the internet and time out")


def _policies(context: Context, task: Task, service: Resource) -> Iterator[LateNeed]:
    """Find the policies, attached from outside the role, without which ECS may not do what starts a task."""
    permissions = context.permissions
    role = permissions.roles.resource(task.role("ExecutionRoleArn"))
    if role is None:
        return
    policies = permissions.roles.policies(role)
    late = [policy for policy in policies if _may_be_late(context, policy, role, service)]
    if not late:
        return
    want = wanted(task)
    actions = [action for _, origin in want.origins if origin.kind == "ecr" for action in pull_actions(origin)]
    actions += [action for _, secret in want.secrets for action in read_actions(task, secret)]
    actions += [action for container, group in want.logs for action in log_actions(task, container, group)]
    rest = tuple(policy for policy in policies if policy not in late)
    for action in actions:
        if permissions.decide(role, rest, action).verdict is not Truth.NO:
            continue
        for policy in late:
            if permissions.decide(role, (*rest, policy), action).verdict is Truth.YES:
                failure = f"{role} does not allow {action.name}, which ECS needs to {action.why}"
                yield LateNeed(policy.resource or role, failure, at_once=True)
                break


def _instances(context: Context, task: Task, service: Resource) -> Iterator[LateNeed]:
    """Find the first instance of a cluster of databases, where tasks that connect to it wait for none.

    The cluster, and with it its address, is complete minutes before an instance of it takes connections.
    """
    for use in context.databases.used_by(task):
        cluster = use.database.resource
        members = [
            instance
            for instance in context.graph.of_type(INSTANCE)
            if context.graph.target(instance.get("DBClusterIdentifier")) is cluster
        ]
        if use.addressed and members and all(unordered(context, instance, service) for instance in members):
            yield LateNeed(members[0], f"{cluster} has no instance, and connections to it fail")


def _of_stores(context: Context, task: Task, service: Resource) -> Iterator[LateNeed]:
    """Find what a store has an address without, and takes no connections: its first instance, a proxy's target."""
    stores = {telling.store for telling in tellings(context.graph, context.stores, task) if telling.store}
    for store in sorted(stores, key=str):
        members = store.members[0]
        if members and all(unordered(context, instance, service) for instance in members):
            yield LateNeed(members[0], f"{store} has no instance, and connections to it fail")
        for group in context.graph.of_type(TARGETS) if store.resource.type == PROXY else ():
            proxy = context.graph.target(group.get("DBProxyName"), PROXY)
            if proxy is store.resource and unordered(context, group, service):
                yield LateNeed(group, f"{store} leads to no database, and connections to it fail")


def _mount_targets(context: Context, task: Task, service: Resource) -> Iterator[LateNeed]:
    """Find the mount targets of the file systems that a task mounts, each of which takes a minute or two."""
    for mount in mounts(task):
        file_system = mount.file_system
        for target in mount_targets(context.graph, file_system)[0] if file_system else ():
            if unordered(context, target, service):
                yield LateNeed(target, f"tasks cannot mount {file_system} and do not start")


def _may_be_late(context: Context, policy: Policy, role: Resource, service: Resource) -> bool:
    """Tell whether a policy is attached from outside the role, which then does not wait for it, and may come late."""
    resource = policy.resource
    if resource is None or resource is role or resource.type not in _ATTACHED:
        return False
    return not_waited_for(context, resource, service) and not usually_first(context, resource, service)
