"""Can a deployment move, and does it leave alone what others own?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.awsdata.deployments import maximum, minimum_healthy, stuck
from generator.ecs.health_checks import checked
from generator.ecs.scaling import SCALABLE, scaled_by
from generator.ecs.tasks import Task
from generator.ecs.texts import literal, number
from generator.logic import Truth
from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.stack import Absent, Choice, Graph, Listing, Resource, Value

_MANY = 2000


def deployment_faults(context: Context) -> Iterator[Worded]:
    """Give what keeps deployments from replacing tasks, or fights with autoscaling."""
    for task in context.tasks:
        if task.service is not None:
            yield from _stuck(context.graph, task.service)
            yield from _owned(context.graph, task.service)
            yield from _grace(task, task.service)


def _stuck(graph: Graph, service: Resource) -> Iterator[Worded]:
    key = "DeploymentConfiguration"
    rolling = _default(service.get("DeploymentController", "Type"), "ECS") == "ECS"
    strategy = _default(service.get(key, "Strategy"), "ROLLING") == "ROLLING"
    replica = _default(service.get("SchedulingStrategy"), "REPLICA") == "REPLICA"
    least = _percent(service.get(key, "MinimumHealthyPercent"), minimum_healthy().default)
    most = _percent(service.get(key, "MaximumPercent"), maximum().default)
    counts = _counts(graph, service)
    if not (rolling and strategy and replica and counts) or least is None or most is None:
        return
    if not all(stuck(count, least, most) for count in counts):
        return
    desired = str(counts[0]) if len(counts) == 1 else f"{counts[0]} to {counts[-1]}"
    what = f"no task of {service} can be replaced: of {desired} desired, MinimumHealthyPercent {least} lets none stop, "
    what += f"and MaximumPercent {most} lets none start beside them. Every deployment waits until it times out"
    fix = "MaximumPercent: 200; or a MinimumHealthyPercent that lets a task stop first"
    steps = (key, "MaximumPercent" if most != 200 else "MinimumHealthyPercent")
    yield Worded("ECS130", service, steps, what, fix, (service.path,))


def _default(value: Value, default: str) -> str | None:
    return default if isinstance(value, Absent) else literal(value)


def _percent(value: Value, default: int) -> int | None:
    return default if isinstance(value, Absent) else number(value)


def _counts(graph: Graph, service: Resource) -> range:
    """Give the numbers of tasks that may be desired; none when they are not known. Zero moves always."""
    target = scaled_by(graph, service)
    if target is not None:
        low, high = number(target.get("MinCapacity")), number(target.get("MaxCapacity"))
        return range(0) if low is None or high is None or high > _MANY else range(max(low, 1), high + 1)
    value = service.get("DesiredCount")
    if graph.of_type(SCALABLE):
        return range(0)
    count = 1 if isinstance(value, Absent) else number(value)
    return range(count, count + 1) if count else range(0)


def _owned(graph: Graph, service: Resource) -> Iterator[Worded]:
    value = service.get("DesiredCount")
    if isinstance(value, Absent | Choice):
        return
    target = scaled_by(graph, service)
    if target is not None:
        what = (
            f"DesiredCount of {service} is set although {target} scales it: each update of the service sets the number "
        )
        what += f"of tasks back to {value}, whatever the load"
        fix = "leave DesiredCount out; MinCapacity brings the first tasks up"
        yield Worded("WCS131", service, ("DesiredCount",), what, fix, (service.path,))


def _grace(task: Task, service: Resource) -> Iterator[Worded]:
    # Once refused with InvalidParameterException; "unused" by the ECS API Reference, CreateService, read 2026-11.
    value = service.get("HealthCheckGracePeriodSeconds")
    if number(value) is None or checked(task) is not Truth.NO:
        return
    for key in ("LoadBalancers", "VpcLatticeConfigurations"):
        found = service.get(key)
        if not isinstance(found, Absent) and found != Listing(()):
            return
    what = (
        f"HealthCheckGracePeriodSeconds of {service} has no health check to put off: it has no load balancer, and no "
    )
    what += "container has a HealthCheck. ECS does not use the value"
    fix = "leave HealthCheckGracePeriodSeconds out; or add the LoadBalancers it was meant for"
    yield Worded("WCS132", service, ("HealthCheckGracePeriodSeconds",), what, fix, (service.path,))
