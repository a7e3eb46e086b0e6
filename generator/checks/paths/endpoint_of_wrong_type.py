"""Lesson 6: an endpoint of a type that its service does not have."""

from __future__ import annotations

from collections.abc import Iterator

from generator.awsdata.services import gateway_services
from generator.checks.check import Check
from generator.finding import Finding
from generator.needs.agent.sessions import session_path_faults
from generator.needs.context import Context
from generator.needs.network.no_path import EndpointTypeForeign
from generator.remedy import Write


class EndpointOfWrongType(Check):
    id = "ECS060"
    lesson = 6
    title = "Endpoint is of a type that the service does not offer"
    symptom = (
        "CREATE_FAILED: The Vpc Endpoint Service ... does not support the endpoint type Gateway (InvalidParameter)"
    )
    why = (
        "S3, S3 Express and DynamoDB have gateway endpoints; everything else has interface endpoints only. "
        "VpcEndpointType left out means Gateway."
    )
    fix = "Set VpcEndpointType to Interface, with SubnetIds, SecurityGroupIds and PrivateDnsEnabled."
    fault = EndpointTypeForeign
    message = "{resource} is of type Gateway, but {api} has interface endpoints only; CreateVpcEndpoint fails"
    change = "VpcEndpointType: Interface"
    remedy = Write("VpcEndpointType", "Interface")
    base = "isolated"
    bad = {
        "LogsEndpoint.PrivateDnsEnabled": None,
        "LogsEndpoint.SubnetIds": None,
        "LogsEndpoint.SecurityGroupIds": None,
        "LogsEndpoint.VpcEndpointType": "Gateway",
        "LogsEndpoint.RouteTableIds": "[!Ref RouteTable]",
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find those that no task needs too, which are not created, and that of ECS Exec, which no row asks for."""
        for endpoint in context.network.endpoints:
            if endpoint.kind == "Gateway" and endpoint.api and endpoint.api not in gateway_services():
                yield self.word(EndpointTypeForeign(endpoint.resource, ("VpcEndpointType",), (), endpoint.api))
        for task in context.tasks:
            for fault in session_path_faults(context, task):
                if isinstance(fault, EndpointTypeForeign):
                    yield self.word(fault)
