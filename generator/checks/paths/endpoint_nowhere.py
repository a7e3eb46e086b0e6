"""Lesson 1: an interface endpoint that is in no subnet."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.network.interface_endpoints import EndpointWithoutSubnets


class EndpointNowhere(Check):
    id = "ECS015"
    lesson = 1
    title = "Interface endpoint is in no subnet"
    symptom = "ResourceInitializationError or CannotPullContainerError: dial tcp: i/o timeout"
    why = (
        "An interface endpoint has an address in each subnet that it is in. SubnetIds may be left out, and EC2 then "
        "creates an endpoint without network interfaces."
    )
    fix = "Give the endpoint SubnetIds: one subnet in each zone of the tasks, and no two in one zone."
    fault = EndpointWithoutSubnets
    message = (
        "{resource} is in no subnet, so it has no address, and tasks of {task} have no path to {api}; they fail "
        "({symptom})"
    )
    change = "SubnetIds: one subnet in each zone of the tasks"
    base = "isolated"
    bad = {
        "EcrApiEndpoint.SubnetIds": None,
        "EcrDkrEndpoint.SubnetIds": None,
        "LogsEndpoint.SubnetIds": None,
    }
