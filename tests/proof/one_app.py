"""A small app that is right in every way, and a way to spoil it: each test changes one thing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from generator.proof.answer import Fault, Proof
from generator.proof.faults import all_faults
from generator.proof.prove import Prover
from generator.stack import Graph, load

Template = dict[str, Any]
Change = Callable[[Template], object]
REGION = {"AWS::Region": "us-east-1"}

APP = """
Parameters:
  Open: {Type: String}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Internet: {Type: AWS::EC2::InternetGateway}
  Attachment:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties: {VpcId: {Ref: Vpc}, InternetGatewayId: {Ref: Internet}}
  PublicTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: {Ref: Vpc}}}
  PublicRoute:
    Type: AWS::EC2::Route
    DependsOn: Attachment
    Properties: {RouteTableId: {Ref: PublicTable}, DestinationCidrBlock: 0.0.0.0/0, GatewayId: {Ref: Internet}}
  PublicSubnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: {Ref: Vpc}, CidrBlock: 10.0.0.0/24}}
  PublicAssociation:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: {SubnetId: {Ref: PublicSubnet}, RouteTableId: {Ref: PublicTable}}
  Address: {Type: AWS::EC2::EIP}
  Nat:
    Type: AWS::EC2::NatGateway
    Properties: {SubnetId: {Ref: PublicSubnet}, AllocationId: {"Fn::GetAtt": [Address, AllocationId]}}
  TaskTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: {Ref: Vpc}}}
  TaskRoute:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: {Ref: TaskTable}, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: {Ref: Nat}}
  TaskSubnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: {Ref: Vpc}, CidrBlock: 10.0.1.0/24}}
  TaskAssociation:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: {SubnetId: {Ref: TaskSubnet}, RouteTableId: {Ref: TaskTable}}
  BalancerGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      VpcId: {Ref: Vpc}
      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}]
  TaskGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      VpcId: {Ref: Vpc}
      SecurityGroupIngress:
      - {IpProtocol: tcp, FromPort: 3000, ToPort: 3000, SourceSecurityGroupId: {Ref: BalancerGroup}}
  ApiGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      VpcId: {Ref: Vpc}
      SecurityGroupIngress:
      - {IpProtocol: tcp, FromPort: 8080, ToPort: 8080, SourceSecurityGroupId: {Ref: TaskGroup}}
  DataGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      VpcId: {Ref: Vpc}
      SecurityGroupIngress:
      - {IpProtocol: tcp, FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: {Ref: TaskGroup}}
  Login:
    Type: AWS::SecretsManager::Secret
    Properties: {GenerateSecretString: {SecretStringTemplate: '{"username": "app"}', GenerateStringKey: password}}
  DataSubnets: {Type: AWS::RDS::DBSubnetGroup, Properties: {SubnetIds: [{Ref: TaskSubnet}, {Ref: PublicSubnet}]}}
  Database:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: postgres
      EngineVersion: "17.6"
      DBSubnetGroupName: {Ref: DataSubnets}
      VPCSecurityGroups: [{Ref: DataGroup}]
      MasterUsername: app
      MasterUserPassword: {"Fn::Sub": "{{resolve:secretsmanager:${Login}:SecretString:password}}"}
  LoginAttachment:
    Type: AWS::SecretsManager::SecretTargetAttachment
    Properties: {SecretId: {Ref: Login}, TargetId: {Ref: Database}, TargetType: AWS::RDS::DBInstance}
  Namespace: {Type: AWS::ServiceDiscovery::PrivateDnsNamespace, Properties: {Name: app.local, Vpc: {Ref: Vpc}}}
  ApiName:
    Type: AWS::ServiceDiscovery::Service
    Properties: {Name: api, NamespaceId: {Ref: Namespace}, DnsConfig: {DnsRecords: [{Type: A, TTL: 10}]}}
  Balancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: {Subnets: [{Ref: PublicSubnet}], SecurityGroups: [{Ref: BalancerGroup}]}
  Targets:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: {VpcId: {Ref: Vpc}, TargetType: ip, Port: 80, Protocol: HTTP}
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: {Ref: Balancer}
      Port: 443
      Protocol: HTTPS
      DefaultActions: [{Type: forward, TargetGroupArn: {Ref: Targets}}]
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {Service: ecs-tasks.amazonaws.com}, Action: sts:AssumeRole}]
      Policies:
      - PolicyName: start
        PolicyDocument:
          Statement:
          - {Effect: Allow, Action: secretsmanager:GetSecretValue, Resource: {Ref: Login}}
  Cluster: {Type: AWS::ECS::Cluster}
  WebTask:
    Type: AWS::ECS::TaskDefinition
    Properties:
      RequiresCompatibilities: [FARGATE]
      NetworkMode: awsvpc
      ExecutionRoleArn: {"Fn::GetAtt": [Role, Arn]}
      ContainerDefinitions:
      - Name: web
        Image: node:22-alpine
        PortMappings: [{ContainerPort: 3000}]
        HealthCheck: {Command: [CMD-SHELL, "wget -q -O - http://localhost:3000/health || exit 1"]}
        Environment:
        - {Name: API_URL, Value: "http://api.app.local:8080/v1"}
        Secrets:
        - {Name: DB_HOST, ValueFrom: {"Fn::Sub": "${Login}:host::"}}
        - {Name: DB_PASSWORD, ValueFrom: {"Fn::Sub": "${Login}:password::"}}
  ApiTask:
    Type: AWS::ECS::TaskDefinition
    Properties:
      RequiresCompatibilities: [FARGATE]
      NetworkMode: awsvpc
      ContainerDefinitions:
      - Name: api
        Image: node:22-alpine
        PortMappings: [{ContainerPort: 8080}]
        HealthCheck: {Command: [CMD, node, -e, "require('http').get('http://127.0.0.1:8080')"]}
  Web:
    Type: AWS::ECS::Service
    DependsOn: [Listener, LoginAttachment, TaskRoute]
    Properties:
      Cluster: {Ref: Cluster}
      LaunchType: FARGATE
      TaskDefinition: {Ref: WebTask}
      NetworkConfiguration:
        AwsvpcConfiguration: {Subnets: [{Ref: TaskSubnet}], SecurityGroups: [{Ref: TaskGroup}]}
      LoadBalancers: [{ContainerName: web, ContainerPort: 3000, TargetGroupArn: {Ref: Targets}}]
  Api:
    Type: AWS::ECS::Service
    DependsOn: TaskRoute
    Properties:
      Cluster: {Ref: Cluster}
      LaunchType: FARGATE
      TaskDefinition: {Ref: ApiTask}
      NetworkConfiguration:
        AwsvpcConfiguration: {Subnets: [{Ref: TaskSubnet}], SecurityGroups: [{Ref: ApiGroup}]}
      ServiceRegistries: [{RegistryArn: {"Fn::GetAtt": [ApiName, Arn]}}]
