"""A number of tasks that both the template and autoscaling set."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.services.scaling import scaled_by
from generator.finding import Finding
from generator.needs.context import Context
from generator.remedy import LeaveOut
from generator.stack import Absent, Choice, shown


class CountOwnedTwice(Check):
    id = "WCS131"
    lesson = 13
    title = "DesiredCount is set although auto scaling changes it"
    symptom = (
        "None: after an update of the stack the service is back at its initial number of tasks, in the middle of the "
        "load"
    )
    why = (
        "CloudFormation sends DesiredCount with each update of the service, whatever auto scaling has set in the "
        "meantime."
    )
    fix = "Leave DesiredCount out. A new service starts with one task, and auto scaling raises it to MinCapacity."
    message = (
        "DesiredCount of {resource} is set although {target} scales the service: each update of the service resets "
        "the number of tasks to {count}, whatever the load"
    )
    change = "leave DesiredCount out; auto scaling starts as many tasks as MinCapacity says"
    remedy = LeaveOut("DesiredCount")
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
                yield self.at(service, "DesiredCount", tasks=(service.path,), target=target, count=shown(count))
