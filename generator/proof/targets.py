"""Will ECS accept a service's target groups: their type, their container, their listener?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.balancers import Target
from generator.ecs.health_checks import ports
from generator.ecs.tasks import Container, Task
from generator.ecs.texts import literal, number
from generator.logic import Truth
from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.stack import Absent, Unknown


def target_faults(context: Context) -> Iterator[Worded]:
    """Give the mistakes for which ECS refuses to create a service."""
    for task in context.tasks:
        for target in context.balancers.targets(task):
            yield from _type(task, target)
            yield from _container(task, target)
            yield from _listener(context, task, target)


def _type(task: Task, target: Target) -> Iterator[Worded]:
    if target.group is None or task.awsvpc is not Truth.YES:
        return
    value = target.group.get("TargetType")
    found = "instance" if isinstance(value, Absent) else (literal(value) or "ip")
    if found != "ip":
        default = " by default" if isinstance(value, Absent) else ""
        what = f"TargetType of {target.group} is {found}{default}, but tasks of {task.name} have network interfaces of "
        what += "their own (awsvpc): the target type is incompatible, and the service is not created"
        yield Worded("ECS140", target.group, ("TargetType",), what, "TargetType: ip", (task.name,))


def _container(task: Task, target: Target) -> Iterator[Worded]:
    if task.unreadable or task.service is None or not task.containers:
        return
    names = [container.get("Name") for container in task.containers]
    if isinstance(target.container, Absent):
        return
    found = next((each for each in task.containers if each.get("Name") == target.container), None)
    if found is None:
        if literal(target.container) is None or any(literal(name) is None for name in names):
            return
        what = f"{task.name} registers container {target.container}, but {task.definition} has only "
        what += f"{', '.join(map(str, names))}: the service is not created"
        steps = (*target.steps, "ContainerName")
        yield Worded("ECS141", task.service, steps, what, f"ContainerName: {names[0]}", (task.name,))
        return
    yield from _port(task, target, found)


def _port(task: Task, target: Target, container: Container) -> Iterator[Worded]:
    assert task.service is not None
    port = number(target.port)
    declared, sure = ports(container)
    if port is None or not sure or port in declared or isinstance(target.port, Absent | Unknown):
        return
    named = ", ".join(map(str, sorted(declared)[:5])) or "none"
    what = f"{task.name} registers port {port} of {container.name}, whose PortMappings declare {named}: "
    what += f"the container did not have a container port {port} defined, and the service is not created"
    fix = (
        f"ContainerPort: {sorted(declared)[0]}"
        if declared
        else f"PortMappings of {container.name}: add ContainerPort {port}"
    )
    yield Worded("ECS141", task.service, (*target.steps, "ContainerPort"), what, fix, (task.name,))


def _listener(context: Context, task: Task, target: Target) -> Iterator[Worded]:
    group = target.group
    if group is None or context.balancers.forwarders(group) or context.balancers.stray:
        return
    if not context.graph.closed(group):
        return
    what = f"no listener or rule sends requests to {group}, where {task.name} registers its tasks: "
    what += "the target group does not have an associated load balancer, and the service is not created"
    fix = f"add an AWS::ElasticLoadBalancingV2::ListenerRule that forwards to {group}, and let the service wait for it"
    yield Worded("ECS142", group, (), what, fix, (task.name,))
