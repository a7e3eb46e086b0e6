"""Ours: a number of tasks that both the template and autoscaling set."""

from __future__ import annotations

from generator.rules._example import WITH_NAT
from generator.rules._rule import LessonRule

_SCALING = """\
  Scaling:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: ecs
      ScalableDimension: ecs:service:DesiredCount
      ResourceId: !Sub service/${Cluster}/${Service.Name}
      MinCapacity: 2
      MaxCapacity: 6
"""


class CountOwnedTwice(LessonRule):
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
    bad = WITH_NAT + _SCALING
    good = bad.replace("      DesiredCount: 2\n", "")
