"""Ours: a rule for any host, after rules that take every host that is named."""

from __future__ import annotations

from generator.checks.check import Check


class HostTakenBefore(Check):
    id = "WCS147"
    lesson = 14
    title = "At every host that the rules name, another rule takes the requests before"
    symptom = "Clients that ask for the path at the host they know get answers of another service"
    why = (
        "The rule names a path and no host, and the rules before it take the path at every host that the listener "
        "knows by name. What is left for it are requests for other hosts, such as the load balancer's own name. Told "
        "where the default action only answers by itself; with one that forwards there is a host beside those named."
    )
    fix = "Give the rule the lower Priority, or a condition host-header that says which host it is for."
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
                  - /api/*
""",
        "ShopRule": """
            Type: AWS::ElasticLoadBalancingV2::ListenerRule
            Properties:
              ListenerArn: !Ref Listener
              Priority: 2
              Actions:
              - Type: forward
                TargetGroupArn: !Ref OtherTargets
              Conditions:
              - Field: host-header
                HostHeaderConfig:
                  Values:
                  - shop.example.com
              - Field: path-pattern
                PathPatternConfig:
                  Values:
                  - /*
""",
        "Service.DependsOn.1": "WebRule",
    }
    bad = {
        "WebRule.Priority": "3",
    }
