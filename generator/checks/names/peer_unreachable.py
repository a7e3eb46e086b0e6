"""Lesson 10: a service that is called and does not admit the caller."""

from __future__ import annotations

from generator.checks import _ports
from generator.checks.check import Check
from generator.needs.services.names import PeerPortClosed


class PeerUnreachable(Check):
    id = "ECS103"
    lesson = 10
    title = "Security group of a service does not admit the service that calls it"
    symptom = "connect ETIMEDOUT 10.0.0.12:3000, although the name resolves"
    why = (
        "The name resolves to the address of a task, and the security group of the task decides who may connect. "
        "Being in the same VPC, or in the same namespace, does not open any port."
    )
    fix = "Admit a group of the caller on the port in the called service's security group."
    fault = PeerPortClosed
    message = _ports.message("its requests time out (connect ETIMEDOUT)")
    change = _ports.CHANGE
    remedy = _ports.REMEDY
    base = "called"
    bad = {
        "TaskGroup.SecurityGroupIngress.0.SourceSecurityGroupId": None,
        "TaskGroup.SecurityGroupIngress.0.CidrIp": "192.168.0.0/16",
    }
