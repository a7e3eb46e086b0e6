"""What calls services and is no task: functions in a VPC, and links from APIs to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.stack import Absent, Graph, Mapping, Reference, Resource, Value, parts

FUNCTIONS = ("AWS::Lambda::Function", "AWS::Serverless::Function")
LINK = "AWS::ApiGatewayV2::VpcLink"
INTEGRATION = "AWS::ApiGatewayV2::Integration"


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

    @property
    def by_function(self) -> bool:
        """Whether it is a variable of a function, and not the target of a link."""
        return self.caller.type in FUNCTIONS

    @property
    def in_vpc(self) -> bool:
        """Whether the caller is certainly, or may be, in a VPC: that of a function of SAM may stand in Globals."""
        return not isinstance(self.subnets, Absent) or self.caller.type == "AWS::Serverless::Function"

    @property
    def subnets(self) -> Value:
        """The subnets that the caller has interfaces in."""
        return self.caller.get("VpcConfig", "SubnetIds") if self.by_function else self.caller.get("SubnetIds")

    @property
    def groups(self) -> Value:
        """The security groups of these interfaces; Absent means the default group of the VPC."""
        key = "SecurityGroupIds"
        return self.caller.get("VpcConfig", key) if self.by_function else self.caller.get(key)


class Callers:
    """The callers of one graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """Every address that a function or a link is told."""
        return (*self._of_functions(), *self._of_links())

    def _of_functions(self) -> Iterator[Call]:
        for function in self.graph.of_type(*FUNCTIONS):
            variables = function.get("Environment", "Variables")
            for name, value in variables.entries if isinstance(variables, Mapping) else ():
                yield Call(function, function, ("Environment", "Variables", name), value)

    def _of_links(self) -> Iterator[Call]:
        for integration in self.graph.of_type(INTEGRATION):
            link = self.graph.target(integration.get("ConnectionId"), LINK)
            value = integration.get("IntegrationUri")
            if link is not None and not isinstance(value, Absent):
                yield Call(link, integration, ("IntegrationUri",), value)
