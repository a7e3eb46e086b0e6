"""What the task role lets code do with what it is told of, and with the key behind that."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.apis._worker import ENCRYPTED
from tests.needs.of_workers import ENVIRONMENT, OTHER_QUEUE, QUEUE, worker

KEY = "TaskRole.Policies.0.PolicyDocument.Statement.1"
OTHER = "{Type: AWS::SQS::Queue, DeletionPolicy: Retain, UpdateReplacePolicy: Retain}"
BUCKET: dict[str, str | None] = {
    "Bucket": "{Type: AWS::S3::Bucket, DeletionPolicy: Retain, UpdateReplacePolicy: Retain}",
    ENVIRONMENT: "[{Name: BUCKET, Value: !Ref Bucket}]",
    f"{QUEUE}.Action": "['s3:GetObject', 's3:PutObject']",
    f"{QUEUE}.Resource": "!Sub '${Bucket.Arn}/*'",
}


@pytest.mark.parametrize(
    ("action", "resource", "expected"),
    [
        ("sqs:ReceiveMessage", "!GetAtt Queue.Arn", "yes"),
        ("sqs:*", '"*"', "yes"),
        ("sqs:Receive*", "!GetAtt Queue.Arn", "yes"),
        ("sqs:GetQueueAttributes", "!GetAtt Queue.Arn", "yes"),
        ("sqs:Send", "!GetAtt Queue.Arn", "unknown"),
        ("['sqs:Send', 'sqs:DeleteMessage']", "!GetAtt Queue.Arn", "yes"),
        (
            "sqs:SendMessage",
            "!Sub 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${Queue.QueueName}'",
            "yes",
        ),
        ("sqs:ReceiveMessage", "!GetAtt Other.Arn", "unknown"),
        ("sqs:ReceiveMessage", OTHER_QUEUE, "unknown"),
        ("dynamodb:GetItem", '"*"', "unknown"),
    ],
)
def test_the_role_is_for_what_the_variable_names(tmp_path: Path, action: str, resource: str, expected: str) -> None:
    edits = {"Other": OTHER, f"{QUEUE}.Action": action, f"{QUEUE}.Resource": resource}
    verdict, rules = worker(tmp_path, edits)
    assert (verdict, rules - {"WCS310"}) == (expected, {"WCS312"} if expected == "unknown" else set())


def test_who_only_manages_a_queue_does_not_use_it(tmp_path: Path) -> None:
    assert worker(tmp_path, {f"{QUEUE}.Action": "sqs:GetQueueUrl"}) == ("unknown", set())
    assert worker(tmp_path, {f"{QUEUE}.Action": "['sqs:GetQueueUrl', 'sqs:SendMessage']"}) == ("yes", set())


def test_a_queue_policy_may_be_what_allows_it(tmp_path: Path) -> None:
    policy = """
        Type: AWS::SQS::QueuePolicy
        Properties:
          Queues: [!Ref Queue]
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
            - {Effect: Allow, Principal: {AWS: !GetAtt TaskRole.Arn}, Action: 'sqs:*', Resource: !GetAtt Queue.Arn}
