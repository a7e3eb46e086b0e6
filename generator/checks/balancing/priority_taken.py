"""Ours: two rules of one listener with one priority."""

from __future__ import annotations

from generator.checks.check import Check


class PriorityTaken(Check):
    id = "ECS147"
    lesson = 14
    title = "Two rules of one listener have the same priority"
    symptom = "CREATE_FAILED: Priority '10' is currently in use"
    why = "Priorities order the rules of a listener, so each is given once. Which is refused is a matter of luck."
    fix = "Give each rule a Priority of its own."
    base = "balanced"
    good = {
        "Listener.DefaultActions.0.TargetGroupArn": None,
        "Listener.DefaultActions.0.Type": "fixed-response",
        "Listener.DefaultActions.0.FixedResponseConfig": "{StatusCode: '404'}",
        "OtherTargets": "{Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: {TargetType: lambda}}",
        "WebRule": """
            Type: AWS::ElasticLoadBalancingV2::ListenerRule
            Properties:
              ListenerArn: !Ref Listener
              Priority: 1
              Actions:
              - Type: forward
                TargetGroupArn: !Ref Targets
              Conditions:
              - Field: path-pattern
                PathPatternConfig:
                  Values:
                  - /web/*
""",
        "RestRule": """
            Type: AWS::ElasticLoadBalancingV2::ListenerRule
            Properties:
              ListenerArn: !Ref Listener
              Priority: 2
              Actions:
              - Type: forward
                TargetGroupArn: !Ref OtherTargets
              Conditions:
              - Field: path-pattern
                PathPatternConfig:
                  Values:
                  - /a/*
""",
        "Service.DependsOn.1": "WebRule",
    }
    bad = {
        "WebRule.Priority": "2",
    }
