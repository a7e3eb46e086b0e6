"""May the role of what starts a task run it, and hand both roles of the task to ECS?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.arns import account, arn, join, region
from generator.ecs.clusters import CLUSTER
from generator.ecs.roles import linked_service
from generator.ecs.starters import EXPRESS, PIPE, RULE, SCHEDULE, Starter
from generator.ecs.state_machines import MACHINE, MACHINES, SAM_MACHINE
from generator.ecs.tasks import Task
from generator.iam import ABSENT, UNKNOWN, Caller
from generator.logic import Answer, Truth, any_of, no, unknown, yes
from generator.needs.agent.roles import ECS_TASKS
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.needs.never_starts import NeverStarts
from generator.needs.permissions.permissions import Action, Denied
from generator.needs.permissions.policy_values import plain, text
from generator.needs.permissions.questions import Question, decided
from generator.stack import Absent, Literal, Pseudo, Reference, Resource, Unknown, Value, shown

MANAGED_RULE = "StepFunctionsGetEventsForECSTaskRule"
MANAGED_RULE_ACTIONS = ("events:PutTargets", "events:PutRule", "events:DescribeRule")
_PRINCIPALS = {
    RULE: "events.amazonaws.com",
    SCHEDULE: "scheduler.amazonaws.com",
    PIPE: "pipes.amazonaws.com",
    MACHINE: "states.amazonaws.com",
    SAM_MACHINE: "states.amazonaws.com",
    EXPRESS: "ecs.amazonaws.com",
}
"""Who assumes the role that a type of resource names.

