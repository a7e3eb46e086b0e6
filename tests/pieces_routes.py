"""Pieces of little templates: a load balancer whose rules send requests to a service, and to a page of its own."""

from __future__ import annotations

from tests.pieces import NAT, ROLE, TASK, VPC, template
from tests.pieces_traffic import BALANCED_SERVICE, BALANCER, SECOND_SUBNET, TARGETS

_LISTENER = """\
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Balancer
      Port: 80
      Protocol: HTTP
      DefaultActions: [{Type: fixed-response, FixedResponseConfig: {StatusCode: "404"}}]
  OtherTargets:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: {TargetType: lambda}
"""


def rule(name: str, priority: int, conditions: str, targets: str) -> str:
    """Write a rule of the listener; conditions are the lines of their list."""
    return f"""\
  {name}:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Listener
      Priority: {priority}
      Actions: [{{Type: forward, TargetGroupArn: !Ref {targets}}}]
      Conditions:
{conditions}"""


def paths(*patterns: str) -> str:
    """Write a condition on the path."""
    return f"        - {{Field: path-pattern, PathPatternConfig: {{Values: [{', '.join(patterns)}]}}}}\n"


def hosts(*names: str) -> str:
    """Write a condition on the host."""
    return f"        - {{Field: host-header, HostHeaderConfig: {{Values: [{', '.join(names)}]}}}}\n"


def routed(*rules: str) -> str:
    """Write a template with these rules; the first is the one that the service waits for."""
    text = template(VPC, SECOND_SUBNET, NAT, BALANCER, _LISTENER, *rules, TARGETS, ROLE, TASK, BALANCED_SERVICE)
    return text.replace("DependsOn: [DefaultRoute, Listener]", "DependsOn: [DefaultRoute, WebRule]")
