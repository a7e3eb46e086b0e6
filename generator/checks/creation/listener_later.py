"""Ours: a service that is created before its listener."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.creation import _listeners
from generator.checks.creation._listeners import late_listeners
from generator.finding import Finding
from generator.needs.context import Context


class ListenerLater(Check):
    id = "ECS120"
    lesson = 12
    title = "Service is created before the listener of its target group"
    symptom = (
        "CREATE_FAILED: Invalid request provided: CreateService error: The target group with targetGroupArn ... "
        "does not have an associated load balancer"
    )
    why = (
        "The service refers to the target group, and so does the listener; neither refers to the other. "
        "CloudFormation creates them side by side, and the listener waits for a load balancer, which takes minutes. "
        "A nested stack that gets only the target group's ARN comes too early in the same way. Where both are begun "
        "at about the same time, this is WCS120."
    )
    fix = "Add the listener, or the listener rule, to DependsOn of the service, or of the nested stack that it is in."
    message = (
        "{service} is created before {listener}: then the target group does not have an associated load balancer, and "
        "the service is not created"
    )
    change = _listeners.CHANGE
    base = "isolated"
    good = {
        "SecondSubnet": "{Type: 'AWS::EC2::Subnet', Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.2.0/24}}",
        "SecondSubnetRouteTable": """
            Type: AWS::EC2::SubnetRouteTableAssociation
            Properties:
              SubnetId: !Ref SecondSubnet
              RouteTableId: !Ref RouteTable
""",
        "BalancerGroup": """
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: Admits the company to the load balancer
              VpcId: !Ref Vpc
              SecurityGroupIngress:
              - IpProtocol: tcp
                FromPort: 80
                ToPort: 80
                CidrIp: 10.0.0.0/8
""",
        "Balancer": """
            Type: AWS::ElasticLoadBalancingV2::LoadBalancer
            Properties:
              Type: application
              Scheme: internal
              Subnets:
              - !Ref Subnet
              - !Ref SecondSubnet
              SecurityGroups:
              - !Ref BalancerGroup
""",
        "Listener": """
            Type: AWS::ElasticLoadBalancingV2::Listener
            Properties:
              LoadBalancerArn: !Ref Balancer
              Port: 80
              Protocol: HTTP
              DefaultActions:
              - Type: forward
                TargetGroupArn: !Ref Targets
""",
        "Targets": """
            Type: AWS::ElasticLoadBalancingV2::TargetGroup
            Properties:
              VpcId: !Ref Vpc
              TargetType: ip
              Protocol: HTTP
              Port: 3000
              HealthCheckPath: /health
""",
        "TaskGroup.SecurityGroupIngress": """
            - IpProtocol: tcp
              FromPort: 3000
              ToPort: 3000
              SourceSecurityGroupId: !Ref 'BalancerGroup'
""",
        "Service.DependsOn.4": "Listener",
        "Service.LoadBalancers": "[{ContainerName: web, ContainerPort: 3000, TargetGroupArn: !Ref Targets}]",
    }
    bad = {
        "Service.DependsOn.4": None,
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find the services that are created before their listeners for certain."""
        for late in late_listeners(context):
            if late.certain:
                service, listener, name = late.service, late.listener, late.name
                yield self.at(late.place, tasks=(late.task,), service=service, listener=listener, name=name)
