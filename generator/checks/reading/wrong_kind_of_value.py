"""Ours: a property, or a parameter of a nested stack, that is passed a thing of another kind."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.needs.cause import Worded
from generator.proof.nesting import nesting_faults
from generator.stack import Graph, edge_errors


class WrongKindOfValue(Check):
    id = "ECS110"
    lesson = 11
    title = "A value of the wrong kind is passed, or none where a nested stack needs one"
    symptom = "CREATE_FAILED: The ... ID '...' does not exist, or is malformed, after everything before it was created"
    why = (
        "Ids are text to CloudFormation: it hands a subnet where a group is wanted, or a list where one id is, through "
        "any number of nested stacks, and the service refuses it at the very end. A nested stack that is passed too "
        "few parameters, or too many, is found out as late."
    )
    fix = "Pass what the property takes; the message names the way by which the value came."
    base = "isolated"
    good = {
        "InternetGateway": "{Type: 'AWS::EC2::InternetGateway'}",
        "InternetGatewayAttachment": """
            Type: AWS::EC2::VPCGatewayAttachment
            Properties:
              VpcId: !Ref Vpc
              InternetGatewayId: !Ref InternetGateway
""",
        "PublicSubnet": "{Type: 'AWS::EC2::Subnet', Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}",
        "PublicRouteTable": "{Type: 'AWS::EC2::RouteTable', Properties: {VpcId: !Ref Vpc}}",
        "PublicSubnetRouteTable": """
            Type: AWS::EC2::SubnetRouteTableAssociation
            Properties:
              SubnetId: !Ref PublicSubnet
              RouteTableId: !Ref PublicRouteTable
""",
        "PublicRoute": """
            Type: AWS::EC2::Route
            DependsOn: InternetGatewayAttachment
            Properties:
              RouteTableId: !Ref PublicRouteTable
              DestinationCidrBlock: 0.0.0.0/0
              GatewayId: !Ref InternetGateway
""",
        "NatAddress": """
            Type: AWS::EC2::EIP
            DependsOn: InternetGatewayAttachment
            Properties:
              Domain: vpc
""",
        "NatGateway": """
            Type: AWS::EC2::NatGateway
            Properties:
              SubnetId: !Ref PublicSubnet
              AllocationId: !GetAtt NatAddress.AllocationId
""",
        "DefaultRoute": """
            Type: AWS::EC2::Route
            Properties:
              RouteTableId: !Ref RouteTable
              DestinationCidrBlock: 0.0.0.0/0
              NatGatewayId: !Ref NatGateway
""",
        "Service.DependsOn": "[DefaultRoute, EcrApiEndpoint, EcrDkrEndpoint, LogsEndpoint, S3Endpoint]",
    }
    bad = {
        "DefaultRoute.NatGatewayId": "!Ref InternetGateway",
    }

    @staticmethod
    def check(graph: Graph) -> Iterator[Worded]:
        for error in edge_errors(graph):
            yield Worded("ECS110", error.resource, error.steps, error.message, f"pass {error.want}")
        yield from nesting_faults(graph)
