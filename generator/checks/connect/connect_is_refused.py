"""Lesson 32: a service that ECS does not take into Service Connect."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.services.service_connect import ConnectRefused

_FAILS = "CreateService fails (InvalidParameterException)"


class ConnectIsRefused(Check):
    id = "ECS320"
    lesson = 32
    title = "Service Connect refers to a port, a namespace or a name that ECS refuses"
    symptom = (
        "CREATE_FAILED: InvalidParameterException when calling CreateService: portName ... serviceConnectConfiguration"
    )
    why = (
        "Service Connect serves ports by the Name of their mapping in the task definition, in a namespace that the "
        "service or its cluster names by ARN or name, under names that nobody else in the namespace has."
    )
    fix = "Name the port mapping, name the namespace by its ARN, and give each alias and discovery name once."
    fault = ConnectRefused
    message = {
        "port name": (
            "PortName {name} of {service} is not a Name in PortMappings of {other} (there are: {known}): " + _FAILS
        ),
        "namespace": (
            "{service} turns Service Connect on without a Namespace, and {other} has no ServiceConnectDefaults: "
            + _FAILS
        ),
        "id": (
            "Namespace of {resource} is the id of {other}, and Service Connect takes an ARN or a name: no namespace "
            "has the id for a name, and the services of {service} find nobody"
        ),
        "mode": (
            "NetworkMode of {other} is {name}, and Service Connect works with awsvpc and bridge only, each of which "
            "has to be written: " + _FAILS
        ),
        "client alias": "{service} gives itself the name {name}, which {other} has in the same namespace: " + _FAILS,
        "discovery name": ("{service} registers as {name}, which {other} does in the same namespace: " + _FAILS),
        "several": "ClientAliases of port {name} of {service} has several entries, and ECS takes one: " + _FAILS,
        "udp": "{name}, a port of {other} that {service} serves, is one of UDP, and proxies take only TCP: " + _FAILS,
    }
    change = {
        "port name": "PortMappings of {other}: Name: {name}",
        "namespace": "Namespace: the ARN of a namespace; or ServiceConnectDefaults of {other}",
        "id": "Namespace: !GetAtt {other}.Arn",
        "mode": "NetworkMode: awsvpc",
        "client alias": "ClientAliases: another DnsName or Port",
        "discovery name": "DiscoveryName: a name that is not taken",
        "several": "ClientAliases: keep one",
        "udp": "Protocol of the port {name}: tcp; or leave it out of Services",
    }
    base = "connected"
    bad = {"TaskDefinition.ContainerDefinitions.0.PortMappings.0.Name": None}
