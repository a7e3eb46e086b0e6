"""Roles that allow half of what a program calls, each beside the role that allows all of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.needs.of_workers import ENVIRONMENT, QUEUE, worker

TOLD = f"{ENVIRONMENT}.1"
IDENTITY = "!Sub 'arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/%s'"
SENDS: Edits = {f"{QUEUE}.Action": "['ses:SendEmail', 'sqs:ReceiveMessage']"}
ALSO_THE_QUEUE = "[%s, !GetAtt Queue.Arn]"


@pytest.mark.parametrize(
    ("identity", "fits"),
    [
        ("shop.example.com", True),
        ("orders@shop.example.com", True),
        ("example.com", True),
        ("*", True),
        ("other.example.com", False),
        ("billing@shop.example.com", False),
    ],
)
def test_the_sender_has_an_identity_that_the_role_names(tmp_path: Path, identity: str, fits: bool) -> None:
    resource = ALSO_THE_QUEUE % (IDENTITY % identity)
    edits = {**SENDS, TOLD: "{Name: MAIL_FROM, Value: orders@shop.example.com}", f"{QUEUE}.Resource": resource}
    assert ("WCS312" not in worker(tmp_path, edits, "api ses")[1]) is fits


def test_an_identity_of_another_region_is_not_judged(tmp_path: Path) -> None:
    identity = "arn:aws:ses:eu-west-1:111122223333:identity/other.example.com"
    resource = ALSO_THE_QUEUE % f"'{identity}'"
    edits = {**SENDS, TOLD: "{Name: MAIL_FROM, Value: orders@shop.example.com}", f"{QUEUE}.Resource": resource}
    assert "WCS312" not in worker(tmp_path, edits, "api ses")[1]


@pytest.mark.parametrize(("address", "expected"), [("orders@shop.example.com", set()), ("a@b.example", {"WCS312"})])
def test_a_condition_names_the_sender(tmp_path: Path, address: str, expected: set[str]) -> None:
    condition = f"{{StringEquals: {{'ses:FromAddress': {address}}}}}"
    edits: Edits = {
        TOLD: "{Name: SENDER_EMAIL, Value: 'Shop <orders@shop.example.com>'}",
        "TaskRole.Policies.0.PolicyDocument.Statement.1": (
            f"{{Effect: Allow, Action: 'ses:SendEmail', Resource: '*', Condition: {condition}}}"
        ),
    }
    assert worker(tmp_path, edits, "api ses")[1] - {"WCS310"} == expected


@pytest.mark.parametrize(
    ("passed", "expected"), [("!GetAtt ExecutionRole.Arn", set()), ("!GetAtt TaskRole.Arn", {"WCS312"})]
)
def test_who_runs_a_task_passes_its_roles(tmp_path: Path, passed: str, expected: set[str]) -> None:
    edits: Edits = {
        "Job": (
            "{Type: AWS::ECS::TaskDefinition, Properties: {Family: job, RequiresCompatibilities: [FARGATE], "
            "NetworkMode: awsvpc, Cpu: '256', Memory: '512', ExecutionRoleArn: !GetAtt ExecutionRole.Arn, "
            "ContainerDefinitions: [{Name: job, Image: 'public.ecr.aws/docker/library/busybox:1.36'}]}}"
        ),
        TOLD: "{Name: JOB, Value: !Ref Job}",
        "TaskRole.Policies.0.PolicyDocument.Statement.1": "{Effect: Allow, Action: 'ecs:RunTask', Resource: !Ref Job}",
        "TaskRole.Policies.0.PolicyDocument.Statement.2": (
            f"{{Effect: Allow, Action: 'iam:PassRole', Resource: {passed}}}"
        ),
    }
    assert worker(tmp_path, edits, "api ecs")[1] - {"WCS310"} == expected


@pytest.mark.parametrize(
    ("more", "expected"), [("", "unknown"), (", {Effect: Allow, Action: 's3:List*', Resource: '*'}", "yes")]
)
def test_a_bucket_is_listed_by_itself(tmp_path: Path, more: str, expected: str) -> None:
    edits: Edits = {
        "Bucket": "{Type: AWS::S3::Bucket, DeletionPolicy: Retain, UpdateReplacePolicy: Retain}",
        ENVIRONMENT: "[{Name: BUCKET, Value: !Ref Bucket}]",
        "TaskRole.Policies.0.PolicyDocument.Statement": (
            "[{Effect: Allow, Action: ['s3:GetObject', 's3:ListBucket'], Resource: !Sub '${Bucket.Arn}/*'}" + more + "]"
        ),
    }
    assert worker(tmp_path, edits, "api s3") == (expected, set())
