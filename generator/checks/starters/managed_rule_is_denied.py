"""A state machine waits for a task, and may not have the rule that tells it."""

from __future__ import annotations

from generator.checks.check import Check
from generator.checks.starters import _denied
from generator.needs.starters.starter_roles import ManagedRuleDenied

_STATEMENTS = "NightlyRole.Policies.0.PolicyDocument.Statement"
MACHINE = {
    "Nightly": None,
    "NightlyRole.AssumeRolePolicyDocument.Statement.0.Principal.Service": "states.amazonaws.com",
    f"{_STATEMENTS}.2": """
      Effect: Allow
      Action: [events:PutTargets, events:PutRule, events:DescribeRule]
      Resource: !Sub arn:aws:events:${AWS::Region}:${AWS::AccountId}:rule/StepFunctionsGetEventsForECSTaskRule
""",
    f"{_STATEMENTS}.3": '{Effect: Allow, Action: [ecs:StopTask, ecs:DescribeTasks], Resource: "*"}',
    "Machine": """
      Type: AWS::StepFunctions::StateMachine
      Properties:
        RoleArn: !GetAtt NightlyRole.Arn
        Definition:
          StartAt: Job
          States:
            Job:
              Type: Task
              Resource: arn:aws:states:::ecs:runTask.sync
              Parameters:
                Cluster: !GetAtt Cluster.Arn
                TaskDefinition: !Ref TaskDefinition
                LaunchType: FARGATE
                NetworkConfiguration:
                  AwsvpcConfiguration: {Subnets: [!Ref Subnet], SecurityGroups: [!Ref TaskGroup]}
              End: true
""",
}
"""What makes of the base a state machine that waits for the task."""


class ManagedRuleIsDenied(Check):
    id = "ECS283"
    lesson = 28
    title = "State machine waits for a task, and may not have the rule that tells it when the task stops"
    symptom = "CREATE_FAILED: ... is not authorized to create managed-rule"
    why = (
        "For ecs:runTask.sync, Step Functions makes the rule StepFunctionsGetEventsForECSTaskRule with the role of the "
        "state machine: events:PutTargets, events:PutRule and events:DescribeRule."
    )
    fix = "Allow the three actions on rule/StepFunctionsGetEventsForECSTaskRule in a policy of the role."
    fault = ManagedRuleDenied
    message = {
        variant: f"{words}. The state machine is not created: its role is not authorized to create managed-rule"
        for variant, words in _denied.MESSAGE.items()
    }
    change = _denied.CHANGE
    remedy = _denied.REMEDY
    base = "scheduled"
    good = MACHINE
    bad = {f"{_STATEMENTS}.2.Resource": "arn:aws:events:*:*:rule/Other"}
