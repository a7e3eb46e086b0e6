"""Lesson 1: an endpoint that stands in another VPC than the tasks."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.network.no_path import EndpointInOtherVpc


class EndpointInAnotherVpc(Check):
    id = "ECS012"
    lesson = 1
    title = "Endpoint is in another VPC than the tasks"
    symptom = "ResourceInitializationError ... context deadline exceeded, although an endpoint of the service exists"
    why = (
        "An endpoint serves the VPC that it belongs to. In another VPC the name of the service resolves to public "
        "addresses."
    )
    fix = "Set VpcId of the endpoint to the VPC of the tasks' subnets, and its subnets and group to that VPC's."
    fault = EndpointInOtherVpc
    message = (
        "{resource}, the endpoint for {api}, is in another VPC ({vpc}) than the tasks of {task}, which cannot reach it"
    )
    change = "VpcId: the VPC of the subnets of {task}"
    base = "isolated"
    good = {
        "OtherVpc": """
            Type: AWS::EC2::VPC
            Properties:
              CidrBlock: 10.9.0.0/16
              EnableDnsSupport: true
              EnableDnsHostnames: true
""",
        "OtherSubnet": """
            Type: AWS::EC2::Subnet
            Properties:
              VpcId: !Ref 'OtherVpc'
              CidrBlock: 10.9.0.0/24
""",
        "OtherGroup": """
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: Endpoints of the other VPC
              VpcId: !Ref OtherVpc
""",
    }
    bad = {
        "LogsEndpoint.VpcId": "!Ref OtherVpc",
        "LogsEndpoint.SubnetIds.0": "!Ref OtherSubnet",
        "LogsEndpoint.SecurityGroupIds.0": "!Ref OtherGroup",
    }
