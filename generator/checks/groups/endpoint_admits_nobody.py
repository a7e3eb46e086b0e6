"""Lesson 4: the endpoint's security group admits no task on 443."""

from __future__ import annotations

from generator.checks.check import Check
from generator.checks.groups._endpoint_ingress import CHANGE, REMEDY
from generator.needs.network.interface_endpoints import EndpointClosed


class EndpointAdmitsNobody(Check):
    id = "ECS040"
    lesson = 4
    title = "Security group of an endpoint admits no task on 443"
    symptom = "ResourceInitializationError ... context deadline exceeded, although the endpoint exists and is available"
    why = (
        "With private DNS, the service's name resolves to the interface endpoint in the whole VPC, NAT gateway or not. "
        "AWS's APIs are HTTPS: connections that its group does not admit on 443 time out."
    )
    fix = "Add an ingress rule for TCP 443 from the tasks' security group to the endpoint's."
    fault = EndpointClosed
    message = (
        "the security groups of {endpoint} allow no inbound traffic on 443, so tasks of {task} (security groups: "
        "{groups}) cannot connect there; they fail ({symptom})"
    )
    change = CHANGE
    remedy = REMEDY
    base = "isolated"
    bad = {
        "EndpointGroup.SecurityGroupIngress.0.FromPort": "80",
        "EndpointGroup.SecurityGroupIngress.0.ToPort": "80",
    }
