"""An endpoint for a service of another Region than that of the stack."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.context import Context
from generator.needs.network.endpoint_regions import EndpointInOtherRegion, in_other_region

_FAILS = ": CreateVpcEndpoint is refused (InvalidServiceName), and the stack is rolled back"


class EndpointOfAnotherRegion(Check):
    id = "ECS240"
    lesson = 24
    fails_creation = True
    title = "Endpoint names the service of another Region than that of the stack"
    symptom = "CREATE_FAILED: The Vpc Endpoint Service 'com.amazonaws.eu-west-1.ecr.api' does not exist"
    why = (
        "The name of a service holds a Region, and EC2 knows the services of its own Region by it. A name that is "
        "written out stays behind when the stack moves."
    )
    fix = "Make the name of the Region of the stack: !Sub com.amazonaws.${AWS::Region}.<service>."
    fault = EndpointInOtherRegion
    message = {
        "given": "{resource} is for a service of {named}, and the stack is in {home}" + _FAILS,
        "told": "{resource} is for a service of {named}, and the stack is in {home}, which {because} tells" + _FAILS,
        "others": "{resource} is for a service of {named}, and another endpoint for one of another Region; a stack is "
        "in one of them" + _FAILS,
    }
    change = "ServiceName: !Sub with ${{AWS::Region}} in the place of {named}"
    base = "isolated"
    good = {
        "LogsEndpoint.ServiceName": "com.amazonaws.us-east-1.logs",
        "S3Endpoint.ServiceName": "com.amazonaws.us-east-1.s3",
    }
    bad = {"EcrApiEndpoint.ServiceName": "com.amazonaws.eu-west-1.ecr.api"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find those that are not created, whoever asks for a way through them."""
        for endpoint in context.network.endpoints:
            if endpoint.resource.exists is Truth.YES and (
                fault := in_other_region(context.network, endpoint.resource, ())
            ):
                yield self.word(fault)
