"""Does ECS, or EventBridge before it, accept how a task is started that no service starts?

Source: Amazon ECS API Reference, RunTask (networkConfiguration, launchType, capacityProviderStrategy) and its
InvalidParameterException; EventBridge API Reference, EcsParameters and PutTargets; containers-roadmap and
terraform-provider-aws #1469 (the target is the cluster); read 2026-11.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.ecs.clusters import ASSOCIATION, CLUSTER, FARGATE, capacity, has_machines
from generator.ecs.starters import EXPRESS, PIPE, RULE, SCHEDULE, TASK_SET, Starter, either_case
from generator.ecs.state_machines import MACHINES
from generator.ecs.tasks import Task, items
from generator.ecs.texts import literal
from generator.logic import Answer, Truth, no, unknown
from generator.needs.cause import Fault
from generator.needs.context import Context
from generator.stack import Absent, Listing, Literal, Mapping, Reference, Resource, Value, shown

_NETWORK = ("NetworkConfiguration", "AwsvpcConfiguration")
_RATE = re.compile(r"rate\(\s*[1-9]\d* (minute|hour|day)s?\s*\)")
_AT = re.compile(r"at\(\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?\)")
_CRON = re.compile(r"cron\((.*)\)")
_FIELDS, _DAY_OF_MONTH, _DAY_OF_WEEK = 6, 2, 4

_FIELDS_OF_RUN_TASK = (
    "Cluster", "TaskDefinition", "LaunchType", "CapacityProviderStrategy", "Count", "EnableECSManagedTags",
    "EnableExecuteCommand", "Group", "NetworkConfiguration", "Overrides", "PlacementConstraints", "PlacementStrategy",
    "PlatformVersion", "PropagateTags", "ReferenceId", "StartedBy", "Tags", "VolumeConfigurations", "ClientToken",
)  # fmt: skip


@dataclass(frozen=True)
class StartRefused(Fault):
    """ECS refuses to start the task so.

    ``variant``: ``missing`` and ``unwanted`` are about the network, ``address`` about the public address on EC2,
    ``launch`` is a launch type that the definition cannot have, ``both`` a launch type beside a strategy, ``nowhere``
    a cluster without machines for what nothing sends to Fargate, ``machines`` one for the launch type EC2, and
    ``provider`` a capacity provider that the cluster does not have.
    """

    variant: str
    task: str
    definition: str
    what: str = ""


@dataclass(frozen=True)
class TargetIsNoCluster(Fault):
    """What names the cluster names something else; ``variant`` is ``name`` where it is no ARN."""

    variant: str
    task: str
    named: str


@dataclass(frozen=True)
class OverrideOfNobody(Fault):
    """The overrides are for a container that the definition does not have."""

    task: str
    container: str
    definition: str


@dataclass(frozen=True)
class ScheduleRefused(Fault):
    """A schedule has an expression that EventBridge Scheduler does not take."""

    task: str
    expression: str
    why: str


def refusals(context: Context, task: Task, starter: Starter) -> Iterator[Answer]:
    """What is certainly refused."""
    yield from (no(fault) for fault in (*_target(context, task, starter), *_schedule(task, starter)))
    if task.definition is not None:
        yield from (no(fault) for fault in (*_network(task, starter), *_launch(context, task, starter)))
        yield from (no(fault) for fault in _overrides(task, starter))
        yield from _untold(context, task, starter)
        yield from _in_another_case(starter)


def _target(context: Context, task: Task, starter: Starter) -> Iterator[Fault]:
    value, place = starter.cluster, (starter.resource, starter.cluster_steps, (task.name,))
    arn_wanted = starter.resource.type in (RULE, SCHEDULE, PIPE) and starter.cluster_steps != ("Target", "Input")
    if isinstance(value, Reference):
        named = context.graph.resource(value.resource)
        if named is not None and named.type.startswith("AWS::ECS::") and named.type != CLUSTER:
            yield TargetIsNoCluster(*place, "other", task.name, str(named))
        elif named is not None and named.type == CLUSTER and value.attribute == "Ref" and arn_wanted:
            yield TargetIsNoCluster(*place, "name", task.name, str(named))
    elif isinstance(value, Literal) and arn_wanted:
        if not value.text.startswith("arn:"):
            yield TargetIsNoCluster(*place, "name", task.name, value.text)
        elif ":ecs:" in value.text and ":cluster/" not in value.text:
            yield TargetIsNoCluster(*place, "other", task.name, value.text)


def _network(task: Task, starter: Starter) -> Iterator[Fault]:
    refused = (starter.resource, starter.network_steps, (task.name,))
    names = (task.name, str(task.definition))
    subnets = starter.get(*_NETWORK, "Subnets")
    if task.awsvpc is Truth.YES and (isinstance(subnets, Absent) or subnets == Listing(())):
        yield StartRefused(*refused, "missing", *names)
    elif task.awsvpc is Truth.NO and not isinstance(subnets, Absent):
        yield StartRefused(*refused, "unwanted", *names, literal(_mode(task)) or "bridge")
    if task.public_address is Truth.YES and _launch_type(starter) in ("EC2", "EXTERNAL"):
        yield StartRefused(*refused, "address", *names, _launch_type(starter))


def _launch(context: Context, task: Task, starter: Starter) -> Iterator[Fault]:
    definition = task.definition
    assert definition is not None
    refused, names = (starter.resource, starter.steps, (task.name,)), (task.name, str(definition))
    strategy = starter.get("CapacityProviderStrategy")
    if _launch_type(starter) and isinstance(strategy, Listing) and strategy.items:
        yield StartRefused(*refused, "both", *names, _launch_type(starter))
    if _launch_type(starter) == "FARGATE":
        mode = literal(_mode(task)) if not isinstance(_mode(task), Absent) else "bridge, the default"
        lacks = [f"{key}" for key in ("Cpu", "Memory") if isinstance(definition.get(key), Absent)]
        if mode is not None and mode != "awsvpc":
            lacks.append(f"NetworkMode awsvpc (it has {mode})")
        if lacks:
            yield StartRefused(*refused, "launch", *names, " and ".join(lacks))
    cluster = context.graph.target(starter.cluster, CLUSTER)
    untold = all(isinstance(starter.get(key), Absent) for key in ("LaunchType", "CapacityProviderStrategy"))
    required = [literal(value) for _, value in items(definition.get("RequiresCompatibilities"))]
    if cluster is not None:
        yield from _capacity(context, task, starter, cluster)
    if cluster is not None and untold and required == ["FARGATE"]:
        offered = capacity(context.graph, cluster)
        if not offered.default and offered.providers is not None and not has_machines(context.graph, cluster):
            yield StartRefused(*refused, "nowhere", *names, str(cluster))


def _untold(context: Context, task: Task, starter: Starter) -> Iterator[Answer]:
    """What a task is started on that is for Fargate, and is told neither LaunchType nor a strategy.

    Source: ECS API Reference, RunTask, launchType and capacityProviderStrategy (the default of the cluster, else EC2);
    boto3 #4160; read 2026-11.
    """
    untold = all(isinstance(starter.get(key), Absent) for key in ("LaunchType", "CapacityProviderStrategy"))
    listed = task.definition.get("RequiresCompatibilities") if task.definition else Absent()
    if starter.resource.type in (TASK_SET, EXPRESS) or not untold:
        return
    cluster = context.graph.target(starter.cluster, CLUSTER)
    known = cluster is not None and not capacity(context.graph, cluster).default
    if [literal(value) for _, value in items(listed)] == ["FARGATE"] and not known and not _defaults(context, cluster):
        yield unknown(
            f"{task.name} names neither LaunchType nor CapacityProviderStrategy, and {task.definition} is for Fargate: "
            f"whether the default strategy of {cluster or shown(starter.cluster)} starts it there is not known here"
        )


def _in_another_case(starter: Starter) -> Iterator[Answer]:
    """A state names what it tells ECS in PascalCase, whatever the API calls it.

    Source: Step Functions Developer Guide, "Passing parameters to a service API in Step Functions" (parameters are in
    PascalCase, even if the native API is camelCase); not looked up, 2026-11.
    """
    if starter.resource.type not in MACHINES or not isinstance(starter.told, Mapping):
        return
    for key, _ in starter.told.entries:
        name = key.removesuffix(".$")
        meant = next((each for each in _FIELDS_OF_RUN_TASK if each.lower() == name.lower()), name)
        if meant != name:
            yield unknown(f"{starter.name} tells ECS {name}, and Step Functions takes {meant}: the stack is refused")


def _defaults(context: Context, cluster: Resource | None) -> bool:
    """Whether all default strategies of a cluster that are seen here are of Fargate."""
    key = "DefaultCapacityProviderStrategy"
    holders = [each for each in context.graph.of_type(ASSOCIATION) if _of(context, each) is cluster] if cluster else []
    told = [
        literal(holder.get(key, at, "CapacityProvider"))
        for holder in (*([cluster] if cluster else ()), *holders)
        for at, _ in items(holder.get(key))
    ]
    return bool(told) and all(each in FARGATE for each in told)


def _of(context: Context, association: Resource) -> Resource | None:
    return context.graph.target(association.get("Cluster"), CLUSTER)


def _capacity(context: Context, task: Task, starter: Starter, cluster: Resource) -> Iterator[Fault]:
    """Whether a cluster has what a strategy asks for, or machines for the launch type EC2.

    Sources: ECS API Reference, RunTask, capacityProviderStrategy (it must be associated with the cluster); aws-cdk
    #30171 (No Container Instances were found in your cluster); read 2026-11.
    """
    refused, offered = (starter.resource, starter.steps, (task.name,)), capacity(context.graph, cluster).providers
    names = (task.name, str(task.definition))
    if offered is None:
        return
    if _launch_type(starter) == "EC2" and not offered and not has_machines(context.graph, cluster):
        yield StartRefused(*refused, "machines", *names, str(cluster))
    for index, _ in items(starter.get("CapacityProviderStrategy")):
        named = literal(starter.get("CapacityProviderStrategy", index, "CapacityProvider"))
        if named in FARGATE and Literal(named) not in offered:
            yield StartRefused(*refused, "provider", *names, f"{named}, and {cluster} does not have it")


def _overrides(task: Task, starter: Starter) -> Iterator[Fault]:
    names = [literal(container.get("Name")) for container in task.containers]
    if task.unreadable or None in names:
        return
    steps = ("Targets", starter.steps[1], "Input") if starter.resource.type == RULE else starter.steps
    for _, override in items(either_case(starter.overrides, "ContainerOverrides")):
        name = literal(either_case(override, "Name"))
        if name is not None and name not in names:
            yield OverrideOfNobody(starter.resource, steps, (task.name,), task.name, name, str(task.definition))


def _schedule(task: Task, starter: Starter) -> Iterator[Fault]:
    """An expression of EventBridge Scheduler; those of rules are cfn-lint's E3027.

    Source: EventBridge Scheduler User Guide, "Schedule types", read 2026-11.
    """
    if starter.resource.type != SCHEDULE:
        return
    expression = literal(starter.resource.get("ScheduleExpression"))
    if expression is None or _RATE.fullmatch(expression) or _AT.fullmatch(expression):
        return
    why = "it is neither rate(5 minutes), nor cron(0 3 * * ? *), nor at(2026-12-01T03:00:00)"
    if match := _CRON.fullmatch(expression):
        fields = match[1].split()
        if len(fields) != _FIELDS:
            why = f"cron takes six fields, the year among them, and it has {len(fields)}"
        elif [fields[_DAY_OF_MONTH], fields[_DAY_OF_WEEK]].count("?") != 1:
            why = "one of day of month and day of week, and not both, has to be ?"
        else:
            return
    yield ScheduleRefused(starter.resource, ("ScheduleExpression",), (task.name,), task.name, expression, why)


def _mode(task: Task) -> Value:
    assert task.definition is not None
    return task.definition.get("NetworkMode")


def _launch_type(starter: Starter) -> str:
    return (literal(starter.get("LaunchType")) or "").upper()
