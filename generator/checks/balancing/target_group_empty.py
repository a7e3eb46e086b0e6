"""Ours: a target group that requests are sent to, and that nothing is in."""

from __future__ import annotations

from generator.checks.check import Check


class TargetGroupEmpty(Check):
    id = "ECS143"
    lesson = 14
    title = "A rule sends requests to a target group that no service registers in"
    symptom = "503 Service Temporarily Unavailable; the target group has no registered targets"
    why = (
        "Tasks get into a target group by LoadBalancers of their service alone. Without that entry the service is "
        "healthy, the listener rule is in place, and every request is answered with 503."
    )
    fix = "List the target group in LoadBalancers of the service, with the container's name and port."
    base = "balanced"
    good = {
        "ListenerRule": """
            Type: AWS::ElasticLoadBalancingV2::ListenerRule
            Properties:
              ListenerArn: !Ref Listener
              Priority: 1
              Conditions:
              - Field: path-pattern
                PathPatternConfig:
                  Values:
                  - /web/*
              Actions:
              - Type: forward
                TargetGroupArn: !Ref Targets
""",
    }
    bad = {
        "Service.LoadBalancers": None,
    }
