"""Record of the VPC's traffic. A stack of its own, because nothing waits for it."""

from __future__ import annotations

from awacs import logs as actions
from awacs.aws import Allow, Statement
from troposphere import GetAtt, Ref, Sub, Template, ec2, logs

from generator.config import App, LogRetention, Needs, Role, Section, why

from ._roles import add_role


class Settings(Section):
    """The VPC flow log."""

    enabled: bool = True
    """Whether to record accepted and rejected connections. Off in the dev profile."""
    retention_days: LogRetention = 90
    """Days to keep the record."""


DEV = {"enabled": False, "retention_days": 7}


def build(settings: Settings, app: App, needs: Needs) -> Template:
    """Build the flow log, its log group, and the role that writes it."""
    t = Template()
    if not settings.enabled:
        return t
    group = f"/vpc/{app.stack}/flow-log"
    t.add_resource(
        logs.LogGroup(
            "FlowLogGroup",
            LogGroupName=group,
            RetentionInDays=settings.retention_days,
            KmsKeyId=Ref("DataKeyArn"),
            DeletionPolicy="Delete",
            UpdateReplacePolicy="Delete",
        )
    )
    add_role(t, _role(group))
    t.add_resource(
        ec2.FlowLog(
            "FlowLog",
            ResourceId=Ref("VpcId"),
            ResourceType="VPC",
            TrafficType="ALL",
            LogDestinationType="cloud-watch-logs",
            # By name: the Arn of a log group ends in ":*", and nothing is ever delivered there.
            # awsdocs/aws-cloudformation-user-guide #306, read 2026-11; CreateFlowLogs shows the ARN without it.
            LogGroupName=Ref("FlowLogGroup"),
            DeliverLogsPermissionArn=GetAtt("FlowLogRole", "Arn"),
            Metadata=why("Shows which connections security groups refused when a task cannot reach something"),
        )
    )
    return t


def _role(group: str) -> Role:
    arn = f"arn:${{AWS::Partition}}:logs:${{AWS::Region}}:${{AWS::AccountId}}:log-group:{group}"
    write = Statement(
        Effect=Allow,
        Action=[
            actions.CreateLogStream,
            actions.PutLogEvents,
            actions.DescribeLogGroups,
            actions.DescribeLogStreams,
        ],
        Resource=[Sub(arn), Sub(f"{arn}:*")],
    )
    return Role(
        "FlowLog",
        "vpc-flow-logs.amazonaws.com",
        "Lets the VPC write its flow log",
        (write,),
        Sub("arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:vpc-flow-log/*"),
    )
