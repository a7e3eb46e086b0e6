"""A proxy that does not get to its database."""

from __future__ import annotations

from generator.checks import _ports
from generator.checks.check import Check
from generator.needs.stores.proxies import ProxyPortClosed

_PROXY = {
    "Proxy": (
        "{Type: AWS::RDS::DBProxy, Properties: {DBProxyName: web, EngineFamily: POSTGRESQL, RequireTLS: true, "
        "RoleArn: !GetAtt ProxyRole.Arn, VpcSubnetIds: [!Ref Subnet, !Ref SecondSubnet], "
        "VpcSecurityGroupIds: [!Ref ProxyGroup], "
        "Auth: [{AuthScheme: SECRETS, IAMAuth: DISABLED, SecretArn: !GetAtt Database.MasterUserSecret.SecretArn}]}}"
    ),
    "ProxyTargets": (
        "{Type: AWS::RDS::DBProxyTargetGroup, Properties: {DBProxyName: !Ref Proxy, TargetGroupName: default, "
        "DBInstanceIdentifiers: [!Ref Database]}}"
    ),
    "ProxyGroup": (
        "{Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: The proxy, VpcId: !Ref Vpc, "
        "SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 5432, ToPort: 5432, "
        "SourceSecurityGroupId: !Ref TaskGroup}]}}"
    ),
    "ProxyRole": (
        "{Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: "
        "[{Effect: Allow, Principal: {Service: rds.amazonaws.com}, Action: 'sts:AssumeRole'}]}, "
        "Policies: [{PolicyName: login, PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, "
        "Action: 'secretsmanager:GetSecretValue', Resource: !GetAtt Database.MasterUserSecret.SecretArn}]}}]}}"
    ),
    "DatabaseGroup.SecurityGroupIngress.0.SourceSecurityGroupId": "!Ref ProxyGroup",
    "TaskDefinition.ContainerDefinitions.0.Environment.0.Value": "!GetAtt Proxy.Endpoint",
    "Service.DependsOn": "[DefaultRoute, ProxyTargets]",
}


class ProxyUnreachableDatabase(Check):
    id = "ECS268"
    lesson = 26
    title = "Proxy of RDS cannot connect to its database"
    symptom = "Timed-out waiting to acquire database connection; the target is UNAVAILABLE, PENDING_PROXY_CAPACITY"
    why = (
        "Tasks connect to the proxy, and the proxy to the database, with a security group of its own. A database that "
        "admits the tasks does not admit the proxy by that."
    )
    fix = "Admit the security group of the proxy in that of the database, on the database's port."
    fault = ProxyPortClosed
    message = _ports.message("the proxy has no database, and tasks that connect to it time out")
    change = _ports.CHANGE
    remedy = _ports.REMEDY
    base = "database"
    good = _PROXY
    bad = {"DatabaseGroup.SecurityGroupIngress.0.SourceSecurityGroupId": "!Ref TaskGroup"}
