"""Lesson 10: a service that is called and does not admit the caller."""

from __future__ import annotations

from generator.checks import _ports
from generator.checks.check import Check
from generator.needs.names import PeerPortClosed


class PeerUnreachable(Check):
    id = "ECS103"
    lesson = 10
    title = "Service does not admit the service that calls it"
    symptom = "connect ETIMEDOUT 10.0.0.12:3000, although the name resolves"
    why = (
        "The name leads to the address of a task, whose security group decides who may connect. Being in the same "
        "VPC, or in the same namespace, opens nothing."
    )
    fix = "Admit a group of the caller on the port in the called service's security group."
    fault = PeerPortClosed
    message = _ports.message("connect ETIMEDOUT")
    change = _ports.CHANGE
    base = "called"
    bad = {
        "TaskGroup.SecurityGroupIngress.0.SourceSecurityGroupId": None,
        "TaskGroup.SecurityGroupIngress.0.CidrIp": "192.168.0.0/16",
    }
