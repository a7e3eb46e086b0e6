"""Does anybody fill the target groups that requests are sent to?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.balancers import RULE, TARGETS
from generator.ecs.tasks import SERVICE
from generator.ecs.texts import literal
from generator.logic import Truth
from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.stack import Absent, Reference, Resource, parts

# What refers to a target group without putting anything into it.
_ONLY_LOOK = (
    "AWS::ApplicationAutoScaling::ScalingPolicy",
    "AWS::CloudFormation::Stack",
    "AWS::CloudWatch::Alarm",
    "AWS::CloudWatch::Dashboard",
    "AWS::ElasticLoadBalancingV2::Listener",
    RULE,
)


def empty_target_faults(context: Context) -> Iterator[Worded]:
    """Give the target groups that a rule sends requests to, and that no service registers its tasks in.

    A default action is left alone: a group that stays empty is one way to have a listener whose rules say it all.
    """
    if not context.graph.of_type(SERVICE) or _by_others(context):
        return
    for group in context.graph.of_type(TARGETS):
        rules = [each for each in context.balancers.forwarders(group) if each.type == RULE]
        if not rules or literal(group.get("TargetType")) != "ip" or not isinstance(group.get("Targets"), Absent):
            continue
        if group.exists is Truth.YES and context.graph.closed(group) and not _filled(context, group):
            what = f"{rules[0]} sends requests to {group}, but no service registers its tasks there: clients get 503"
            fix = f"LoadBalancers of the service: TargetGroupArn {group}, ContainerName, ContainerPort"
            yield Worded("ECS143", group, (), what, fix)


def _by_others(context: Context) -> bool:
    """Tell whether somebody else moves tasks between target groups, or a service's are not known."""
    for service in context.graph.of_type(SERVICE):
        controller = service.get("DeploymentController", "Type")
        if not isinstance(controller, Absent) and literal(controller) != "ECS":
            return True
    groups = (target.group for task in context.tasks for target in context.balancers.targets(task))
    return any(group is None for group in groups)


def _filled(context: Context, group: Resource) -> bool:
    return any(
        isinstance(part, Reference) and part.resource == group.path
        for each in context.graph.resources
        if each.type not in _ONLY_LOOK
        for part in parts(each.get())
    )
