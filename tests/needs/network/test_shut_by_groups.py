"""What groups keep shut is known without a subnet; what they open is not, and neither is a range of addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.analysis.shared import analysed
from tests.edited import edited

TOP = "Parameters: {VpcId: {Type: 'AWS::EC2::VPC::Id'}, OtherVpc: {Type: 'AWS::EC2::VPC::Id'}, "
TOP += "Subnets: {Type: 'List<AWS::EC2::Subnet::Id>'}, Pw: {Type: String, NoEcho: true}}\n"
STACK = (
    TOP
    + """
Resources:
  Cluster: {Type: AWS::ECS::Cluster}
  TaskGroup: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: t, VpcId: !Ref VpcId}}
  BalancerGroup: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: b, VpcId: !Ref VpcId}}
  StoreGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: s
      VpcId: !Ref VpcId
      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 5432, ToPort: 5432, RULE}]
  Places: {Type: AWS::RDS::DBSubnetGroup, Properties: {DBSubnetGroupDescription: d, SubnetIds: !Ref Subnets}}
  Database:
    Type: AWS::RDS::DBInstance
    Properties: {Engine: postgres, DBInstanceClass: db.t4g.micro, AllocatedStorage: '20', MasterUsername: app,
      MasterUserPassword: !Ref Pw, DBSubnetGroupName: !Ref Places, VPCSecurityGroups: [!GetAtt StoreGroup.GroupId]}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Principal: {Service:
        ecs-tasks.amazonaws.com}, Action: 'sts:AssumeRole'}]}
  Definition:
    Type: AWS::ECS::TaskDefinition
    Properties:
      {RequiresCompatibilities: [FARGATE], NetworkMode: awsvpc, Cpu: '256', Memory: '512', ExecutionRoleArn: !GetAtt
      Role.Arn, ContainerDefinitions: [{Name: a, Image: 'public.ecr.aws/nginx/nginx:1', Environment: [{Name: DB_HOST,
      Value: !GetAtt Database.Endpoint.Address}]}]}
  Service:
    Type: AWS::ECS::Service
    Properties:
      {Cluster: !Ref Cluster, LaunchType: FARGATE, TaskDefinition: !Ref Definition, NetworkConfiguration:
      {AwsvpcConfiguration: {Subnets: !Ref Subnets, SecurityGroups: [!GetAtt TaskGroup.GroupId]}}}
"""
)


@pytest.mark.parametrize(
    ("rule", "verdict"),
    [
        ("SourceSecurityGroupId: !GetAtt BalancerGroup.GroupId", "no"),
        ("SourceSecurityGroupId: !GetAtt TaskGroup.GroupId", "unknown"),
        ("CidrIp: 10.0.0.0/8", "unknown"),
    ],
)
def test_a_database_beside_tasks_whose_subnets_are_a_parameter(tmp_path: Path, rule: str, verdict: str) -> None:
    assert _verdict(tmp_path, STACK.replace("RULE", rule)) == verdict


def test_groups_of_other_vpcs_tell_nothing(tmp_path: Path) -> None:
    text = STACK.replace("RULE", "SourceSecurityGroupId: !GetAtt BalancerGroup.GroupId")
    other = text.replace("GroupDescription: t, VpcId: !Ref VpcId", "GroupDescription: t, VpcId: !Ref OtherVpc")
    assert _verdict(tmp_path, other) == "unknown"


def test_groups_that_let_nothing_out_are_told_without_a_subnet(tmp_path: Path) -> None:
    places = {"Service.NetworkConfiguration.AwsvpcConfiguration.Subnets": "!Split [',', !ImportValue places]"}
    assert edited(tmp_path, "nat", places).verdict("ecr.api") == "unknown"
    closed = {"TaskGroup.SecurityGroupEgress": "[{IpProtocol: tcp, FromPort: 1, ToPort: 2, CidrIp: 0.0.0.0/0}]"}
    assert edited(tmp_path, "nat", places, closed).verdict("ecr.api") == "no"


def test_an_endpoint_of_the_groups_own_vpc_is_on_the_way_of_tasks_in_whichever_subnet(tmp_path: Path) -> None:
    places = {"Service.NetworkConfiguration.AwsvpcConfiguration.Subnets": "!Split [',', !ImportValue places]"}
    assert edited(tmp_path, "isolated", places).verdict("ecr.api") == "unknown"
    shut = {"EndpointGroup.SecurityGroupIngress": "[{IpProtocol: tcp, FromPort: 443, ToPort: 443, "
            "SourceSecurityGroupId: !GetAtt EndpointGroup.GroupId}]"}  # fmt: skip
    assert edited(tmp_path, "isolated", places, shut).verdict("ecr.api") == "no"


def _verdict(folder: Path, text: str) -> str:
    (folder / "root.yaml").write_text(text)
    result = analysed(folder / "root.yaml", {}, project=folder)
    (cell,) = [cell for cell in result.cells if cell.need.name == "database Database"]
    return cell.verdict.value
