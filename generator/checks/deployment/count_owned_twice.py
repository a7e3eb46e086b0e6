"""Ours: a number of tasks that both the template and autoscaling set."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.scaling import scaled_by
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Absent, Choice


class CountOwnedTwice(Check):
    id = "WCS131"
    lesson = 13
    title = "DesiredCount is set although autoscaling owns it"
    symptom = (
        "None: after an update of the stack the service is back at its first number of tasks, in the middle of the load"
    )
    why = (
        "CloudFormation sends DesiredCount with each update of the service, whatever autoscaling has made of it since."
    )
    fix = "Leave DesiredCount out. A new service begins with one task, and autoscaling raises it to MinCapacity."
    message = (
        "DesiredCount of {resource} is set although {target} scales it: each update of the service sets the number "
        "of tasks back to {count}, whatever the load"
    )
    change = "leave DesiredCount out; MinCapacity brings the first tasks up"
    base = "nat"
    good = {
        "Service.DesiredCount": None,
        "Scaling": """
            Type: AWS::ApplicationAutoScaling::ScalableTarget
            Properties:
              ServiceNamespace: ecs
              ScalableDimension: ecs:service:DesiredCount
              ResourceId: !Sub 'service/${Cluster}/${Service.Name}'
              MinCapacity: 2
              MaxCapacity: 6
""",
    }
    bad = {
        "Service.DesiredCount": "2",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the services with a DesiredCount that a scalable target changes. A conditional one may be on purpose."""
        for service in (task.service for task in context.tasks if task.service is not None):
            count = service.get("DesiredCount")
            target = None if isinstance(count, Absent | Choice) else scaled_by(context.graph, service)
            if target is not None:
                yield self.at(service, "DesiredCount", tasks=(service.path,), target=target, count=count)
