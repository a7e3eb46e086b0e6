"""Lesson 33: a link from an API that names what it does not lead to."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.balancing.balancers import BALANCER, TARGETS, kind
from generator.ecs.services.callers import INTEGRATION, LINK
from generator.ecs.texts import Texts, literal
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Resource, shown

_FIRST = "AWS::ApiGateway::VpcLink"
_API = "AWS::ApiGatewayV2::Api"
_ARNS = ("Ref", "LoadBalancerArn", "TargetGroupArn")


class LinkIsRefused(Check):
    id = "ECS332"
    lesson = 33
    title = "VPC link of an API leads to something that it does not take"
    symptom = "CREATE_FAILED: BadRequestException: integration uri should be a valid ELB listener ARN"
    why = (
        "A private integration of an HTTP API names a listener of a load balancer, or a Cloud Map service, by its ARN. "
        "AWS::ApiGateway::VpcLink, the first kind of links, takes network load balancers only."
    )
    fix = "IntegrationUri: !Ref of the listener; and for AWS::ApiGateway::VpcLink a network load balancer."
    message = {
        "balancer": (
            "IntegrationUri of {resource} is {about}, and a private integration takes the ARN of a listener or of a "
            "Cloud Map service: CreateIntegration fails"
        ),
        "url": (
            "IntegrationUri of {resource} is {about}, an address, and a private integration takes the ARN of a "
            "listener or of a Cloud Map service: CreateIntegration fails"
        ),
        "application": (
            "{resource} leads to {about}, an application load balancer, and links of this kind take network load "
            "balancers only: it fails (the NLB ARN is malformed)"
        ),
    }
    change = {
        "balancer": "IntegrationUri: !Ref of a listener of {about}",
        "url": "IntegrationUri: !Ref of a listener, or !GetAtt Arn of an AWS::ServiceDiscovery::Service",
        "application": "an AWS::ApiGatewayV2::VpcLink; or a network load balancer in front of {about}",
    }
    base = "routed"
    good = {
        "Api": "{Type: AWS::ApiGatewayV2::Api, Properties: {Name: shop, ProtocolType: HTTP}}",
        "Link": """
            Type: AWS::ApiGatewayV2::VpcLink
            Properties: {Name: shop, SubnetIds: [!Ref Subnet], SecurityGroupIds: [!Ref LinkGroup]}
""",
        "LinkGroup": """
            Type: AWS::EC2::SecurityGroup
            Properties: {GroupDescription: Marks the link, VpcId: !Ref Vpc}
""",
        "BalancerGroup.SecurityGroupIngress.1": (
            "{IpProtocol: tcp, FromPort: 80, ToPort: 80, SourceSecurityGroupId: !Ref LinkGroup}"
        ),
        "Integration": """
            Type: AWS::ApiGatewayV2::Integration
            Properties:
              ApiId: !Ref Api
              IntegrationType: HTTP_PROXY
              IntegrationMethod: ANY
              PayloadFormatVersion: "1.0"
              ConnectionType: VPC_LINK
              ConnectionId: !Ref Link
              IntegrationUri: !Ref Listener
""",
    }
    bad = {"Integration.IntegrationUri": "!Ref Balancer"}

    def find(self, context: Context) -> Iterator[Finding]:
        """Find integrations and links that name a load balancer where a listener has to be, or of the wrong type.

        Sources: API Gateway Developer Guide, "Create private integrations for HTTP APIs" and "Set up API Gateway
        private integrations (legacy)"; read 2026-11.
        """
        texts = Texts()
        for integration in context.graph.of_type(INTEGRATION):
            value = integration.get("IntegrationUri")
            link = context.graph.target(integration.get("ConnectionId"), LINK)
            if link is None or not _is_http(context, integration):
                continue
            about = context.graph.target(value, BALANCER, TARGETS)
            if about is not None and str(getattr(value, "attribute", "")) in (
                "Ref",
                "LoadBalancerArn",
                "TargetGroupArn",
            ):
                yield self.at(integration, "IntegrationUri", variant="balancer", about=about)
            elif texts.text(value).lower().startswith(("http://", "https://")):
                yield self.at(integration, "IntegrationUri", variant="url", about=shown(value))
        for link in context.graph.of_type(_FIRST):
            about = context.graph.target(link.get("TargetArns", 0), BALANCER)
            if about is not None and kind(about) == "application":
                yield self.at(link, "TargetArns", variant="application", about=about)


def _is_http(context: Context, integration: Resource) -> bool:
    api = context.graph.target(integration.get("ApiId"), _API)
    return api is not None and literal(api.get("ProtocolType")) == "HTTP"
