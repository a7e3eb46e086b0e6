"""Functions that run a task whose definition they are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.starters.function_may_not_pass import FunctionMayNotPass
from tests.edited import edited

STATEMENT = "StarterRole.Policies.0.PolicyDocument.Statement"


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ({f"{STATEMENT}.1": None}, {"ECS289"}),
        ({f"{STATEMENT}.1.Resource": "[!GetAtt TaskRole.Arn, !GetAtt ExecutionRole.Arn]"}, set()),
        ({f"{STATEMENT}.1.Condition": "{StringEquals: {'iam:PassedToService': ecs-tasks.amazonaws.com}}"}, set()),
        ({f"{STATEMENT}.1.Condition": "{StringEquals: {'iam:PassedToService': ecs.amazonaws.com}}"}, {"ECS289"}),
        ({f"{STATEMENT}.1": None, "Starter.Environment": "{Variables: {CLUSTER: !Ref Cluster}}"}, set()),
        ({f"{STATEMENT}.1": None, f"{STATEMENT}.0.Action": "ecs:DescribeTaskDefinition"}, set()),
    ],
)
def test_a_function_may_pass_both_roles(tmp_path: Path, edits: dict[str, str | None], expected: set[str]) -> None:
    found = edited(tmp_path, "scheduled", FunctionMayNotPass.good, edits)
    assert {rule for rule in found.rules if rule.startswith("E")} == expected


STATE = "All: {Type: Task, End: true, Resource: 'arn:aws:states:::ecs:runTask', Parameters: {%s}}"
TOLD = (
    "LaunchType: FARGATE, Cluster: !GetAtt Cluster.Arn, TaskDefinition: !Ref TaskDefinition, NetworkConfiguration: "
    "{AwsvpcConfiguration: {Subnets: [!Ref Subnet], SecurityGroups: [!Ref TaskGroup]}}"
)
OF_SAM = {
    "Transform": "AWS::Serverless-2016-10-31",
    "Nightly": None,
    "Flow": f"""
      Type: AWS::Serverless::StateMachine
      Properties:
        Definition: {{StartAt: All, States: {{{STATE % TOLD}}}}}
        Policies:
          - Version: "2012-10-17"
            Statement:
              - {{Effect: Allow, Action: ecs:RunTask, Resource: !Ref TaskDefinition}}
              - {{Effect: Allow, Action: iam:PassRole, Resource: [!GetAtt ExecutionRole.Arn, !GetAtt TaskRole.Arn]}}
""",
}
PASSED = "Flow.Policies.0.Statement.1"


@pytest.mark.parametrize(
    ("edits", "verdict"),
    [
        ({}, "yes"),
        ({PASSED: None}, "no"),
        ({PASSED: "{Effect: Allow, Action: iam:PassRole, Resource: !GetAtt TaskRole.Arn}"}, "no"),
        ({"Flow.Policies.1": "AdministratorAccess", PASSED: None}, "yes"),
        ({"Flow.Policies.1": "{EcsRunTaskPolicy: {TaskDefinition: x}}", PASSED: None}, "unknown"),
        ({"Flow.Policies": "AWSLambdaBasicExecutionRole"}, "unknown"),
        (
            {
                PASSED: None,
                "Join": "{Type: AWS::Serverless::Connector, Properties: {Source: {Id: Flow}, Permissions: [Read]}}",
            },
            "unknown",
        ),
    ],
)
def test_the_role_that_sam_makes_has_the_policies_that_are_listed(
    tmp_path: Path, edits: dict[str, str | None], verdict: str
) -> None:
    assert edited(tmp_path, "scheduled", OF_SAM, edits).verdict("starter") == verdict
