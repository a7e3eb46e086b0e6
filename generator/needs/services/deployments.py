"""Does a service have what its deployment strategy moves requests with?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from generator.ecs.arns import arn
from generator.ecs.balancing.balancers import LISTENER, RULE, TARGETS, Target, kind
from generator.ecs.balancing.target_groups import target_type
from generator.ecs.services.deployments import CONTROLLER, SHIFTING, STRATEGY, advanced, controller, strategy
from generator.ecs.tasks import Task, items
from generator.logic import Answer, Truth, all_of, no, unknown, yes
from generator.needs.balancing.balancer_places import can_meet
from generator.needs.balancing.balancer_targets import reaches_tasks
from generator.needs.balancing.target_groups import refusals
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.permissions.permissions import Action
from generator.needs.row import Need
from generator.needs.services.infrastructure_roles import role_serves
from generator.stack import Absent, Pseudo, Resource, Value, shown

_NEEDED = ("AlternateTargetGroupArn", "ProductionListenerRule", "RoleArn")
"""What ECS moves requests with. Source: ECS Developer Guide, "Application Load Balancer resources for blue/green,
linear, and canary deployments", and the same for Network Load Balancers; API Reference, AdvancedConfiguration; 2026-11.
"""
_HOOKS = ("DeploymentConfiguration", "LifecycleHooks")
_ANY = Pseudo("an id that AWS makes")


@dataclass(frozen=True)
class ShiftRefused(Fault):
    """ECS refuses a deployment strategy for what should move requests, or cannot move them with it.

    ``variant``: AdvancedConfiguration, or ``part`` of it, is ``missing``; both target groups are the ``same``; the
    production rule is a ``listener`` of an application load balancer, or a ``rule`` of another; it forwards to
    ``neither`` group; the ``alternate`` group is behind no listener that is named; it takes another ``type`` of
    targets; or the deployment ``controller`` is not ECS.
    """

    variant: str
    service: str
    strategy: str
    target_group: str = ""
    alternate: str = ""
    missing: str = ""
    rule: str = ""
    found: str = ""


def deployment_needs(context: Context, task: Task) -> Iterator[tuple[Need, Answer]]:
    """A row for a service whose deployments move requests, or call hooks."""
    service = task.service
    if service is None:
        return
    hooks = isinstance(service.get(*_HOOKS), Absent)
    if strategy(service) == "ROLLING" and hooks:
        return
    need = Need("deployment", 13, "deployments move requests to new tasks, or call hooks")
    yield need, all_of(_answers(context, task, service))


def _answers(context: Context, task: Task, service: Resource) -> Iterator[Answer]:
    named = strategy(service)
    if named is None:
        yield unknown(f"the deployment strategy of {service} is not known here")
    elif named in SHIFTING and controller(service) is None:
        yield unknown(f"the deployment controller of {service} is not known here")
    elif named in SHIFTING and (other := controller(service)) != "ECS":
        yield no(ShiftRefused(service, CONTROLLER, (task.name,), "controller", task.name, named, found=other or ""))
    elif named in SHIFTING:
        yield yes(f"{service} is deployed by ECS ({named})")
        for target in context.balancers.targets(task):
            yield from _moves(context, task, service, target, partial(_refused, task, service, named))
    elif named != "ROLLING":
        yield unknown(f"what {shown(service.get(*STRATEGY))} means is not known here")
    yield from _hooks(context, task, service)


def _refused(task: Task, service: Resource, named: str, variant: str, *steps: str | int, **fields: str) -> Answer:
    return no(ShiftRefused(service, steps, (task.name,), variant, task.name, named, **fields))


def _moves(
    context: Context, task: Task, service: Resource, target: Target, refused: partial[Answer]
) -> Iterator[Answer]:
    """Answer for one of the LoadBalancers of a service."""
    place = (*target.steps, "AdvancedConfiguration")
    values = {key: advanced(task, target.index, key) for key in _NEEDED}
    group = str(target.group or shown(target.value))
    missing = [key for key, value in values.items() if isinstance(value, Absent)]
    if missing:
        variant = "missing" if len(missing) == len(_NEEDED) else "part"
        steps = target.steps if variant == "missing" else place
        yield refused(variant, *steps, target_group=group, missing=", ".join(missing))
        return
    if values[_NEEDED[0]] == target.value:
        yield refused("same", *place, _NEEDED[0], target_group=group)
        return
    alternate = context.graph.target(values[_NEEDED[0]], TARGETS)
    rule = context.graph.target(values[_NEEDED[1]], RULE, LISTENER)
    if alternate is None or rule is None or target.group is None:
        yield unknown(f"the target groups or the listener rule that {task.name} moves requests with are not seen here")
        return
    yield from _behind_rule(context, task, target, alternate, rule, refused)
    yield from _can_serve(context, task, target, alternate, refused)
    what = "move requests between the target groups"
    actions = _moving(context, rule, kind(_balancer(context, rule) or rule))
    yield from role_serves(context, task, values["RoleArn"], "AdvancedConfiguration.RoleArn", what, actions)


def _behind_rule(
    context: Context, task: Task, target: Target, alternate: Resource, rule: Resource, refused: partial[Answer]
) -> Iterator[Answer]:
    """Answer whether the rule is one that ECS takes, and forwards to the groups.

    Source: ECS Developer Guide, "Troubleshooting Amazon ECS blue/green deployments" ("Must be RuleArn for ALB or
    ListenerArn for NLB"); edwardpoot.com, "Avoiding Pitfalls in AWS ECS Blue/Green Deployments" (without a test rule,
    both groups have to be behind the production rule); read 2026-11.
    """
    steps = (*target.steps, "AdvancedConfiguration", "ProductionListenerRule")
    balancer = _balancer(context, rule)
    if balancer is None:
        yield unknown(f"the load balancer of {rule} is not seen here")
        return
    fitting = {"application": RULE, "network": LISTENER}.get(kind(balancer))
    if fitting is None:
        yield unknown(f"what {balancer} forwards by is not known here")
    elif rule.type != fitting:
        yield refused("listener" if rule.type == LISTENER else "rule", *steps, rule=str(rule), found=str(balancer))
        return
    assert target.group is not None
    groups = {"target_group": str(target.group), "alternate": str(alternate), "rule": str(rule)}
    behind = [group for group in (target.group, alternate) if rule in context.balancers.forwarders(group)]
    untraced = bool(context.balancers.untraced_forwarders)
    if not behind:
        yield (
            unknown(f"what {rule} forwards to is not known here") if untraced else refused("neither", *steps, **groups)
        )
    elif alternate not in behind and rule.type == RULE:
        tested = advanced(task, target.index, "TestListenerRule")
        if isinstance(tested, Absent) and not untraced:
            yield refused("alternate", *steps, **groups)
        elif (test := context.graph.target(tested, RULE, LISTENER)) is None:
            yield unknown(f"the test rule of {task.name} is not seen here")
        elif test not in context.balancers.forwarders(alternate):
            yield unknown(f"whether {test} may forward to {alternate} in a deployment is not known here")


def _balancer(context: Context, rule: Resource) -> Resource | None:
    listener = context.balancers.listener(rule)
    return context.balancers.balancer(listener) if listener else None


def _can_serve(
    context: Context, task: Task, target: Target, alternate: Resource, refused: partial[Answer]
) -> Iterator[Answer]:
    """Ask of the alternate target group what is asked of the other: each deployment changes their places."""
    if task.awsvpc is Truth.YES and (found := target_type(alternate)) not in ("ip", None):
        steps = (*target.steps, "AdvancedConfiguration", "AlternateTargetGroupArn")
        yield refused("type", *steps, alternate=str(alternate), found=found or "")
    yield from refusals(context, alternate, (task.name,))
    balancers = {each for rule in context.balancers.forwarders(alternate) if (each := _balancer(context, rule))}
    for balancer in sorted(balancers, key=str):
        yield from reaches_tasks(context, task, replace(target, group=alternate), balancer)
        yield from can_meet(context, task, alternate, balancer)


def _moving(context: Context, rule: Resource, balancer_type: str) -> Iterator[Action]:
    """What ECS does with the role.

    Source: AWS managed policy AmazonECSInfrastructureRolePolicyForLoadBalancers; read 2026-11.
    """
    api = "elasticloadbalancing"
    of, name, ids = ("listener-rule", "ModifyRule", 4) if rule.type == RULE else ("listener", "ModifyListener", 3)
    pieces = [piece for _ in range(ids) for piece in ("/", _ANY)]
    word = "app" if balancer_type == "application" else "net"
    for done, about in ((name, arn(context.graph, api, f"{of}/{word}", *pieces)), ("DescribeTargetHealth", None)):
        yield Action(f"{api}:{done}", about, "move requests")
    group = arn(context.graph, api, "targetgroup/", _ANY, "/", _ANY)
    yield Action(f"{api}:RegisterTargets", group, "move requests")


def _hooks(context: Context, task: Task, service: Resource) -> Iterator[Answer]:
    """Ask whether ECS may call the function of each lifecycle hook."""
    hooks = service.get(*_HOOKS)
    for index, _ in items(hooks):
        steps = (*_HOOKS, index)
        target, role = (service.get(*steps, key) for key in ("HookTargetArn", "RoleArn"))
        if isinstance(role, Absent) or isinstance(target, Absent):
            yield unknown(f"which hook {task.name} calls, and with which role, is not known here")
            continue
        action = Action("lambda:InvokeFunction", target, "call a hook", about=context.graph.target(target))
        yield from role_serves(context, task, role, "LifecycleHooks.RoleArn", "call the hook", [action])
    if not isinstance(hooks, Absent) and not list(items(hooks)):
        yield unknown(f"the lifecycle hooks of {service} are not known here")


def named_alternates(task: Task) -> Iterator[Value]:
    """The alternate target groups of a service, one for each of its LoadBalancers: Absent where it has none."""
    for index, _ in items(task.service.get("LoadBalancers")) if task.service else ():
        yield advanced(task, index, "AlternateTargetGroupArn")
