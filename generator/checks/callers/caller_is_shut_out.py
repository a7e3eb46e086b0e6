"""Lesson 33: a function, or a link from an API, that a service or its load balancer does not admit."""

from __future__ import annotations

from generator.checks import _ports
from generator.checks.check import Check
from generator.needs.services.callers import CallerClosed


class CallerIsShutOut(Check):
    id = "ECS330"
    lesson = 33
    title = "Security group of a service does not admit the function or the API that calls it"
    symptom = "Task timed out after 3.00 seconds (Lambda); 503 Service Unavailable or 504 (API Gateway)"
    why = (
        "A Lambda function in a VPC, and a VPC link of an API, have network interfaces with security groups of their "
        "own. The group of the tasks, or of the load balancer, has to admit these like any other client."
    )
    fix = "Admit a group of the caller on the port in the security group of the service, or of its load balancer."
    fault = CallerClosed
    message = {
        **_ports.message("its calls time out"),
        _ports.TO_INTERNET: _ports.to_internet("its calls time out"),
    }
    change = {
        **_ports.CHANGE,
        _ports.TO_INTERNET: _ports.CHANGE_TO_INTERNET,
    }
    remedy = _ports.REMEDY
    base = "called"
    good = {
        "TaskGroup.SecurityGroupIngress.1": (
            "{IpProtocol: tcp, FromPort: 3000, ToPort: 3000, SourceSecurityGroupId: !Ref FunctionGroup}"
        ),
        "FunctionGroup": """
            Type: AWS::EC2::SecurityGroup
            Properties: {GroupDescription: Marks the function, VpcId: !Ref Vpc}
""",
        "FunctionRole": """
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Version: "2012-10-17"
                Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}]
              ManagedPolicyArns:
                - !Sub arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole
""",
        "Function": """
            Type: AWS::Lambda::Function
            Properties:
              Runtime: python3.13
              Handler: index.handler
              Role: !GetAtt FunctionRole.Arn
              Code: {ZipFile: "def handler(event, context): return 1"}
              Environment: {Variables: {WEB: "http://web.app.internal:3000"}}
              VpcConfig: {SubnetIds: [!Ref Subnet], SecurityGroupIds: [!GetAtt FunctionGroup.GroupId]}
""",
    }
    bad = {"TaskGroup.SecurityGroupIngress.1": None}
