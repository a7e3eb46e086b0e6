"""Lesson 4: the tasks' own groups allow no outbound traffic to the endpoints."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.network.internet import EgressClosed
from generator.remedy import OpenPort

_EGRESS_RULE = "add an egress rule: IpProtocol tcp, FromPort 443, ToPort 443, to that group or prefix list"


class TaskMayNotLeave(Check):
    id = "ECS041"
    lesson = 4
    title = "Security groups of the tasks do not allow outbound traffic on 443"
    symptom = "ResourceInitializationError ... context deadline exceeded; CannotPullContainerError ... i/o timeout"
    why = (
        "A group with egress rules of its own allows nothing else. Tasks need 443 to the endpoints' group, and to the "
        "prefix list of S3 or the internet, because a gateway endpoint has no security group."
    )
    fix = "Add an egress rule for TCP 443 to the tasks' security group."
    fault = EgressClosed
    message = {
        "endpoint": "no security group of {task} allows outbound traffic on 443 to the endpoint {destination}; tasks "
        "fail ({symptom})",
        "gateway": "no security group of {task} allows outbound traffic on 443 to {destination} (its prefix list); "
        "tasks fail ({symptom})",
        "internet": "no security group of {task} allows outbound traffic on 443 to the internet, through which tasks "
        "reach {destination}; they fail ({symptom})",
        "anywhere": "no security group of {task} allows any outbound traffic on 443, by which tasks reach "
        "{destination}; they fail ({symptom})",
        "registry": "no security group of {task} allows outbound traffic on 443 to {destination}, which its image is "
        "pulled from; tasks stop with CannotPullContainerError",
    }
    change = {
        "endpoint": _EGRESS_RULE,
        "gateway": _EGRESS_RULE,
        "internet": _EGRESS_RULE,
        "anywhere": _EGRESS_RULE,
        "registry": "SecurityGroupEgress: IpProtocol tcp, FromPort 443, ToPort 443, CidrIp 0.0.0.0/0",
    }
    remedy = dict.fromkeys(("endpoint", "gateway", "internet", "anywhere"), OpenPort("Egress", 443))
    base = "isolated"
    good = {
        "TaskGroup.SecurityGroupEgress": "[{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}]",
    }
    bad = {
        "TaskGroup.SecurityGroupEgress.0.FromPort": "5432",
        "TaskGroup.SecurityGroupEgress.0.ToPort": "5432",
    }
