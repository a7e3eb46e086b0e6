"""Ours: a flow log that is never delivered."""

from __future__ import annotations

from generator.checks.check import Check


class FlowLogUndelivered(Check):
    id = "WCS163"
    lesson = 16
    title = "Destination of a flow log is a log group's ARN with :* at its end"
    symptom = "The log group stays empty; describe-flow-logs shows DeliverLogsStatus FAILED and Access error"
    why = (
        "Fn::GetAtt Arn of a log group ends in :*, as IAM policies want it. A flow log takes it for a destination and "
        "does not deliver: what the VPC refused is missing on the day when it is looked for."
    )
    fix = "Name the group: LogGroupName: !Ref FlowLogGroup."
    base = "nat"
    good = {
        "FlowLogGroup": """
            Type: AWS::Logs::LogGroup
            DeletionPolicy: Delete
            UpdateReplacePolicy: Delete
            Properties:
              RetentionInDays: 30
""",
        "FlowLogRole": """
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Version: '2012-10-17'
                Statement:
                - Effect: Allow
                  Principal:
                    Service: vpc-flow-logs.amazonaws.com
                  Action: sts:AssumeRole
              Policies:
              - PolicyName: write
                PolicyDocument:
                  Version: '2012-10-17'
                  Statement:
                  - Effect: Allow
                    Action:
                    - logs:CreateLogStream
                    - logs:PutLogEvents
                    - logs:DescribeLogGroups
                    - logs:DescribeLogStreams
                    Resource: '*'
""",
        "FlowLog": """
            Type: AWS::EC2::FlowLog
            Properties:
              ResourceId: !Ref Vpc
              ResourceType: VPC
              TrafficType: ALL
              DeliverLogsPermissionArn: !GetAtt FlowLogRole.Arn
              LogGroupName: !Ref FlowLogGroup
""",
    }
    bad = {
        "FlowLog.LogGroupName": None,
        "FlowLog.LogDestination": "!GetAtt FlowLogGroup.Arn",
    }
