"""A service that asks for what its scheduling or its network mode does not have."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.services.scaling import scaled_by
from generator.ecs.tasks import Task, items
from generator.ecs.texts import literal, number
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.cause import Steps
from generator.needs.context import Context
from generator.remedy import LeaveOut
from generator.stack import Absent, Graph, Listing, Resource

_MAXIMUM = ("DeploymentConfiguration", "MaximumPercent")
_MOST_TARGET_GROUPS = 5


class ServiceIsRefused(Check):
    id = "ECS139"
    lesson = 13
    title = "ECS refuses a service for how its tasks are scheduled or registered"
    symptom = (
        "CREATE_FAILED: The daemon scheduling strategy does not support a desired count for services. Remove the "
        "desired count value and try again; or: You cannot specify an IAM role for services that require a service "
        "linked role"
    )
    why = (
        "A daemon has one task on each instance, so it has no count, nothing that scales it, and stops its old task "
        "before it starts the new one. Tasks with a network interface of their own are registered with ECS's own role."
    )
    fix = "Leave out the property that the message names."
    message = {
        "count": (
            "{resource} is a DAEMON and has DesiredCount {value}: CreateService fails (the daemon scheduling strategy "
            "does not support a desired count)"
        ),
        "maximum": (
            "{resource} is a DAEMON and has MaximumPercent {value}: CreateService fails (the daemon scheduling "
            "strategy does not support values above 100 for maximumPercent)"
        ),
        "scaled": "{value} scales {resource}, which is a DAEMON and has no count to be changed: it is refused",
        "strategy": (
            "{resource} is a DAEMON and has PlacementStrategies, and a daemon is on every instance: CreateService fails"
        ),
        "role": (
            "{resource} has a Role, and its tasks have network mode awsvpc: CreateService fails (you cannot specify an "
            "IAM role for services that require a service linked role)"
        ),
        "many": ("{resource} registers with {value} target groups, and ECS takes at most 5: CreateService fails"),
    }
    change = {
        "count": "DesiredCount: leave it out",
        "maximum": "MaximumPercent: 100, or leave it out; and a MinimumHealthyPercent below 100",
        "scaled": "{value}: take it out",
        "strategy": "PlacementStrategies: leave it out",
        "role": "Role: leave it out",
        "many": "LoadBalancers: 5 or fewer",
    }
    remedy = {"count": LeaveOut("DesiredCount"), "strategy": LeaveOut("PlacementStrategies"), "role": LeaveOut("Role")}
    base = "nat"
    bad = {"Service.Role": "!GetAtt ExecutionRole.Arn"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find what is certainly written, on services that certainly exist.

        Sources: Shippable/support #4567 (desired count), aws-cdk #2209 (maximum percent); ECS API Reference,
        CreateService (role, schedulingStrategy); ECS Developer Guide, "Amazon ECS service quotas" (target groups per
        service); read 2026-11. What Fargate does not take is ECS251.
        """
        for task in context.tasks:
            if task.service is not None and task.service.exists is Truth.YES:
                for steps, variant, value in (*_daemon(context.graph, task), *_settings(task)):
                    yield self.at(task.service, *steps, tasks=(task.name,), variant=variant, value=value)


_Found = tuple[Steps, str, object]
"""The steps to a setting, the variant, and what is told of it."""


def _daemon(graph: Graph, task: Task) -> Iterator[_Found]:
    service = task.service
    if service is None or (literal(service.get("SchedulingStrategy")) or "").upper() != "DAEMON":
        return
    count, most = number(service.get("DesiredCount")), number(service.get(*_MAXIMUM))
    if count is not None:
        yield ("DesiredCount",), "count", count
    if most is not None and most > 100:
        yield _MAXIMUM, "maximum", most
    if task.fargate is Truth.NO and _has_items(service, "PlacementStrategies"):
        yield ("PlacementStrategies",), "strategy", ""
    if (target := scaled_by(graph, service)) is not None:
        yield ("SchedulingStrategy",), "scaled", target


def _settings(task: Task) -> Iterator[_Found]:
    service = task.service
    assert service is not None
    if task.awsvpc is Truth.YES and task.definition is not None and not isinstance(service.get("Role"), Absent):
        yield ("Role",), "role", ""
    registered = len(list(items(service.get("LoadBalancers"))))
    if registered > _MOST_TARGET_GROUPS:
        yield ("LoadBalancers",), "many", registered


def _has_items(service: Resource, key: str) -> bool:
    value = service.get(key)
    return isinstance(value, Listing) and bool(value.items)
