"""Hosts that do not admit the load balancer on the ports of their tasks."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.hosts.host_targets import HostPortClosed as PortClosed


class HostPortClosed(Check):
    id = "ECS278"
    lesson = 27
    title = "Hosts do not admit the load balancer on the ports of their tasks"
    symptom = "Target.Timeout: health checks fail; service ... is unhealthy in target-group ... due to (reason ...)"
    why = (
        "In the bridge mode with HostPort 0, ECS picks a port of the instance for each task, from 32768 to 65535, and "
        "the load balancer sends requests there. It is the group of the instances that has to admit it, on all of them."
    )
    fix = "Admit the group of the load balancer to the group of the instances, on 32768 to 65535, or on the HostPort."
    fault = PortClosed
    message = {
        "in": (
            "the groups of {target} do not admit {source} on {port}, a port of the instances that a task of {task} can "
            "have: its health checks time out, and ECS replaces it for ever"
        ),
        "out": (
            "the groups of {source} do not let it out to {target} on {port}, a port of the instances that a task of "
            "{task} can have: its health checks time out, and ECS replaces it for ever"
        ),
    }
    change = {
        "in": "SecurityGroupIngress: tcp from 32768 to 65535 (or the HostPort) from the group of {source}",
        "out": "SecurityGroupEgress: tcp from 32768 to 65535 (or the HostPort) to the group of {target}",
    }
    base = "hosts"
    good = {
        "BalancerGroup": (
            "{Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: Marks the balancer, VpcId: !Ref Vpc, "
            "SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 10.0.0.0/16}]}}"
        ),
        "HostGroup.SecurityGroupIngress": (
            "[{IpProtocol: tcp, FromPort: 32768, ToPort: 65535, SourceSecurityGroupId: !Ref BalancerGroup}]"
        ),
        "Balancer": (
            "{Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Scheme: internal, Subnets: "
            "[!Ref Subnet, !Ref PublicSubnet], SecurityGroups: [!Ref BalancerGroup]}}"
        ),
        "Targets": (
            "{Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Port: 80, Protocol: HTTP, VpcId: !Ref Vpc, "
            "TargetType: instance, HealthCheckPath: /, HealthCheckPort: traffic-port}}"
        ),
        "Listener": (
            "{Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref Balancer, Port: 80, "
            "Protocol: HTTP, DefaultActions: [{Type: forward, TargetGroupArn: !Ref Targets}]}}"
        ),
        "Subnet.AvailabilityZone": "!Select [0, !GetAZs '']",
        "PublicSubnet.AvailabilityZone": "!Select [1, !GetAZs '']",
        "Service.DependsOn": "[Hosts, Listener]",
        "Service.HealthCheckGracePeriodSeconds": "60",
        "Service.LoadBalancers": "[{ContainerName: web, ContainerPort: 3000, TargetGroupArn: !Ref Targets}]",
    }
    bad = {
        "HostGroup.SecurityGroupIngress": (
            "[{IpProtocol: tcp, FromPort: 3000, ToPort: 3000, SourceSecurityGroupId: !Ref BalancerGroup}]"
        ),
    }
