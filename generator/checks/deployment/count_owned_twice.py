"""Ours: a number of tasks that both the template and autoscaling set."""

from __future__ import annotations

from generator.checks.check import Check


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
