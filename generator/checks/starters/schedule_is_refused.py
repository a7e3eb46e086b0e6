"""An expression that EventBridge Scheduler does not take."""

from __future__ import annotations

from generator.checks.check import Check
from generator.needs.starters.run_task import ScheduleRefused

SCHEDULE = {
    "Nightly": None,
    "NightlyRole.AssumeRolePolicyDocument.Statement.0.Principal.Service": "scheduler.amazonaws.com",
    "Schedule": """
      Type: AWS::Scheduler::Schedule
      Properties:
        ScheduleExpression: cron(0 3 * * ? *)
        FlexibleTimeWindow: {Mode: "OFF"}
        Target:
          Arn: !GetAtt Cluster.Arn
          RoleArn: !GetAtt NightlyRole.Arn
          EcsParameters:
            TaskDefinitionArn: !Ref TaskDefinition
            LaunchType: FARGATE
            NetworkConfiguration:
              AwsvpcConfiguration: {Subnets: [!Ref Subnet], SecurityGroups: [!Ref TaskGroup]}
""",
}
"""What makes of the base a schedule of EventBridge Scheduler."""


class ScheduleIsRefused(Check):
    id = "ECS287"
    lesson = 28
    title = "Schedule has an expression that EventBridge Scheduler does not take"
    symptom = "CREATE_FAILED: Invalid Schedule Expression cron(0 3 * * *)"
    why = "Its cron has six fields, the last is the year, and of day of month and day of week exactly one is a ?."
    fix = "Write rate(5 minutes), cron(0 3 * * ? *) or at(2026-12-01T03:00:00)."
    fault = ScheduleRefused
    message = "the creation of {task} fails, Invalid Schedule Expression {expression}: {why}"
    change = "ScheduleExpression: rate(5 minutes), cron(0 3 * * ? *) or at(2026-12-01T03:00:00)"
    base = "scheduled"
    good = SCHEDULE
    bad = {"Schedule.ScheduleExpression": "cron(0 3 * * *)"}
