"""The edits that give the service of an example a scalable target."""

from __future__ import annotations

from generator.checks.examples import Edits

SCALED: Edits = {
    "Service.DesiredCount": None,
    "Scaling": """
            Type: AWS::ApplicationAutoScaling::ScalableTarget
            Properties:
              ServiceNamespace: ecs
              ScalableDimension: ecs:service:DesiredCount
              ResourceId: !Sub service/${Cluster}/${Service.Name}
              MinCapacity: 2
              MaxCapacity: 6
""",
}
