"""A target group that requests are sent to, and that nothing is in."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.balancing.balancers import RULE, TARGETS
from generator.ecs.services.deployments import controller, strategy
from generator.ecs.tasks import SERVICE, Task
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.needs.services.deployments import named_alternates
from generator.stack import Absent, Reference

# What refers to a target group without putting anything into it.
_ONLY_LOOK = (
    "AWS::ApplicationAutoScaling::ScalingPolicy",
    "AWS::CloudFormation::Stack",
    "AWS::CloudWatch::Alarm",
    "AWS::CloudWatch::Dashboard",
    "AWS::ElasticLoadBalancingV2::Listener",
    RULE,
)


class TargetGroupEmpty(Check):
    id = "ECS143"
    lesson = 14
    title = "A rule forwards to a target group in which no service registers its tasks"
    symptom = "503 Service Temporarily Unavailable; the target group has no registered targets"
    why = (
        "Tasks are registered in a target group only by LoadBalancers of their service. Without that entry the "
        "service is healthy, the listener rule is in place, and every request is answered with 503."
    )
    fix = "List the target group in LoadBalancers of the service, with the container's name and port."
    message = (
        "{rule} forwards requests to {resource}, but no service registers its tasks there: clients get 503 (Service "
        "Temporarily Unavailable)"
    )
    change = "LoadBalancers of the service: TargetGroupArn {resource}, ContainerName, ContainerPort"
    base = "routed"
    bad = {"Service.LoadBalancers": None}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the target groups that a rule sends requests to, and that no service registers its tasks in.

        A default action is left alone: a group that stays empty is one way to have a listener whose rules say it all.
        """
        if not context.graph.of_type(SERVICE) or _traffic_is_moved_by_others(context):
            return
        filled: frozenset[str] | None = None
        for group in context.graph.of_type(TARGETS):
            rules = [forwarder for forwarder in context.balancers.forwarders(group) if forwarder.type == RULE]
            if not rules or literal(group.get("TargetType")) != "ip" or not isinstance(group.get("Targets"), Absent):
                continue
            if group.exists is not Truth.YES or not context.graph.closed(group):
                continue
            filled = _filled(context) if filled is None else filled
            if group.path not in filled:
                yield self.at(group, rule=rules[0])


def _traffic_is_moved_by_others(context: Context) -> bool:
    """Tell whether somebody else moves tasks between target groups, or a service's are not known."""
    for service in context.graph.of_type(SERVICE):
        if controller(service) != "ECS":
            return True
    if any(_lacks_alternate(task) for task in context.tasks):
        return True
    groups = (target.group for task in context.tasks for target in context.balancers.targets(task))
    return any(group is None for group in groups)


def _lacks_alternate(task: Task) -> bool:
    """Tell whether deployments move requests to a target group that a service should name, and does not."""
    shifts = task.service is not None and strategy(task.service) != "ROLLING"
    return shifts and any(isinstance(value, Absent) for value in named_alternates(task))


def _filled(context: Context) -> frozenset[str]:
    """The paths of everything that something refers to which may put targets into it."""
    return frozenset(
        part.resource
        for resource in context.graph.resources
        if resource.type not in _ONLY_LOOK
        for part in resource.all_values
        if isinstance(part, Reference)
    )
