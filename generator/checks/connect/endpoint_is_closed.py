"""Lesson 32: a server of Service Connect whose groups do not admit its client."""

from __future__ import annotations

from generator.checks import _ports
from generator.checks.check import Check
from generator.needs.services.connect_calls import EndpointClosed


class EndpointIsClosed(Check):
    id = "ECS323"
    lesson = 32
    title = "Security group of a service does not admit its clients of Service Connect"
    symptom = "upstream connect error or disconnect/reset before headers; 503 or 504 from the proxy"
    why = (
        "The proxy of the client connects to the proxy of the server on the server's container port, or its "
        "IngressPortOverride, and not on the port of the alias. The security group of the server's tasks has to admit "
        "the client's tasks there."
    )
    fix = "Admit a group of the client on the container port in the server's security group."
    fault = EndpointClosed
    message = _ports.message("its proxy answers with 503 (upstream connect error) or 504")
    change = _ports.CHANGE
    remedy = _ports.REMEDY
    base = "connected"
    bad = {
        "TaskGroup.SecurityGroupIngress.0.SourceSecurityGroupId": None,
        "TaskGroup.SecurityGroupIngress.0.CidrIp": "192.168.0.0/16",
    }
