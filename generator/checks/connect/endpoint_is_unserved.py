"""Lesson 32: a name of Service Connect that leads nowhere from where it is called."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.services.connect_calls import EndpointUnserved

_CALL = "{caller} calls {name} ({variable}), "
_NOT_FOUND = ": the name does not resolve (could not resolve host, ENOTFOUND)"


class EndpointIsUnserved(Check):
    id = "ECS322"
    lesson = 32
    title = "Service calls a name of Service Connect that leads nowhere for it"
    symptom = "getaddrinfo ENOTFOUND api; connect ECONNREFUSED 127.255.0.1:8080"
    why = (
        "The names of Service Connect are in the hosts file of tasks whose service has a ServiceConnectConfiguration "
        "with the same namespace, and in no DNS. The proxy beside such a task listens on the port of the alias, "
        "whatever port the server's container has."
    )
    fix = "Call a name and port of ClientAliases, from a service with Service Connect in the same namespace."
    fault = EndpointUnserved
    message = {
        "nobody": _CALL + "which no service serves in the namespace {detail}" + _NOT_FOUND,
        "port": (
            _CALL + "but {other} serves it on {detail}: the proxy does not listen on that port (connection refused)"
        ),
        "outside": (
            _CALL
            + "which {other} serves through Service Connect, but has no ServiceConnectConfiguration itself"
            + _NOT_FOUND
        ),
        "elsewhere": _CALL + "which {other} serves in another namespace than its own ({detail})" + _NOT_FOUND,
        "protocol": (
            _CALL + "but AppProtocol of the port of {other} is {detail}: the proxy takes the calls for requests of "
            "HTTP, and drops them"
        ),
    }
    change = {
        "nobody": "ClientAliases of the called service: DnsName and Port as they are called; or correct the name",
        "port": "call port {detail}, or ClientAliases of {other}: the port that is called",
        "outside": "{caller}: ServiceConnectConfiguration with Enabled: true and the namespace of {other}",
        "elsewhere": "Namespace of {caller}: that of {other}",
        "protocol": "PortMappings of {other}: leave AppProtocol out",
    }
    base = "connected"
    bad = {"CallerTask.ContainerDefinitions.0.Environment.0.Value": "http://web:3000"}
