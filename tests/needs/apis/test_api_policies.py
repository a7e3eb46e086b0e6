"""Policies of endpoints against what code may call."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.apis._worker import ROLE_ALONE
from tests.needs.of_workers import ENVIRONMENT, OTHER_QUEUE, QUEUE, worker

POLICY = "SqsEndpoint.PolicyDocument"


def policy(action: str, resource: str, principal: str = "'*'") -> dict[str, str | None]:
    statement = f"{{Effect: Allow, Principal: {principal}, Action: {action}, Resource: {resource}}}"
    return {POLICY: f"{{Version: '2012-10-17', Statement: [{statement}]}}"}


@pytest.mark.parametrize(
    ("action", "resource", "expected"),
    [
        ("'*'", "'*'", "yes"),
        ("'sqs:*'", "!GetAtt Queue.Arn", "yes"),
        ("'sqs:ReceiveMessage'", "!GetAtt Queue.Arn", "yes"),
        ("'sqs:SendMessage'", "!GetAtt Queue.Arn", "no"),
        ("'sqs:*'", OTHER_QUEUE, "no"),
    ],
)
def test_a_policy_lets_through_what_is_told(tmp_path: Path, action: str, resource: str, expected: str) -> None:
    found = worker(tmp_path, policy(action, resource))
    assert found == (expected, {"ECS311"} if expected == "no" else set())


def test_only_the_role_tells_of_it(tmp_path: Path) -> None:
    assert worker(tmp_path, policy("'sqs:*'", OTHER_QUEUE), base=ROLE_ALONE) == ("unknown", {"WCS311"})


def test_one_of_two_actions_is_not_known_to_be_missed(tmp_path: Path) -> None:
    edits = policy("'sqs:ReceiveMessage'", "'*'")
    assert worker(tmp_path, edits, base=ROLE_ALONE) == ("unknown", set())


def test_a_wildcard_of_the_role_stands_for_something(tmp_path: Path) -> None:
    mine = "!Sub 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:orders-*'"
    some = "!Sub 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:orders-eu-*'"
    role: dict[str, str | None] = {f"{QUEUE}.Resource": mine}
    assert worker(tmp_path, {**role, **policy("'sqs:*'", mine)}, base=ROLE_ALONE) == ("yes", set())
    assert worker(tmp_path, {**role, **policy("'sqs:*'", some)}, base=ROLE_ALONE) == ("unknown", set())


def test_whoever_signs_is_the_task_role(tmp_path: Path) -> None:
    other = "{AWS: !GetAtt ExecutionRole.Arn}"
    assert worker(tmp_path, policy("'*'", "'*'", other)) == ("no", {"ECS311"})
    assert worker(tmp_path, policy("'*'", "'*'", "{AWS: !GetAtt TaskRole.Arn}")) == ("yes", set())


def test_a_policy_that_ec2_refuses(tmp_path: Path) -> None:
    assert worker(tmp_path, {POLICY: "{Version: '2012-10-17', Statement: [{Effect: Allow}]}"}) == ("no", {"ECS311"})


def test_the_gateway_knows_the_task_role_too(tmp_path: Path) -> None:
    edits: dict[str, str | None] = {
        "Table": "{Type: AWS::DynamoDB::Table, DeletionPolicy: Retain, UpdateReplacePolicy: Retain}",
        "Gateway": """
            Type: AWS::EC2::VPCEndpoint
            Properties:
              VpcId: !Ref Vpc
              ServiceName: !Sub com.amazonaws.${AWS::Region}.dynamodb
              VpcEndpointType: Gateway
              RouteTableIds: [!Ref RouteTable]
              PolicyDocument:
                Version: '2012-10-17'
                Statement:
                - Effect: Allow
                  Principal: '*'
                  Action: 'dynamodb:*'
                  Resource: !GetAtt Table.Arn
                  Condition: {ArnEquals: {'aws:PrincipalArn': !GetAtt TaskRole.Arn}}
""",
        ENVIRONMENT: "[{Name: TABLE, Value: !Ref Table}]",
        f"{QUEUE}.Action": "dynamodb:PutItem",
        f"{QUEUE}.Resource": "!GetAtt Table.Arn",
    }
    assert worker(tmp_path, edits, "api dynamodb") == ("yes", set())
