"""Lesson 6: an endpoint that no name leads to."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.no_path import EndpointWithoutPrivateName


class PrivateDnsOff(Check):
    id = "ECS061"
    lesson = 6
    title = "Private DNS is off on an endpoint that tasks rely on"
    symptom = "ResourceInitializationError ... context deadline exceeded, with an endpoint that nobody uses"
    why = (
        "ECS and the SDKs ask for the public name of the service. Without private DNS that name leads to a public "
        "address, which an isolated subnet cannot reach."
    )
    fix = "Set PrivateDnsEnabled: true on the endpoint."
    fault = EndpointWithoutPrivateName
    message = "the endpoint for {api} has private DNS off, so {task} asks a public address in vain ({symptom})"
    change = "PrivateDnsEnabled: true"
    base = "isolated"
    bad = {
        "LogsEndpoint.PrivateDnsEnabled": "false",
    }