"""


def properties(template: Template, name: str) -> Template:
    """Give the properties of one resource."""
    found: Template = template["Resources"][name]["Properties"]
    return found


def container(template: Template, name: str = "WebTask", index: int = 0) -> Template:
    """Give one container of a task definition."""
    found: Template = properties(template, name)["ContainerDefinitions"][index]
    return found


def variable(name: str, value: object) -> Change:
    """Make a change that adds a variable to the web container."""
    return lambda t: container(t).setdefault("Environment", []).append({"Name": name, "Value": value})


def set_to(name: str, **values: object) -> Change:
    """Make a change that sets properties of a resource; None takes one away."""

    def change(template: Template) -> None:
        for key, value in values.items():
            properties(template, name)[key] = value
            if value is None:
                del properties(template, name)[key]

    return change


def set_in(name: str, **values: object) -> Change:
    """Make a change that sets properties of the first container of a task definition; None takes one away."""

    def change(template: Template) -> None:
        for key, value in values.items():
            container(template, name)[key] = value
            if value is None:
                del container(template, name)[key]

    return change


def add(name: str, kind: str, **values: object) -> Change:
    """Make a change that adds a resource."""
    return lambda t: t["Resources"].update({name: {"Type": kind, "Properties": values}})


def without(*names: str) -> Change:
    """Make a change that takes resources away."""
    return lambda t: [t["Resources"].pop(name) for name in names]


def both(*changes: Change) -> Change:
    """Make one change of several."""
    return lambda t: [change(t) for change in changes]


def attribute(name: str, key: str) -> Template:
    """Make Fn::GetAtt."""
    return {"Fn::GetAtt": [name, key]}


OPEN = {"Ref": "Open"}
"""A value that is not known."""


def graph(folder: Path, change: Change = lambda t: None, **options: Any) -> Graph:
    """Give the graph of the app after a change."""
    template = yaml.safe_load(APP)
    change(template)
    path = folder / "root.json"
    path.write_text(json.dumps(template))
    return load(path, project=folder, parameters=REGION, **options)


def faults(folder: Path, change: Change = lambda t: None, **options: Any) -> list[Fault]:
    """Give what is wrong with the app after a change."""
    return list(all_faults(graph(folder, change, **options)))


def rules(folder: Path, change: Change = lambda t: None, **options: Any) -> set[str]:
    """Give the ids of the rules that the app breaks after a change."""
    return {fault.rule for fault in faults(folder, change, **options)}


def row(folder: Path, need: str, change: Change = lambda t: None) -> str:
    """Give the verdict of the one need that begins with some text."""
    return str(rows(folder, need, change)[0].answer.verdict)


def rows(folder: Path, need: str, change: Change = lambda t: None) -> list[Proof]:
    """Give the rows whose need begins with some text."""
    return [each for each in Prover(graph(folder, change)).proofs if each.need.name.startswith(need)]
