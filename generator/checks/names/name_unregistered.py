"""Lesson 10: a private name that is called and that nobody registers."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.services.names import NameLeadsNowhere

_CALL = "{caller} calls {name} ({variable}), but "
_FAILS = ", so the name does not resolve (could not resolve host, NXDOMAIN)"
_REGISTER = (
    "ServiceRegistries of the called service: an AWS::ServiceDiscovery::Service with Name {label} in {namespace}; or "
    "correct the name"
)


class NameUnregistered(Check):
    id = "ECS102"
    lesson = 10
    title = "Service calls a private name that is not registered"
    symptom = "getaddrinfo ENOTFOUND web.app.internal; could not resolve host"
    why = (
        "A name in a private namespace exists when an AWS::ServiceDiscovery::Service has it and an ECS service lists "
        "that in its ServiceRegistries. The names of ECS services and of containers are not registered."
    )
    fix = "Call the registered name, or register the called service under the name."
    fault = NameLeadsNowhere
    message = {
        "nobody": _CALL + "no service registers this name" + _FAILS,
        "unlisted": _CALL + "no ECS service lists {discovery} in its ServiceRegistries" + _FAILS,
        "no records": _CALL + "{discovery} has no DNS records (DnsConfig is not set)" + _FAILS,
        "without address": _CALL + "{discovery} has only {records} records, which hold no address" + _FAILS,
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
