"""May a service be created before something that its first tasks need?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.facts.endpoints import carries
from generator.facts.roles import ROLE_POLICY, Policy
from generator.facts.secret_keys import attachments, keys_of
from generator.facts.secrets import injected
from generator.facts.subnets import same
from generator.facts.tasks import Task, flag, items
from generator.proof.answer import Fault
from generator.proof.context import Context
from generator.proof.iam import Verdict
from generator.proof.needs import log_actions, needs_network, pull_actions, read_actions, wanted
from generator.stack import Graph, Resource, Truth, Value

_ATTACHED = ("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", ROLE_POLICY)


def order_faults(context: Context) -> Iterator[Fault]:
    """Give what a service should wait for and does not."""
    for task in context.tasks:
        if task.service is None or task.unreadable:
            continue
        yield from _listener(context, task, task.service)
        yield from _attachment(context, task, task.service)
        if needs_network(task) and task.fargate is Truth.YES:
            yield from _network(context, task, task.service)
        yield from _policies(context, task, task.service)


def _early(context: Context, task: Task, needed: Resource, what: str) -> Fault:
    """Make the fault of tasks that fail until something is there: ECS tries again, but a circuit breaker counts."""
    service = task.service
    assert service is not None
    breaker = flag(service.get("DeploymentConfiguration", "DeploymentCircuitBreaker", "Enable")) is Truth.YES
    lost = breaker and not context.waiting.wins(needed, service)
    what += "; the circuit breaker counts these tasks and rolls the stack back" if lost else "; ECS tries again"
    return _fault(context.graph, task, service, needed, what, "ECS121" if lost else "WCS121")


def _fault(graph: Graph, task: Task, service: Resource, needed: Resource, what: str, rule: str) -> Fault:
    place, name = where(graph, service, needed)
    text = f"{service} may be created before {needed}: {what}"
    return Fault(rule, place, (), text, f"DependsOn of {place}: add {name}", (task.name,))


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


def _listener(context: Context, task: Task, service: Resource) -> Iterator[Fault]:
    for target in context.balancers.targets(task):
        if target.group is None or (context.graph.opaque and not context.graph.closed(target.group)):
            continue
        forwarders = context.balancers.forwarders(target.group)
        if context.balancers.stray or not forwarders:
            continue
        late = all(_late(context, each, service) for each in forwarders)
        if late and not any(context.waiting.wins(each, service) for each in forwarders):
            what = "then the target group does not have an associated load balancer, and the service is not created"
            yield _fault(context.graph, task, service, forwarders[0], what, "ECS120")


def _late(context: Context, needed: Resource, service: Resource) -> bool:
    """Tell whether it certainly need not be complete before the service is begun."""
    comparable = context.waiting.comparable(needed, service)
    return comparable and not context.waiting.precedes(needed, service) and needed.exists is Truth.YES


def _attachment(context: Context, task: Task, service: Resource) -> Iterator[Fault]:
    for container in task.containers:
        for one in injected(context.graph, container):
            keys = keys_of(context.graph, one)
            if one.resource is None or not one.key or keys.names is None or one.key in keys.own:
                continue
            for attachment in attachments(context.graph, one.resource):
                if one.key in keys.names and unordered(context, attachment, service):
                    what = (
                        f"{one.name} takes {one.key}, which the secret does not have until then, so tasks do not start"
                    )
                    yield _early(context, task, attachment, what)
                    return


def _network(context: Context, task: Task, service: Resource) -> Iterator[Fault]:
    want = wanted(task)
    apis = {one.api for _, one in want.secrets if one.api} | ({"logs"} if want.logs else set())
    apis |= {"ecr.api", "ecr.dkr", "s3"} if want.private_images else set()
    reach = context.reach
    for _, subnet in items(task.subnets):
        outside, _ = reach.subnets.internet(subnet, task.public_address)
        if outside is Truth.NO:
            vpc = reach.subnets.vpc(subnet)
            for endpoint in reach.endpoints:
                used = any(carries(endpoint, api) is Truth.YES for api in apis)
                if used and same(endpoint.vpc, vpc) is Truth.YES and unordered(context, endpoint.resource, service):
                    what = f"without it tasks have no path to {endpoint.api}, and time out"
                    yield _early(context, task, endpoint.resource, what)
        elif outside is Truth.YES and apis:
            yield from _routes(context, task, service, subnet)


def _routes(context: Context, task: Task, service: Resource, subnet: Value) -> Iterator[Fault]:
    """Find the default route of a subnet, unless whatever else the service waits for takes longer than the route."""
    network = context.reach.subnets
    resource = network.resource(subnet)
    for table in network.tables(resource)[0] if resource else ():
        for way in network.ways_out(table)[0]:
            late = unordered(context, way.route, service) and not context.waiting.wins(way.route, service)
            if way.kind in ("nat", "internet") and late:
                yield _early(context, task, way.route, "without it tasks have no way out, and time out")


def _policies(context: Context, task: Task, service: Resource) -> Iterator[Fault]:
    """Find a policy, attached from outside the role, that alone allows what ECS does to start a task."""
    permissions = context.permissions
    role = permissions.roles.resource(task.role("ExecutionRoleArn"))
    if role is None:
        return
    policies = permissions.roles.policies(role)
    apart = [each for each in policies if _apart(each, role) and _late(context, _owner(each, role), service)]
    apart = [each for each in apart if not context.waiting.wins(_owner(each, role), service)]
    want = wanted(task)
    actions = [action for _, found in want.origins if found.kind == "ecr" for action in pull_actions(found)]
    actions += [action for _, one in want.secrets for action in read_actions(task, one)]
    actions += [action for container, group in want.logs for action, _ in log_actions(task, container, group)]
    rest = tuple(each for each in policies if each not in apart)
    for action in actions:
        if permissions.decide(role, rest, action).verdict is not Verdict.NO:
            continue
        for policy in apart:
            if permissions.decide(role, (*rest, policy), action).verdict is Verdict.YES:
                what = f"until then {role} does not allow {action.name}, which ECS needs to {action.why}"
                yield _early(context, task, _owner(policy, role), what)
                return


def _apart(policy: Policy, role: Resource) -> bool:
    return policy.resource is not None and policy.resource is not role and policy.resource.type in _ATTACHED


def _owner(policy: Policy, role: Resource) -> Resource:
    return policy.resource or role
