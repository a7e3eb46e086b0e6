"""May a service be created before something that its first tasks need?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.endpoints import carries
from generator.ecs.roles import ROLE_POLICY, Policy
from generator.ecs.secret_keys import attachments, keys_of
from generator.ecs.secrets import injected
from generator.ecs.subnets import same
from generator.ecs.tasks import Task, flag, items
from generator.iam import Verdict
from generator.logic import Truth
from generator.needs.calls import log_actions, needs_network, pull_actions, read_actions, wanted
from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.stack import Graph, Resource, Value

_ATTACHED = ("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", ROLE_POLICY)
# Judgement: far enough apart that no delay makes up for it, and time enough for the three tasks that a circuit breaker
# takes at least, when each fails as soon as it asks. What times out first tries for minutes.
_CERTAIN = 60
_THREE_TASKS = 180


@dataclass(frozen=True)
class _Early:
    """What tasks fail without. ``at_once``: they are refused it, and do not wait for it."""

    needed: Resource
    what: str
    at_once: bool = False


def order_faults(context: Context) -> Iterator[Worded]:
    """Give what a service should wait for and does not."""
    for task in context.tasks:
        if task.service is None or task.unreadable:
            continue
        yield from _listener(context, task, task.service)
        found = [*_attachment(context, task, task.service)]
        if needs_network(task) and task.fargate is Truth.YES:
            found += _network(context, task, task.service)
        found += _policies(context, task, task.service)
        yield from _early(context, task, task.service, found)


def _early(context: Context, task: Task, service: Resource, found: list[_Early]) -> Iterator[Worded]:
    """Make the faults of tasks that fail until something is there: ECS tries again, but a circuit breaker counts."""
    breaker = flag(service.get("DeploymentConfiguration", "DeploymentCircuitBreaker", "Enable")) is Truth.YES
    lost = [
        each for each in found if breaker and each.at_once and context.pace.loses(each.needed, service, _THREE_TASKS)
    ]
    rest = [each for each in found if each not in lost]
    end = "the circuit breaker counts these tasks and rolls the stack back"
    yield from _united(context.graph, task, service, lost, end, "ECS121")
    end = "ECS tries again" + (", and the circuit breaker counts each failure" if breaker else "")
    yield from _united(context.graph, task, service, rest, end, "WCS121")


def _united(graph: Graph, task: Task, service: Resource, found: list[_Early], end: str, rule: str) -> Iterator[Worded]:
    """Make one fault of all that the same resource should wait for."""
    places: dict[str, tuple[Resource, dict[str, _Early]]] = {}
    for each in found:
        place, name = where(graph, service, each.needed)
        places.setdefault(place.path, (place, {}))[1].setdefault(name, each)
    for place, late in places.values():
        needed = ", ".join(str(each.needed) for each in late.values())
        whats = "; ".join(dict.fromkeys(each.what for each in late.values()))
        text = f"{service} may be created before {needed}: until then {whats}. {end[0].upper()}{end[1:]}"
        yield Worded(rule, place, (), text, f"DependsOn of {place}: add {', '.join(late)}", (task.name,))


def where(graph: Graph, service: Resource, needed: Resource) -> tuple[Resource, str]:
    """Give the pair, in the innermost stack that holds both, of which one has to wait for the other."""
    mine, theirs = _line(graph, service), _line(graph, needed)
    for one in mine:
        for other in theirs:
            if one.stack == other.stack and one.at is other.at:
                return one, other.logical_id
    return service, needed.logical_id


def _line(graph: Graph, resource: Resource) -> list[Resource]:
    found = [resource]
    while found[-1].stack and (around := graph.resource(found[-1].stack)):
        found.append(around)
    return found


def unordered(context: Context, needed: Resource, service: Resource) -> bool:
    """Tell whether nothing orders two resources, although DependsOn could.

    cfn-lint refuses a DependsOn on what exists under a condition that the service does not share.
    """
    waiting = context.waiting
    return (
        waiting.comparable(needed, service)
        and not waiting.precedes(needed, service)
        and not waiting.precedes(service, needed)
        and Truth.UNKNOWN not in (needed.exists, service.exists)
        and set(needed.conditions()) <= set(service.conditions())
    )


def _listener(context: Context, task: Task, service: Resource) -> Iterator[Worded]:
    for target in context.balancers.targets(task):
        if target.group is None or (context.graph.opaque and not context.graph.closed(target.group)):
            continue
        forwarders = context.balancers.forwarders(target.group)
        if context.balancers.stray or not forwarders:
            continue
        late = all(_late(context, each, service) for each in forwarders)
        if not late or any(context.pace.wins(each, service) for each in forwarders):
            continue
        certain = all(context.pace.loses(each, service, _CERTAIN) for each in forwarders)
        what = "then the target group does not have an associated load balancer, and the service is not created"
        place, name = where(context.graph, service, forwarders[0])
        how = "is" if certain else "may be"
        text = f"{service} {how} created before {forwarders[0]}: {what}"
        fix = f"DependsOn of {place}: add {name}"
        yield Worded("ECS120" if certain else "WCS120", place, (), text, fix, (task.name,))


def _late(context: Context, needed: Resource, service: Resource) -> bool:
    """Tell whether it certainly need not be complete before the service is begun."""
    comparable = context.waiting.comparable(needed, service)
    return comparable and not context.waiting.precedes(needed, service) and needed.exists is Truth.YES


def _attachment(context: Context, task: Task, service: Resource) -> Iterator[_Early]:
    for container in task.containers:
        for one in injected(context.graph, container):
            keys = keys_of(context.graph, one)
            if one.resource is None or not one.key or keys.names is None or one.key in keys.own:
                continue
            for attachment in attachments(context.graph, one.resource):
                if one.key in keys.names and unordered(context, attachment, service):
                    what = f"the secret does not have the key {one.key}, which {one.name} takes, and tasks do not start"
                    yield _Early(attachment, what, at_once=True)
                    return


def _network(context: Context, task: Task, service: Resource) -> Iterator[_Early]:
    want = wanted(task)
    apis = {one.api for _, one in want.secrets if one.api} | ({"logs"} if want.logs else set())
    apis |= {"ecr.api", "ecr.dkr", "s3"} if want.private_images else set()
    network = context.network
    for _, subnet in items(task.subnets):
        outside, _ = network.subnets.internet(subnet, task.public_address)
        if outside is Truth.NO:
            vpc = network.subnets.vpc(subnet)
            for endpoint in network.endpoints:
                used = any(carries(endpoint, api) is Truth.YES for api in apis)
                if used and same(endpoint.vpc, vpc) is Truth.YES and unordered(context, endpoint.resource, service):
                    yield _Early(endpoint.resource, f"tasks have no path to {endpoint.api}, and time out")
        elif outside is Truth.YES and apis:
            yield from _routes(context, service, subnet)


def _routes(context: Context, service: Resource, subnet: Value) -> Iterator[_Early]:
    """Find the default route of a subnet, unless whatever else the service waits for takes longer than the route."""
    network = context.network.subnets
    resource = network.resource(subnet)
    for table in network.tables(resource)[0] if resource else ():
        for way in network.ways_out(table)[0]:
            late = unordered(context, way.route, service) and not context.pace.wins(way.route, service)
            if way.kind in ("nat", "internet") and late:
                yield _Early(way.route, "tasks have no way out, and time out")


def _policies(context: Context, task: Task, service: Resource) -> Iterator[_Early]:
    """Find a policy, attached from outside the role, that alone allows what ECS does to start a task."""
    permissions = context.permissions
    role = permissions.roles.resource(task.role("ExecutionRoleArn"))
    if role is None:
        return
    policies = permissions.roles.policies(role)
    apart = [each for each in policies if _apart(each, role) and _late(context, _owner(each, role), service)]
    apart = [each for each in apart if not context.pace.wins(_owner(each, role), service)]
    want = wanted(task)
    actions = [action for _, found in want.origins if found.kind == "ecr" for action in pull_actions(found)]
    actions += [action for _, one in want.secrets for action in read_actions(task, one)]
    actions += [action for container, group in want.logs for action in log_actions(task, container, group)]
    rest = tuple(each for each in policies if each not in apart)
    for action in actions:
        if permissions.decide(role, rest, action).verdict is not Verdict.NO:
            continue
        for policy in apart:
            if permissions.decide(role, (*rest, policy), action).verdict is Verdict.YES:
                what = f"{role} does not allow {action.name}, which ECS needs to {action.why}"
                yield _Early(_owner(policy, role), what, at_once=True)
                return


def _apart(policy: Policy, role: Resource) -> bool:
    return policy.resource is not None and policy.resource is not role and policy.resource.type in _ATTACHED


def _owner(policy: Policy, role: Resource) -> Resource:
    return policy.resource or role
