"""Lesson 5: an endpoint that admits some services, and not this one."""

from __future__ import annotations

from generator.checks.check import Check
from generator.checks.groups._endpoint_ingress import CHANGE, REMEDY
from generator.needs.network.interface_endpoints import EndpointClosedToTask


class EndpointAdmitsOthers(Check):
    id = "ECS050"
    lesson = 5
    title = "Endpoint admits other services' security groups, but not this one's"
    symptom = "ResourceInitializationError ... context deadline exceeded, for one service only, while others start"
    why = (
        "Where each service has a security group of its own, each endpoint's group has to admit every one of them. A "
        "service that is added later is easily forgotten on one endpoint of several."
    )
    fix = "Admit one group that every task carries, or add this service's group to the endpoint's ingress rules."
    fault = EndpointClosedToTask
    message = (
        "the security groups of {endpoint} allow inbound traffic on 443 from other sources, but from none of "
        "{task} ({groups}); its tasks fail ({symptom})"
    )
    change = CHANGE
    remedy = REMEDY
    base = "isolated"
    good = {
        "AuthGroup": """
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: Marks the tasks of the other service
              VpcId: !Ref Vpc
""",
    }
    bad = {
        "EndpointGroup.SecurityGroupIngress.0.SourceSecurityGroupId": "!Ref AuthGroup",
    }
