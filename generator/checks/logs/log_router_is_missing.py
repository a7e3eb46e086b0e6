"""A container that logs through FireLens, in a task without a log router."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.containers.routers import LogRouterMissing

ROUTER = (
    "{Name: router, Image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:stable', FirelensConfiguration: "
    "{Type: fluentbit}, LogConfiguration: {LogDriver: awslogs, Options: {awslogs-group: !Ref LogGroup, "
    "awslogs-region: !Ref 'AWS::Region', awslogs-stream-prefix: router}}}"
)
ROUTED = (
    "{LogDriver: awsfirelens, Options: {Name: cloudwatch_logs, region: !Ref 'AWS::Region', "
    "log_group_name: !Ref LogGroup, log_stream_prefix: web-}}"
)


class LogRouterIsMissing(Check):
    id = "ECS224"
    lesson = 22
    title = "Container logs through FireLens, and its task has no log router"
    symptom = (
        "CREATE_FAILED: When awsfirelens log driver is specified in log configuration, a firelens configuration object "
        "must be configured in one of the containers"
    )
    why = (
        "The driver awsfirelens hands the output to a container of the same task, which sends it on. Which container "
        "that is, its FirelensConfiguration says."
    )
    fix = "Add a container with FirelensConfiguration, such as aws-for-fluent-bit; or log with awslogs."
    fault = LogRouterMissing
    message = (
        "{container} logs with awsfirelens, and no container of {resource} has a FirelensConfiguration: "
        "RegisterTaskDefinition refuses the task definition"
    )
    change = "FirelensConfiguration of the container that is the log router: {{Type: fluentbit}}"
    base = "nat"
    good = {
        "TaskDefinition.ContainerDefinitions.0.LogConfiguration": ROUTED,
        "TaskDefinition.ContainerDefinitions.1": ROUTER,
        "TaskDefinition.TaskRoleArn": "!GetAtt TaskRole.Arn",
        "TaskRole": (
            "{Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: [{Effect:"
            " Allow, Principal: {Service: ecs-tasks.amazonaws.com}, Action: 'sts:AssumeRole'}]}, Policies: [{"
            "PolicyName: logs, PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Action: "
            "['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: !GetAtt LogGroup.Arn}]}}]}}"
        ),
    }
    bad = {"TaskDefinition.ContainerDefinitions.1.FirelensConfiguration": None}
