"""Lesson 4: the tasks' own group lets nothing out to the endpoints."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.internet import EgressClosed

_EGRESS_RULE = "add an egress rule: IpProtocol tcp, FromPort 443, ToPort 443, to that group or prefix list"


class TaskMayNotLeave(Check):
    id = "ECS041"
    lesson = 4
    title = "Security groups of the tasks do not let 443 out"
    symptom = "ResourceInitializationError ... context deadline exceeded; CannotPullContainerError ... i/o timeout"
    why = (
        "A group with egress rules of its own lets nothing else out. Tasks need 443 to the endpoints' group, and to "
        "the prefix list of S3 or the internet, for a gateway endpoint has no group."
    )
    fix = "Add an egress rule for TCP 443 to the tasks' security group."
    fault = EgressClosed
    message = {
        "endpoint": "no group of {task} lets 443 out to the endpoint {destination}: {symptom}",
        "gateway": "no group of {task} lets 443 out to {destination} (its prefix list): {symptom}",
        "internet": "no group of {task} lets 443 out to the internet, where it has to go for {destination}: {symptom}",
        "registry": "no group of {task} lets 443 out to {destination}, where its image is (CannotPullContainerError)",
    }
    change = {
        "endpoint": _EGRESS_RULE,
        "gateway": _EGRESS_RULE,
        "internet": _EGRESS_RULE,
        "registry": "SecurityGroupEgress: IpProtocol tcp, FromPort 443, ToPort 443, CidrIp 0.0.0.0/0",
    }
    base = "isolated"
    good = {
        "TaskGroup.SecurityGroupEgress": "[{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}]",
    }
    bad = {
        "TaskGroup.SecurityGroupEgress.0.FromPort": "5432",
        "TaskGroup.SecurityGroupEgress.0.ToPort": "5432",
    }
