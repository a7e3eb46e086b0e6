"""A service whose target group gets no share of the requests."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.finding import Finding
from generator.needs.balancing.balancers import forwarder_without_share
from generator.needs.context import Context


class NoShareOfRequests(Check):
    id = "WCS190"
    lesson = 19
    title = "Target group of a service has the weight 0 wherever requests are forwarded to it"
    symptom = "None: tasks are healthy, and no request reaches them."
    why = (
        "A weight of 0 sends a target group no requests, though its targets are asked for their health. Deployments "
        "that move requests change weights by themselves; a rolling update does not."
    )
    fix = "Give the target group a weight of 1 to 999, or remove the service."
    message = (
        "{forwarder} forwards to {target_group} with the weight 0, and nothing else forwards to it: no request reaches "
        "{task}"
    )
    change = "Weight of {target_group}: 1 to 999"
    base = "balanced"
    good = {
        "Listener.DefaultActions.0": """
            Type: forward
            ForwardConfig:
              TargetGroups:
                - {TargetGroupArn: !Ref Targets, Weight: 1}
""",
    }
    bad = {
        "Listener.DefaultActions.0.ForwardConfig.TargetGroups.0.Weight": "0",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find services that no deployment of theirs gives any share."""
        for task in context.tasks:
            groups = {target.group: None for target in context.balancers.targets(task) if target.group}
            for group in groups:
                if forwarder := forwarder_without_share(context, task, group):
                    yield self.at(forwarder, tasks=(task.name,), forwarder=forwarder, target_group=group)
