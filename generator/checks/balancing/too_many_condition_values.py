"""Ours: a rule with more condition values than a listener rule may have."""

from __future__ import annotations

from generator.checks.check import Check


class TooManyConditionValues(Check):
    id = "ECS148"
    lesson = 14
    title = "A rule has more condition values, or wildcards, than a rule may have"
    symptom = "CREATE_FAILED: A rule can only have '5' condition values"
    why = (
        "The quota counts the values of all conditions of the rule together, and all * and ? in them; neither can be "
        "raised. Six wildcards are not reported: accounts of before 2020 may have them."
    )
    fix = "Divide the conditions between two rules with the same actions."
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
                  - /a
                  - /b
                  - /c
                  - /d
              - Field: host-header
                HostHeaderConfig:
                  Values:
                  - shop.example.com
""",
        "Service.DependsOn.1": "WebRule",
    }
    bad = {
        "WebRule.Conditions.1.HostHeaderConfig.Values.1": "www.example.com",
    }
