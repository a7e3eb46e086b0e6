"""A deployment that can neither stop a task nor start one."""

from __future__ import annotations

from collections.abc import Iterator

from generator.awsdata.deployments import maximum, minimum_healthy, stuck
from generator.checks.check import Check
from generator.ecs.services.scaling import SCALABLE, scaled_by
from generator.ecs.texts import literal, number
from generator.finding import Finding
from generator.needs.context import Context
from generator.remedy import Write
from generator.stack import Absent, Graph, Resource, Value

_MANY = 2000
"""Tasks. Where autoscaling may ask for more, its numbers are not tried one by one."""


class DeploymentStuck(Check):
    id = "ECS130"
    lesson = 13
    title = "Deployment can never replace a task"
    symptom = (
        "service (...) was unable to stop or start tasks during a deployment because of the service deployment "
        "configuration. Update the minimumHealthyPercent or maximumPercent value and try again."
    )
    why = (
        "ECS rounds MinimumHealthyPercent of the desired count up and MaximumPercent of it down. When both give the "
        "desired count itself, as 100 and 100 do, or 100 and 150 with one task, no task can stop before another "
        "starts, and none can start before another stops. The first deployment works; every later one waits."
    )
    fix = "Raise MaximumPercent (200 is the default), or lower MinimumHealthyPercent so that a task may stop first."
    message = (
        "no task of {resource} can be replaced: with a desired count of {desired}, MinimumHealthyPercent {least} "
        "lets no task stop, and MaximumPercent {most} lets no further task start. Every deployment waits until it "
        "times out"
    )
    change = "MaximumPercent: 200; or a MinimumHealthyPercent that lets a task stop first"
    remedy = Write("MaximumPercent", 200)
    base = "nat"
    good = {
        "Service.DeploymentConfiguration": "{MinimumHealthyPercent: 100, MaximumPercent: 200}",
    }
    bad = {
        "Service.DeploymentConfiguration.MaximumPercent": "100",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the services of which no task may stop and none may start, however many autoscaling asks for."""
        for service in (task.service for task in context.tasks if task.service is not None):
            least = _percent(service, "MinimumHealthyPercent", minimum_healthy().default)
            most = _percent(service, "MaximumPercent", maximum().default)
            counts = _counts(context.graph, service)
            if not _is_rolling(service) or not counts or least is None or most is None:
                continue
            if all(stuck(count, least, most) for count in counts):
                desired = str(counts[0]) if len(counts) == 1 else f"{counts[0]} to {counts[-1]}"
                key = "MaximumPercent" if most != maximum().default else "MinimumHealthyPercent"
                place, tasks = ("DeploymentConfiguration", key), (service.path,)
                judged = _judged(context.graph, service)
                yield self.at(service, *place, tasks=tasks, judged=judged, desired=desired, least=least, most=most)


def _is_rolling(service: Resource) -> bool:
    """Tell whether ECS replaces the tasks one by one."""
    return (
        _text(service.get("DeploymentController", "Type"), "ECS") == "ECS"
        and _text(service.get("DeploymentConfiguration", "Strategy"), "ROLLING") == "ROLLING"
        and _text(service.get("SchedulingStrategy"), "REPLICA") == "REPLICA"
    )


def _text(value: Value, default: str) -> str | None:
    return default if isinstance(value, Absent) else literal(value)


def _percent(service: Resource, key: str, default: int) -> int | None:
    value = service.get("DeploymentConfiguration", key)
    return default if isinstance(value, Absent) else number(value)


def _judged(graph: Graph, service: Resource) -> tuple[Value, ...]:
    """What decides whether a deployment can move, in the order in which it is named."""
    target = scaled_by(graph, service)
    keys = ("MinCapacity", "MaxCapacity")
    counts = [service.get("DesiredCount")] if target is None else [target.get(key) for key in keys]
    percentages = [service.get("DeploymentConfiguration", key) for key in ("MinimumHealthyPercent", "MaximumPercent")]
    return (*counts, *percentages)


def _counts(graph: Graph, service: Resource) -> range:
    """The numbers of tasks that may be desired; none when they are not known. Zero moves always."""
    target = scaled_by(graph, service)
    if target is not None:
        low, high = number(target.get("MinCapacity")), number(target.get("MaxCapacity"))
        return range(0) if low is None or high is None or high > _MANY else range(max(low, 1), high + 1)
    if graph.of_type(SCALABLE):
        return range(0)
    value = service.get("DesiredCount")
    count = 1 if isinstance(value, Absent) else number(value)
    return range(count, count + 1) if count else range(0)
