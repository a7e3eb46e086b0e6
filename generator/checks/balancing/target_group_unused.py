"""A target group that no listener sends requests to."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.finding import Finding
from generator.needs.context import Context


class TargetGroupUnused(Check):
    id = "ECS142"
    lesson = 14
    title = "No listener forwards to the service's target group"
    symptom = (
        "CREATE_FAILED: Invalid request provided: CreateService error: The target group with targetGroupArn ... "
        "does not have an associated load balancer"
    )
    why = (
        "A target group is associated with a load balancer as soon as a listener or a listener rule forwards to it. "
        "ECS does not create a service whose target group has no load balancer."
    )
    fix = "Forward to the target group from a listener or a listener rule, and let the service wait for it (DependsOn)."
    message = (
        "no listener or rule forwards to {resource}, where {task} registers its tasks: CreateService fails (the "
        "target group does not have an associated load balancer)"
    )
    change = (
        "add an AWS::ElasticLoadBalancingV2::ListenerRule that forwards to {resource}, and let the service wait for it"
    )
    base = "balanced"
    bad = {
        "Listener": None,
        "Service.DependsOn.1": None,
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the target groups of services that nobody, here or elsewhere, can be seen to send requests to."""
        balancers = context.balancers
        for task in context.tasks:
            for group in (target.group for target in balancers.targets(task)):
                if group is None or balancers.forwarders(group) or balancers.untraced_forwarders:
                    continue
                if context.graph.closed(group):
                    yield self.at(group, tasks=(task.name,), task=task.name)
