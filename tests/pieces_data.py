"""More pieces of little templates: a database, and tasks that connect to it."""

from __future__ import annotations

from tests.pieces import NAT, ROLE, SERVICE, TASK, VPC, template
from tests.pieces_traffic import SECOND_SUBNET

PARAMETERS = """\
  DatabaseParameters:
    Type: AWS::RDS::DBParameterGroup
    Properties:
      Description: Connections with TLS only
      Family: postgres17
      Parameters: {rds.force_ssl: "1"}
"""

DATABASE = """\
  DatabaseGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: Admits the tasks to the database
      VpcId: !Ref Vpc
      SecurityGroupIngress:
        - {IpProtocol: tcp, FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: !Ref TaskGroup}
  DatabaseSubnets:
    Type: AWS::RDS::DBSubnetGroup
    Properties: {DBSubnetGroupDescription: The database, SubnetIds: [!Ref Subnet, !Ref SecondSubnet]}
  Database:
    Type: AWS::RDS::DBInstance
    DeletionPolicy: Snapshot
    UpdateReplacePolicy: Snapshot
    Properties:
      Engine: postgres
      EngineVersion: "17.10"
      DBInstanceClass: db.t4g.micro
      AllocatedStorage: "20"
      StorageEncrypted: true
      MasterUsername: app
      ManageMasterUserPassword: true
      DBParameterGroupName: !Ref DatabaseParameters
      DBSubnetGroupName: !Ref DatabaseSubnets
      VPCSecurityGroups: [!Ref DatabaseGroup]
"""


def with_environment(*variables: str, task: str = TASK) -> str:
    """Give the container variables, each as ``NAME: value``."""
    written = "".join(
        f"            - {{Name: {name}, Value: {value}}}\n" for name, _, value in (v.partition(": ") for v in variables)
    )
    return task.replace(
        "          LogConfiguration:\n", f"          Environment:\n{written}          LogConfiguration:\n"
    )


VARIABLES = ("PGHOST: !GetAtt Database.Endpoint.Address", "PGSSLMODE: verify-full")
CLIENT = with_environment(*VARIABLES)

STORING = template(VPC, SECOND_SUBNET, NAT, PARAMETERS, DATABASE, ROLE, CLIENT, SERVICE)
"""Everything is right; tasks connect to a database."""

_MONITORING = """\
      MonitoringInterval: 60
      MonitoringRoleArn: !GetAtt MonitoringRole.Arn
      DBParameterGroupName:"""
_MONITORING_ROLE = """\
  MonitoringRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - {Effect: Allow, Principal: {Service: monitoring.rds.amazonaws.com}, Action: sts:AssumeRole}
      ManagedPolicyArns:
        - !Sub arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole
"""
MONITORED = STORING.replace("      DBParameterGroupName:", _MONITORING) + _MONITORING_ROLE
"""Everything is right; RDS reports the metrics of the operating system."""
