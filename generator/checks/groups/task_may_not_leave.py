"""Lesson 4: the tasks' own group lets nothing out to the endpoints."""

from __future__ import annotations

from generator.checks.check import Check


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
    base = "isolated"
    good = {
        "TaskGroup.SecurityGroupEgress": "[{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}]",
    }
    bad = {
        "TaskGroup.SecurityGroupEgress.0.FromPort": "5432",
        "TaskGroup.SecurityGroupEgress.0.ToPort": "5432",
    }
