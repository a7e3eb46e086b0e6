"""The VPC and its internet gateway, on which subnets and security groups stand side by side."""

from __future__ import annotations

from troposphere import Output, Ref, Tags, Template, ec2

from generator.config import App, Needs, Section, why


class Settings(Section):
    """The VPC has no settings of its own: see `network`."""


def build(settings: Settings, app: App, needs: Needs) -> Template:
    """Build the VPC, and an internet gateway where anything goes to or comes from the internet."""
    t = Template()
    network = app.sections["network"]
    t.add_resource(
        ec2.VPC(
            "Vpc",
            CidrBlock=network.cidr,
            EnableDnsSupport=True,
            EnableDnsHostnames=True,
            Tags=Tags(Name=app.stack),
            Metadata=why(
                "Private network of this environment",
                "EnableDnsSupport and EnableDnsHostnames stay true: endpoint and service names resolve only then",
                lesson=10,
            ),
        )
    )
    t.add_output(Output("VpcId", Value=Ref("Vpc")))
    if network.egress != "endpoints" or needs.public:
        reason = "Way to and from the internet for what stands in public subnets"
        t.add_resource(ec2.InternetGateway("InternetGateway", Tags=Tags(Name=app.stack), Metadata=why(reason)))
        t.add_output(Output("InternetGatewayId", Value=Ref("InternetGateway")))
    return t
