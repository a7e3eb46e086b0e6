"""Ours: a rule, or one of its patterns, that never decides anything."""

from __future__ import annotations

from generator.checks.check import Check


class ConditionNeverMatched(Check):
    id = "WCS146"
    lesson = 14
    title = "A rule of a listener, or a value of its conditions, is never matched"
    symptom = "Requests for one path get answers of another service than the template says"
    why = (
        "A rule that is tried before takes every such request. Rules that do the same with it are left alone, and "
        "so is one that a condition of the template can take away, such as the page of a maintenance. Where nothing "
        "at all comes to the tasks, this is ECS146."
    )
    fix = "Give the rule with the more specific conditions the lower Priority, or take the value away."
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
                  - /login
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
                  - /log*
""",
        "Service.DependsOn.1": "WebRule",
    }
    bad = {
        "WebRule.Priority": "3",
    }
