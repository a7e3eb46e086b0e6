"""A proxy of App Mesh that is no container of its task, or that would take in its own requests."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.tasks import Task, items
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Absent, Listing, Resource

_PROXY, _SETTINGS = "ProxyConfiguration", "ProxyConfigurationProperties"
_OWN = ("IgnoredUID", "IgnoredGID")


class ProxyIsRefused(Check):
    id = "ECS400"
    lesson = 40
    title = "Proxy of a task is no container of it, or is not told apart from the program"
    symptom = "CREATE_FAILED: Invalid request provided: Create TaskDefinition: ... proxyConfiguration ..."
    why = (
        "ProxyConfiguration names, by its Name, the container of the same task definition that is the proxy of App "
        "Mesh. IgnoredUID or IgnoredGID says as whom the proxy runs, so that its own requests do not go through it."
    )
    fix = "Name the container as it is called, and set IgnoredUID to the user that it runs as."
    fails_creation = True
    message = {
        "nobody": (
            "ProxyConfiguration of {resource} names {named}, and its containers are {containers}: "
            "RegisterTaskDefinition refuses the task definition"
        ),
        "own": (
            "ProxyConfiguration of {resource} has neither IgnoredUID nor IgnoredGID, one of which is required: "
            "RegisterTaskDefinition refuses the task definition"
        ),
    }
    change = {
        "nobody": "ContainerName: the name of a container of {resource}",
        "own": "ProxyConfigurationProperties: Name IgnoredUID, Value the user that {named} runs as, such as 1337",
    }
    base = "nat"
    good = {
        "TaskDefinition.ProxyConfiguration": (
            "{Type: APPMESH, ContainerName: envoy, ProxyConfigurationProperties: [{Name: IgnoredUID, Value: '1337'}, "
            "{Name: AppPorts, Value: '8080'}, {Name: ProxyIngressPort, Value: '15000'}, {Name: ProxyEgressPort, Value: "
            "'15001'}, {Name: EgressIgnoredIPs, Value: '169.254.170.2,169.254.169.254'}]}"
        ),
        "TaskDefinition.ContainerDefinitions.1": (
            "{Name: envoy, Image: !Sub '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/envoy:v1', User: "
            "'1337'}"
        ),
    }
    bad = {"TaskDefinition.ProxyConfiguration.ContainerName": "envoy-proxy"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find what ECS refuses of a proxy.

        Source: Amazon ECS API Reference, ProxyConfiguration (containerName; IgnoredUID and IgnoredGID, one of which
        is required); aws-cdk #4007 (it refuses as much); read 2026-11.
        """
        for task in context.tasks:
            definition = task.definition
            if definition is None or task.unreadable or isinstance(definition.get(_PROXY), Absent):
                continue
            named, names = literal(definition.get(_PROXY, "ContainerName")), _names(task)
            place = {"tasks": (task.name,), "named": named or "the proxy"}
            if named is not None and names and named not in names:
                steps = (_PROXY, "ContainerName")
                yield self.at(definition, *steps, variant="nobody", containers=", ".join(names), **place)
            if _own_requests_come_back(definition):
                yield self.at(definition, _PROXY, _SETTINGS, variant="own", **place)


def _names(task: Task) -> list[str]:
    """The names of the containers; none unless all are known."""
    names = [literal(container.get("Name")) for container in task.containers]
    known = [name for name in names if name is not None]
    return known if len(known) == len(names) else []


def _own_requests_come_back(definition: Resource) -> bool:
    listed = definition.get(_PROXY, _SETTINGS)
    kind = definition.get(_PROXY, "Type")
    if not isinstance(listed, Listing) or (literal(kind) != "APPMESH" and not isinstance(kind, Absent)):
        return False
    names = [literal(definition.get(_PROXY, _SETTINGS, index, "Name")) for index, _ in items(listed)]
    return None not in names and not set(_OWN) & set(names)
