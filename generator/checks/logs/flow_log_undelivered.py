"""Ours: a flow log that is never delivered."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.arns import settled
from generator.ecs.containers.logs import LOG_GROUP
from generator.ecs.texts import literal
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Absent, Literal, Reference, Text, Value


class FlowLogUndelivered(Check):
    id = "WCS163"
    lesson = 16
    title = "Destination of a flow log is a log group's ARN with :* at its end"
    symptom = "The log group stays empty; describe-flow-logs shows DeliverLogsStatus FAILED and Access error"
    why = (
        "Fn::GetAtt Arn of a log group ends in :*, as IAM policies want it. A flow log accepts it as a destination, "
        "but delivers nothing: the records are missing when they are needed."
    )
    fix = "Name the group: LogGroupName: !Ref FlowLogGroup."
    message = (
        "the destination of {resource} is the ARN of {group} with :* at its end; CreateFlowLogs accepts it, but the "
        "delivery of the log fails (Access error)"
    )
    change = "LogGroupName: !Ref the log group, instead of LogDestination"
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

    def find(self, context: Context) -> Iterator[Finding]:
        """Find destinations with ``:*`` at their end, which are accepted; delivery stands in "Access error".

        Source: awsdocs/aws-cloudformation-user-guide #306; terraform-provider-aws #6373; EC2 API Reference,
        CreateFlowLogs, LogDestination, whose example ends in the name; read 2026-11. The reports are of 2018 and 2019,
        hence no error.
        """
        graph = context.graph
        for flow_log in graph.of_type("AWS::EC2::FlowLog"):
            kind, destination = flow_log.get("LogDestinationType"), flow_log.get("LogDestination")
            if not isinstance(kind, Absent) and literal(kind) != "cloud-watch-logs":
                continue
            if _ends_in_star(settled(graph, destination)):
                group = graph.target(destination, LOG_GROUP) if isinstance(destination, Reference) else None
                yield self.at(flow_log, "LogDestination", group=group or "a log group")


def _ends_in_star(value: Value) -> bool:
    last = value.parts[-1] if isinstance(value, Text) else value
    return isinstance(last, Literal) and last.text.endswith(":*")
