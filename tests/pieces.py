"""Pieces of the little templates that rules reject and accept: a service in a VPC, as short as it can be."""

from __future__ import annotations

import re

_FIRST = re.compile(r"^  ((?:\w*Endpoint|DefaultRoute|Listener|ReadSecret)):$", re.MULTILINE)
_TYPE = "    Type: AWS::ECS::Service\n"


def template(*pieces: str) -> str:
    """Put pieces together to one template, in which services wait for all that their first tasks need."""
    text = "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n" + "".join(pieces)
    first = ", ".join(_FIRST.findall(text))
    return text.replace(_TYPE, f"{_TYPE}    DependsOn: [{first}]\n") if first else text


def hasty(text: str) -> str:
    """Take the order away: services wait for nothing but what they refer to."""
    return re.sub(r"^    DependsOn:(?: \[.*\]\n|\n(?:    - .*\n)+)", "", text, flags=re.MULTILINE)


VPC = """\
  Vpc:
    Type: AWS::EC2::VPC
    Properties: {CidrBlock: 10.0.0.0/16, EnableDnsSupport: true, EnableDnsHostnames: true}
  Subnet:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}
  RouteTable:
    Type: AWS::EC2::RouteTable
    Properties: {VpcId: !Ref Vpc}
  SubnetRouteTable:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref RouteTable}
"""

NAT = """\
  InternetGateway:
    Type: AWS::EC2::InternetGateway
  InternetGatewayAttachment:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref InternetGateway}
  PublicSubnet:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}
  PublicRouteTable:
    Type: AWS::EC2::RouteTable
    Properties: {VpcId: !Ref Vpc}
  PublicSubnetRouteTable:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: {SubnetId: !Ref PublicSubnet, RouteTableId: !Ref PublicRouteTable}
  PublicRoute:
    Type: AWS::EC2::Route
    DependsOn: InternetGatewayAttachment
    Properties:
      RouteTableId: !Ref PublicRouteTable
      DestinationCidrBlock: 0.0.0.0/0
      GatewayId: !Ref InternetGateway
  NatAddress:
    Type: AWS::EC2::EIP
    DependsOn: InternetGatewayAttachment
    Properties: {Domain: vpc}
  NatGateway:
    Type: AWS::EC2::NatGateway
    Properties: {SubnetId: !Ref PublicSubnet, AllocationId: !GetAtt NatAddress.AllocationId}
  DefaultRoute:
    Type: AWS::EC2::Route
    Properties:
      RouteTableId: !Ref RouteTable
      DestinationCidrBlock: 0.0.0.0/0
      NatGatewayId: !Ref NatGateway
"""

ENDPOINT_GROUP = """\
  EndpointGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: Admits the tasks to the endpoints
      VpcId: !Ref Vpc
      SecurityGroupIngress:
        - {IpProtocol: tcp, FromPort: 443, ToPort: 443, SourceSecurityGroupId: !Ref TaskGroup}
"""

S3_ENDPOINT = """\
  S3Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: !Sub com.amazonaws.${AWS::Region}.s3
      VpcEndpointType: Gateway
      RouteTableIds: [!Ref RouteTable]
"""


def interface(name: str, api: str) -> str:
    """Write an interface endpoint that admits the tasks."""
    return f"""\
  {name}:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: !Sub com.amazonaws.${{AWS::Region}}.{api}
      VpcEndpointType: Interface
      PrivateDnsEnabled: true
      SubnetIds: [!Ref Subnet]
      SecurityGroupIds: [!Ref EndpointGroup]
"""


LOGS_ENDPOINT = interface("LogsEndpoint", "logs")

ENDPOINTS = (
    ENDPOINT_GROUP
    + interface("EcrApiEndpoint", "ecr.api")
    + interface("EcrDkrEndpoint", "ecr.dkr")
    + LOGS_ENDPOINT
    + S3_ENDPOINT
)

ROLE = """\
  ExecutionRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - {Effect: Allow, Principal: {Service: ecs-tasks.amazonaws.com}, Action: sts:AssumeRole}
      ManagedPolicyArns:
        - !Sub arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy
"""

TASK = """\
  LogGroup:
    Type: AWS::Logs::LogGroup
    DeletionPolicy: Delete
    UpdateReplacePolicy: Delete
    Properties: {LogGroupName: /ecs/web, RetentionInDays: 30}
  TaskDefinition:
    Type: AWS::ECS::TaskDefinition
    Properties:
      RequiresCompatibilities: [FARGATE]
      NetworkMode: awsvpc
      Cpu: 256
      Memory: 512
      ExecutionRoleArn: !GetAtt ExecutionRole.Arn
      ContainerDefinitions:
        - Name: web
          Image: !Sub ${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/web:v1
          PortMappings: [{ContainerPort: 3000}]
          HealthCheck: {Command: [CMD-SHELL, "wget -q -O /dev/null http://127.0.0.1:3000/ || exit 1"]}
          LogConfiguration:
            LogDriver: awslogs
            Options:
              awslogs-group: !Ref LogGroup
              awslogs-region: !Ref AWS::Region
              awslogs-stream-prefix: web
"""

KEY = """\
  Secret:
    Type: AWS::SecretsManager::Secret
    DeletionPolicy: Delete
    UpdateReplacePolicy: Delete
    Properties: {GenerateSecretString: {}}
"""

SECRET_TASK = KEY + TASK.replace(
    "          LogConfiguration:",
    "          Secrets: [{Name: API_KEY, ValueFrom: !Ref Secret}]\n          LogConfiguration:",
)

SERVICE = """\
  Cluster:
    Type: AWS::ECS::Cluster
  TaskGroup:
    Type: AWS::EC2::SecurityGroup
    Properties: {GroupDescription: Marks the tasks, VpcId: !Ref Vpc}
  Service:
    Type: AWS::ECS::Service
    Properties:
      Cluster: !Ref Cluster
      LaunchType: FARGATE
      DesiredCount: 2
      TaskDefinition: !Ref TaskDefinition
      NetworkConfiguration:
        AwsvpcConfiguration:
          Subnets: [!Ref Subnet]
          SecurityGroups: [!Ref TaskGroup]
"""

ISOLATED = template(VPC, ENDPOINTS, ROLE, TASK, SERVICE)
"""Everything is right; the only ways out are endpoints."""

WITH_NAT = template(VPC, NAT, ROLE, TASK, SERVICE)
"""Everything is right; the way out is a NAT gateway."""


def nesting(url: str, head: str = "") -> str:
    """Give a root that nests the network, whose template is named in some way."""
    stack = f"  Network:\n    Type: AWS::CloudFormation::Stack\n    Properties: {{TemplateURL: {url}}}\n"
    return f"AWSTemplateFormatVersion: '2010-09-09'\n{head}Resources:\n{stack}"


BESIDE = {"network.yaml": template(VPC)}
"""The nested template that is meant."""
