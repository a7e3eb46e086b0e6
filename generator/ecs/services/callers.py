"""What calls services and is no task: functions, builds, canaries, App Runner, and links from APIs to a VPC."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.ecs.tasks import items
from generator.stack import Absent, Graph, Mapping, Reference, Resource, Value, parts

FUNCTIONS = ("AWS::Lambda::Function", "AWS::Serverless::Function")
LINK = "AWS::ApiGatewayV2::VpcLink"
INTEGRATION = "AWS::ApiGatewayV2::Integration"
BUILD, CANARY, RUNNER = "AWS::CodeBuild::Project", "AWS::Synthetics::Canary", "AWS::AppRunner::Service"
CONNECTOR = "AWS::AppRunner::VpcConnector"
_PLACES = {
    **dict.fromkeys(FUNCTIONS, (("VpcConfig", "SubnetIds"), ("VpcConfig", "SecurityGroupIds"))),
    BUILD: (("VpcConfig", "Subnets"), ("VpcConfig", "SecurityGroupIds")),
    CANARY: (("VPCConfig", "SubnetIds"), ("VPCConfig", "SecurityGroupIds")),
    CONNECTOR: (("Subnets",), ("SecurityGroups",)),
    LINK: (("SubnetIds",), ("SecurityGroupIds",)),
}
"""Where the subnets and the groups of the interfaces of each stand. Source: CloudFormation Template Reference, each of
these types; from memory, 2026-11."""
_RUNTIME = ("SourceConfiguration", "ImageRepository", "ImageConfiguration", "RuntimeEnvironmentVariables")


def named_in_variables(function: Resource, resource: Resource) -> bool:
    """Tell whether a variable of a function holds the name or the ARN of a resource."""
    variables = function.get("Environment", "Variables")
    values = [value for _, value in variables.entries] if isinstance(variables, Mapping) else []
    named = [part for value in values for part in parts(value) if isinstance(part, Reference)]
    return any(part.resource == resource.path for part in named)


@dataclass(frozen=True)
class Call:
    """One address that a caller is told. ``steps`` lead to it from the properties of ``place``."""

    caller: Resource
    place: Resource
    steps: tuple[str | int, ...]
    value: Value
    interfaces: Resource | None = None
    """What has the interfaces of the caller, where it is not the caller itself: the connector of App Runner."""

    @property
    def by_function(self) -> bool:
        """Whether it is a variable of a function or another program, and not the target of a link."""
        return self.caller.type != LINK

    @property
    def in_vpc(self) -> bool:
        """Whether the caller is certainly, or may be, in a VPC: that of a function of SAM may stand in Globals."""
        return not isinstance(self.subnets, Absent) or self.caller.type == "AWS::Serverless::Function"

    @property
    def subnets(self) -> Value:
        """The subnets that the caller has interfaces in."""
        return self._place(0)

    @property
    def groups(self) -> Value:
        """The security groups of these interfaces; Absent means the default group of the VPC."""
        return self._place(1)

    def _place(self, which: int) -> Value:
        placed = self.interfaces or self.caller
        ways = _PLACES.get(placed.type)
        return placed.get(*ways[which]) if ways else Absent()


class Callers:
    """The callers of one graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """Every address that a function or a link is told."""
        return (*self._of_functions(), *self._of_others(), *self._of_links())

    def _of_functions(self) -> Iterator[Call]:
        for function in self.graph.of_type(*FUNCTIONS):
            variables = function.get("Environment", "Variables")
            for name, value in variables.entries if isinstance(variables, Mapping) else ():
                yield Call(function, function, ("Environment", "Variables", name), value)

    def _of_others(self) -> Iterator[Call]:
        listed = {BUILD: ("Environment", "EnvironmentVariables"), RUNNER: _RUNTIME}
        for kind, way in listed.items():
            for caller in self.graph.of_type(kind):
                connector = caller.get("NetworkConfiguration", "EgressConfiguration", "VpcConnectorArn")
                of_runner = self.graph.target(connector, CONNECTOR) if kind == RUNNER else None
                if kind == RUNNER and of_runner is None and not isinstance(connector, Absent):
                    continue
                for index, _ in items(caller.get(*way)):
                    value = caller.get(*way, index, "Value")
                    yield Call(caller, caller, (*way, index, "Value"), value, of_runner)
        for canary in self.graph.of_type(CANARY):
            variables = canary.get("RunConfig", "EnvironmentVariables")
            for name, value in variables.entries if isinstance(variables, Mapping) else ():
                yield Call(canary, canary, ("RunConfig", "EnvironmentVariables", name), value)

    def _of_links(self) -> Iterator[Call]:
        for integration in self.graph.of_type(INTEGRATION):
            link = self.graph.target(integration.get("ConnectionId"), LINK)
            value = integration.get("IntegrationUri")
            if link is not None and not isinstance(value, Absent):
                yield Call(link, integration, ("IntegrationUri",), value)
