"""Lesson 10: a private name that is called and that nobody registers."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.names import NameLeadsNowhere

_CALL = "{caller} calls {name} ({variable}), but "
_REGISTER = "ServiceRegistries: an AWS::ServiceDiscovery::Service with Name {label} in {namespace}; or correct the name"


class NameUnregistered(Check):
    id = "ECS102"
    lesson = 10
    title = "Service calls a private name that nobody registers"
    symptom = "getaddrinfo ENOTFOUND web.app.internal; could not resolve host"
    why = (
        "A name in a private namespace exists when an AWS::ServiceDiscovery::Service has it and an ECS service "
        "lists that in its ServiceRegistries. The name of the ECS service or of the container plays no part."
    )
    fix = "Call the name as it is registered, or let the service that is meant register under the name."
    fault = NameLeadsNowhere
    message = {
        "nobody": _CALL + "nothing registers it: could not resolve host (NXDOMAIN)",
        "unlisted": (
            _CALL + "no ECS service lists {discovery} in its ServiceRegistries: could not resolve host (NXDOMAIN)"
        ),
        "no records": (
            _CALL + "{discovery} has no DNS records (DnsConfig is not set), so the name has no address: could not "
            "resolve host (NXDOMAIN)"
        ),
        "without address": (
            _CALL + "{discovery} has only {records} records, so the name has no address: could not resolve host "
            "(NXDOMAIN)"
        ),
    }
    change = {
        "nobody": _REGISTER,
        "unlisted": _REGISTER,
        "no records": "DnsConfig: DnsRecords with Type A",
        "without address": "DnsConfig: DnsRecords with Type A",
    }
    base = "called"
    bad = {
        "CallerTask.ContainerDefinitions.0.Environment.0.Value": "http://website.app.internal:3000",
    }
