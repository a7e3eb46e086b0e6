"""Lesson 5: an endpoint that admits some services, and not this one."""

from __future__ import annotations

from generator.checks.check import Check
from generator.checks.groups._endpoint_ingress import CHANGE
from generator.needs.interface_endpoints import EndpointClosedToTask


class EndpointAdmitsOthers(Check):
    id = "ECS050"
    lesson = 5
    title = "Endpoint admits other services' security groups, but not this one's"
    symptom = "ResourceInitializationError ... context deadline exceeded, for one service only, while others start"
    why = (
        "Each service has a group of its own, and each endpoint's group lists the groups it admits. The list is made "
        "when the first service is; the second one is forgotten on one endpoint of five."
    )
    fix = "Admit one group that every task carries, or add this service's group to the endpoint's ingress rules."
    fault = EndpointClosedToTask
    message = "{endpoint} admits others on 443, but none of the groups of {task} ({groups}): {symptom}"
    change = CHANGE
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
