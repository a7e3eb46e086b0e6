"""Lesson 6: an endpoint that the name of its service does not resolve to."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.network.no_path import EndpointWithoutPrivateName
from generator.remedy import Write

_SO = ", so the name of {api} resolves to public addresses, which tasks of {task} cannot reach; they fail ({symptom})"


class PrivateDnsOff(Check):
    id = "ECS061"
    lesson = 6
    title = "Private DNS is off on an endpoint that tasks rely on"
    symptom = "ResourceInitializationError ... context deadline exceeded, although the endpoint is available"
    why = (
        "ECS and the SDKs use the public name of the service. Without private DNS that name resolves to public "
        "addresses, which an isolated subnet cannot reach."
    )
    fix = "Set PrivateDnsEnabled: true on the endpoint; CloudFormation takes false when it is left out."
    fault = EndpointWithoutPrivateName
    message = {
        "off": "private DNS of {resource} is off" + _SO,
        "default": "private DNS of {resource} is off by default" + _SO,
        "inbound": "private DNS of {resource} is for inbound resolver endpoints only" + _SO,
    }
    change = {
        "off": "PrivateDnsEnabled: true",
        "default": "PrivateDnsEnabled: true",
        "inbound": "PrivateDnsOnlyForInboundResolverEndpoint: AllResolvers; or a gateway endpoint for the VPC",
    }
    remedy = {
        "off": Write("PrivateDnsEnabled", True),
        "default": Write("PrivateDnsEnabled", True),
        "inbound": Write("PrivateDnsOnlyForInboundResolverEndpoint", "AllResolvers"),
    }
    base = "isolated"
    bad = {
        "LogsEndpoint.PrivateDnsEnabled": "false",
    }
