"""A deployment strategy without what it moves requests with."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.services.deployments import ShiftRefused

_FAILS = "CreateService fails (InvalidParameterException)"
_NO_WAY = "so that deployments cannot move requests to new tasks, and fail"


class ShiftIsRefused(Check):
    id = "ECS133"
    lesson = 13
    title = "Blue/green deployment lacks what moves requests to the new tasks"
    symptom = "CREATE_FAILED: InvalidParameterException when calling CreateService: advancedConfiguration ..."
    why = (
        "With the strategies BLUE_GREEN, LINEAR and CANARY, ECS starts new tasks in a second target group and then "
        "changes a listener rule. AdvancedConfiguration of the LoadBalancers entry names that group, the rule, and a "
        "role that may change it. A second LoadBalancers entry is something else: it registers every task twice."
    )
    fix = (
        "In the LoadBalancers entry: AdvancedConfiguration with AlternateTargetGroupArn, ProductionListenerRule and "
        "RoleArn; the rule forwards to both target groups."
    )
    fault = ShiftRefused
    message = {
        "missing": (
            "{service} is deployed with Strategy {strategy}, but its LoadBalancers entry for {target_group} has no "
            "AdvancedConfiguration, which names the alternate target group, the listener rule and the role: " + _FAILS
        ),
        "part": (
            "{service} is deployed with Strategy {strategy}, but AdvancedConfiguration of its LoadBalancers entry for "
            "{target_group} has no {missing}: " + _FAILS
        ),
        "same": (
            "AlternateTargetGroupArn of {service} is {target_group}, in which its tasks are already: {strategy} needs "
            "a second target group, and " + _FAILS
        ),
        "listener": (
            "ProductionListenerRule of {service} is {rule}, a listener; for {found}, an application load balancer, it "
            "has to be a listener rule: CreateService fails (Must be RuleArn for ALB or ListenerArn for NLB)"
        ),
        "rule": (
            "ProductionListenerRule of {service} is {rule}, a listener rule; for {found} it has to be a listener: "
            "CreateService fails (Must be RuleArn for ALB or ListenerArn for NLB)"
        ),
        "neither": (
            "ProductionListenerRule of {service} is {rule}, which forwards neither to {target_group} nor to "
            "{alternate}: " + _FAILS
        ),
        "alternate": (
            "{alternate}, the alternate target group of {service}, is not among those that {rule} forwards to, and no "
            "TestListenerRule is named, " + _NO_WAY
        ),
        "type": (
            "{alternate}, the alternate target group of {service}, has target type {found}, but its tasks are "
            "registered by IP address: " + _FAILS
        ),
        "controller": (
            "{service} has Strategy {strategy} and the deployment controller {found}: only ECS takes a strategy, and "
            + _FAILS
        ),
    }
    change = {
        "missing": (
            "LoadBalancers of {service}: AdvancedConfiguration with AlternateTargetGroupArn, ProductionListenerRule "
            "and RoleArn"
        ),
        "part": "AdvancedConfiguration: add {missing}",
        "same": "AlternateTargetGroupArn: a second target group, which the rule forwards to as well",
        "listener": "ProductionListenerRule: an AWS::ElasticLoadBalancingV2::ListenerRule of {rule}",
        "rule": "ProductionListenerRule: the listener",
        "neither": "Actions of {rule}: forward to {target_group} with weight 1 and {alternate} with weight 0",
        "alternate": "Actions of {rule}: forward to {target_group} with weight 1 and {alternate} with weight 0",
        "type": "TargetType of {alternate}: ip",
        "controller": "DeploymentController: leave it out, or leave Strategy out",
    }
    base = "routed"
    good = {
        "Service.DependsOn": "[DefaultRoute]",
        "Service.DeploymentConfiguration": "{Strategy: BLUE_GREEN, BakeTimeInMinutes: 5}",
        "Green": """
            Type: AWS::ElasticLoadBalancingV2::TargetGroup
            Properties: {VpcId: !Ref Vpc, TargetType: ip, Protocol: HTTP, Port: 3000, HealthCheckPath: /health}
""",
        "WebRule.Actions": """
            - Type: forward
              ForwardConfig:
                TargetGroups:
                  - {TargetGroupArn: !Ref Targets, Weight: 1}
                  - {TargetGroupArn: !Ref Green, Weight: 0}
""",
        "ShiftRole": """
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Version: "2012-10-17"
                Statement: [{Effect: Allow, Principal: {Service: ecs.amazonaws.com}, Action: sts:AssumeRole}]
              ManagedPolicyArns:
                - !Sub arn:${AWS::Partition}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers
""",
        "Service.LoadBalancers.0.AdvancedConfiguration": """
            AlternateTargetGroupArn: !Ref Green
            ProductionListenerRule: !Ref WebRule
            RoleArn: !GetAtt ShiftRole.Arn
""",
    }
    bad = {"Service.LoadBalancers.0.AdvancedConfiguration": None, "Service.DependsOn": "[DefaultRoute, WebRule]"}