"""
    nothing: dict[str, str | None] = {f"{QUEUE}.Action": "sqs:ReceiveMessage", f"{QUEUE}.Resource": OTHER_QUEUE}
    assert worker(tmp_path, nothing) == ("unknown", {"WCS312"})
    assert worker(tmp_path, {**nothing, "QueuePolicy": policy}) == ("yes", set())


def test_without_a_task_role_there_are_no_credentials(tmp_path: Path) -> None:
    assert worker(tmp_path, {"TaskDefinition.TaskRoleArn": None}) == ("unknown", {"WCS312"})


@pytest.mark.parametrize("name", ["AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_ROLE_ARN"])
def test_credentials_of_its_own_make_it_somebody_else(tmp_path: Path, name: str) -> None:
    edits: dict[str, str | None] = {
        "TaskDefinition.TaskRoleArn": None,
        f"{ENVIRONMENT}.1": f"{{Name: {name}, Value: something}}",
    }
    assert worker(tmp_path, edits) == ("unknown", set())


def test_a_role_that_assumes_another_is_not_judged(tmp_path: Path) -> None:
    edits: dict[str, str | None] = {f"{QUEUE}.Action": "sts:AssumeRole", f"{QUEUE}.Resource": '"*"'}
    assert worker(tmp_path, edits)[0] == "unknown"


def test_a_bucket_is_not_what_is_in_it(tmp_path: Path) -> None:
    assert worker(tmp_path, BUCKET, "api s3") == ("yes", set())
    alone = {**BUCKET, f"{QUEUE}.Resource": "!GetAtt Bucket.Arn"}
    assert worker(tmp_path, alone, "api s3") == ("unknown", {"WCS312"})
    listing = {**alone, f"{QUEUE}.Action": "s3:ListBucket"}
    assert worker(tmp_path, listing, "api s3") == ("yes", set())


def test_a_bucket_policy_denies(tmp_path: Path) -> None:
    policy = """
        Type: AWS::S3::BucketPolicy
        Properties:
          Bucket: !Ref Bucket
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
            - {Effect: Deny, Principal: '*', Action: 's3:*', Resource: !Sub '${Bucket.Arn}/*'}
"""
    assert worker(tmp_path, {**BUCKET, "Policy": policy}, "api s3") == ("no", {"ECS312"})


@pytest.mark.parametrize(
    ("calls", "of_key", "expected"),
    [
        ("sqs:ReceiveMessage", "kms:Decrypt", "yes"),
        ("sqs:SendMessage", "kms:Decrypt", "no"),
        ("sqs:SendMessage", "['kms:Decrypt', 'kms:GenerateDataKey']", "yes"),
        ("sqs:SendMessage", "kms:GenerateDataKey*", "no"),
        ("sqs:*", "kms:Decrypt", "yes"),
        ("sqs:*", "kms:DescribeKey", "no"),
    ],
)
def test_who_sends_and_who_receives_need_the_key(tmp_path: Path, calls: str, of_key: str, expected: str) -> None:
    edits = {f"{QUEUE}.Action": calls, f"{KEY}.Action": of_key}
    found = worker(tmp_path, edits, base=ENCRYPTED)
    assert found == (expected, {"ECS313"} if expected == "no" else set())


def test_the_policy_of_the_key_has_a_say(tmp_path: Path) -> None:
    somebody = "{Service: sns.amazonaws.com}"
    edits: dict[str, str | None] = {"QueueKey.KeyPolicy.Statement.0.Principal": somebody}
    assert worker(tmp_path, edits, base=ENCRYPTED) == ("no", {"ECS313"})


def test_a_key_of_aws_asks_nothing(tmp_path: Path) -> None:
    edits: dict[str, str | None] = {"Queue.KmsMasterKeyId": "alias/aws/sqs", KEY: None}
    assert worker(tmp_path, edits, base=ENCRYPTED) == ("yes", set())


def test_a_bucket_has_a_key_too(tmp_path: Path) -> None:
    rule = "{SSEAlgorithm: 'aws:kms', KMSMasterKeyID: !GetAtt QueueKey.Arn}"
    encrypted: dict[str, str | None] = {
        **BUCKET,
        "Bucket.BucketEncryption": (
            f"{{ServerSideEncryptionConfiguration: [{{ServerSideEncryptionByDefault: {rule}}}]}}"
        ),
        f"{KEY}.Action": "['kms:Decrypt', 'kms:GenerateDataKey']",
    }
    assert worker(tmp_path, encrypted, "api s3", base=ENCRYPTED) == ("yes", set())
    assert worker(tmp_path, {**encrypted, f"{KEY}.Action": "kms:Decrypt"}, "api s3", base=ENCRYPTED) == (
        "no",
        {"ECS313"},
    )
