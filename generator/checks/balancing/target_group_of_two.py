"""One target group behind two load balancers."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.balancing.balancers import TARGETS
from generator.finding import Finding
from generator.needs.balancing.target_groups import TargetGroupShared, shared
from generator.needs.context import Context


class TargetGroupOfTwo(Check):
    id = "ECS199"
    lesson = 19
    fails_creation = True
    title = "Listeners of two load balancers forward to one target group"
    symptom = "CREATE_FAILED: The following target groups cannot be associated with more than one load balancer"
    why = (
        "A target group is used with one load balancer only. A service may be registered in several target groups, so "
        "that each load balancer has one of its own."
    )
    fix = "Make a second target group, and name both in LoadBalancers of the service."
    fault = TargetGroupShared
    message = (
        "{resource} makes {target_group} a target group of {second}, and it is one of {first} already: the second "
        "listener or rule is refused (cannot be associated with more than one load balancer)"
    )
    change = (
        "TargetGroupArn: a target group of its own for {second}; and a second entry in LoadBalancers of the service"
    )
    base = "balanced"
    good = {
        "OtherBalancer": """
            Type: AWS::ElasticLoadBalancingV2::LoadBalancer
            Properties:
              Type: application
              Scheme: internal
              Subnets: [!Ref Subnet, !Ref SecondSubnet]
              SecurityGroups: [!Ref BalancerGroup]
""",
        "OtherListener": """
            Type: AWS::ElasticLoadBalancingV2::Listener
            Properties:
              LoadBalancerArn: !Ref OtherBalancer
              Port: 80
              Protocol: HTTP
              DefaultActions: [{Type: forward, TargetGroupArn: !Ref OtherTargets}]
""",
        "OtherTargets": """
            Type: AWS::ElasticLoadBalancingV2::TargetGroup
            Properties: {VpcId: !Ref Vpc, TargetType: ip, Protocol: HTTP, Port: 3000, HealthCheckPath: /health}
""",
        "Service.LoadBalancers.1": "{ContainerName: web, ContainerPort: 3000, TargetGroupArn: !Ref OtherTargets}",
        "Service.DependsOn.2": "OtherListener",
    }
    bad = {
        "Service.LoadBalancers.1": None,
        "OtherTargets": None,
        "OtherListener.DefaultActions.0.TargetGroupArn": "!Ref Targets",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find target groups that are refused, whoever is behind them."""
        for group in context.graph.of_type(TARGETS):
            if fault := shared(context, group):
                yield self.word(fault)