Source: ECS Developer Guide, "Amazon ECS EventBridge IAM Role" and "infrastructure IAM role"; EventBridge and Scheduler
User Guides, execution role; Step Functions Developer Guide, "IAM policies for Amazon ECS/Fargate"; read 2026-11.
"""
_NAMES = {
    RULE: ("events", "rule/"),
    PIPE: ("pipes", "pipe/"),
    MACHINE: ("states", "stateMachine:"),
    SAM_MACHINE: ("states", "stateMachine:"),
}


@dataclass(frozen=True)
class StarterRoleMissing(Fault):
    """What starts a task has no role to do it with; ``variant`` is ``elsewhere`` where the rule as a whole has one."""

    variant: str
    task: str


@dataclass(frozen=True)
class StarterUntrusted(Fault):
    """The role does not trust the service that starts the task."""

    task: str
    service: str


@dataclass(frozen=True)
class StarterDenied(Denied):
    """The role of what starts a task may not run it, or not pass one of its roles."""


@dataclass(frozen=True)
class ManagedRuleDenied(Denied):
    """The role of a state machine may not have the rule that tells it when a task stops."""


def role_of(context: Context, starter: Starter) -> Resource | None:
    """The role that a starter acts with, if it is created in these templates."""
    roles = context.permissions.roles
    made = roles.made_for(starter.resource) if isinstance(starter.role, Unknown) else None
    return made or roles.resource(starter.role)


def role_answers(context: Context, task: Task, starter: Starter) -> Iterator[Answer]:
    place, steps, tasks = starter.resource, starter.role_steps, (task.name,)
    if isinstance(starter.role, Absent):
        elsewhere = place.type == RULE and not isinstance(place.get("RoleArn"), Absent)
        yield no(StarterRoleMissing(place, steps, tasks, "elsewhere" if elsewhere else "none", task.name))
        return
    role = role_of(context, starter)
    if role is None and isinstance(starter.role, Unknown):
        yield unknown(f"the role of {starter.name} is not known here: {starter.role.reason}")
        return
    service, assumes = linked_service(starter.role), _PRINCIPALS.get(place.type, "")
    if role is None and service and assumes and service != assumes:
        said = f"the role of {starter.name} is the service-linked role of {service}, which {assumes} cannot assume"
        yield no(NeverStarts(place, steps, tasks, said, f"{steps[-1]}: a role that trusts {assumes}"))
        return
    if role is None:
        yield unknown(f"the role of {starter.name} ({shown(starter.role)}) is not created in these templates")
        return
    if role is not place:  # What SAM makes trusts whom it is for.
        yield _trusts(context, task, starter, role)
    if place.type == EXPRESS:
        yield from _of_express(context, task, starter)
        return
    yield from _runs(context, task, starter, role)
    yield from _passes(context, task, starter, role)
    if place.type == PIPE:
        yield from _reads_source(context, task, starter, role)
    if starter.waits:
        for name in MANAGED_RULE_ACTIONS:
            action = managed_rule_action(context, name)
            yield context.permissions.by_role(task, role, action, ManagedRuleDenied, ManagedRuleDenied)


def _runs(context: Context, task: Task, starter: Starter, role: Resource) -> Iterator[Answer]:
    """Whether the role may run this definition: the ARN that policies are held against has its revision."""
    definition = task.definition
    whole = Reference(definition.path) if definition else starter.definition
    key = cluster_key(context, starter)
    answer = context.permissions.by_role(
        task, role, Action("ecs:RunTask", whole, "run the task", key), StarterDenied, StarterDenied
    )
    if answer.verdict is Truth.NO and definition is not None and not isinstance(starter.definition, Reference):
        named = starter.definition
        whole_name = named if str(named).startswith("arn:") else arn(context.graph, "ecs", "task-definition/", named)
        written = Action("ecs:RunTask", whole_name, "run the task", key)
        as_written = context.permissions.by_role(task, role, written, StarterDenied, StarterDenied)
        if as_written.verdict is not Truth.NO:
            answer = unknown(f"{role} allows ecs:RunTask on {shown(starter.definition)}, and not on a revision of it")
    yield answer


def _passes(context: Context, task: Task, starter: Starter, role: Resource) -> Iterator[Answer]:
    """Whether the role may hand both roles of the task to ECS, or those of overrides.

    Source: ECS Developer Guide, "Amazon ECS EventBridge IAM Role" (iam:PassRole for execution and task role);
    aws-cdk #16093; read 2026-11.
    """
    for kind, words in (("ExecutionRoleArn", "execution role"), ("TaskRoleArn", "task role")):
        value = task.role(kind)
        if task.definition is None or isinstance(value, Absent):
            continue
        passed = context.permissions.roles.resource(value)
        target = Reference(passed.path, "Arn") if passed else value
        action = Action("iam:PassRole", target, f"pass the {words}", (("iam:PassedToService", ECS_TASKS),))
        yield context.permissions.by_role(task, role, action, StarterDenied, StarterDenied)


def _reads_source(context: Context, task: Task, starter: Starter, role: Resource) -> Iterator[Answer]:
    """Whether a pipe may read what it starts tasks for: a queue; other sources are not looked at.

    Source: EventBridge User Guide, "Amazon EventBridge Pipes permissions", SQS execution role; read 2026-11.
    """
    value = starter.resource.get("Source")
    queue = context.graph.target(value, "AWS::SQS::Queue")
    if queue is None:
        yield unknown(f"what {role} has to be allowed to read {shown(value)} is not looked at")
        return
    for name in ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"):
        action = Action(name, Reference(queue.path, "Arn"), "read its source", about=queue)
        yield context.permissions.by_role(task, role, action, StarterDenied, StarterDenied)


def managed_rule_action(context: Context, name: str) -> Action:
    """What Step Functions does with its rule, in the name of the role."""
    return Action(name, arn(context.graph, "events", f"rule/{MANAGED_RULE}"), "hear when the task stops")


def cluster_key(context: Context, starter: Starter) -> tuple[tuple[str, object], ...]:
    """The cluster that ECS tells IAM of: one that is not named is ``default``."""
    cluster = context.graph.target(starter.cluster, CLUSTER)
    if cluster is not None:
        return (("ecs:cluster", text(context.graph, Reference(cluster.path, "Arn"))),)
    named = starter.cluster if str(starter.cluster).startswith("arn:") else None
    return (("ecs:cluster", UNKNOWN if named is None else text(context.graph, named)),)


def one_task(context: Context, starter: Starter) -> Value:
    """The ARN of a task that is started: with the name of its cluster."""
    cluster = context.graph.target(starter.cluster, CLUSTER)
    name: Value = Reference(cluster.path) if cluster else Pseudo("the cluster")
    return arn(context.graph, "ecs", "task/", name, "/", Pseudo("the task"))


def _trusts(context: Context, task: Task, starter: Starter, role: Resource) -> Answer:
    service = _PRINCIPALS[starter.resource.type]
    names: list[Value] = [Literal(service)]
    if starter.resource.type in MACHINES:
        names.append(join("states.", region(context.graph), ".amazonaws.com"))
    answer = any_of(_assumes(context, starter.resource, role, name) for name in names)
    if answer.verdict is not Truth.NO:
        return answer
    return no(StarterUntrusted(role, ("AssumeRolePolicyDocument",), (task.name,), task.name, service))


def _assumes(context: Context, starter: Resource, role: Resource, service: Value) -> Answer:
    graph = context.graph
    request = {
        "aws:SourceAccount": text(graph, account(graph)),
        "aws:SourceArn": text(graph, _source(context, starter)),
        "sts:ExternalId": ABSENT,
    }
    trust = {"AssumeRolePolicyDocument": plain(graph, role.get("AssumeRolePolicyDocument"))}
    own, caller = text(graph, Reference(role.path, "Arn")), Caller(service=text(graph, service))
    decision = decided(graph, Question("sts:AssumeRole", own, caller, context=request, resource_policies=trust))
    if decision.verdict is Truth.YES:
        return yes(str(role), f"trusts {shown(service)}")
    if decision.verdict is Truth.UNKNOWN:
        return unknown(*decision.because)
    return Answer(Truth.NO)


def _source(context: Context, starter: Resource) -> Value:
    """What the service says it acts for: a schedule's is the ARN of its group.

    Source: EventBridge Scheduler User Guide, "Confused deputy prevention"; EventBridge User Guide, "Cross-service
    confused deputy prevention"; Step Functions Developer Guide, "Creating an IAM role"; read 2026-11.
    """
    if starter.type == SCHEDULE:
        group = starter.get("GroupName")
        return arn(context.graph, "scheduler", "schedule-group/", "default" if isinstance(group, Absent) else group)
    if starter.type not in _NAMES:
        return Pseudo("the source")
    service, before = _NAMES[starter.type]
    names = [starter.get(key) for key in ("Name", "StateMachineName")]
    named = next((name for name in names if not isinstance(name, Absent)), Pseudo(f"the name of {starter}"))
    return arn(context.graph, service, before, named)


def _of_express(context: Context, task: Task, starter: Starter) -> Iterator[Answer]:
    """The execution role of an Express service is assumed as that of any task is."""
    value = starter.get("ExecutionRoleArn")
    role = context.permissions.roles.resource(value)
    if isinstance(value, Absent) or role is None:
        return
    answer = _assumes(context, starter.resource, role, Literal(ECS_TASKS))
    untrusted = StarterUntrusted(role, ("AssumeRolePolicyDocument",), (task.name,), task.name, ECS_TASKS)
    yield no(untrusted) if answer.verdict is Truth.NO else answer
