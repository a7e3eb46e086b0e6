"""The role that a log router writes as."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.logs.log_router_is_missing import LogRouterIsMissing
from tests.needs.of_containers import said

OPTIONS = "TaskDefinition.ContainerDefinitions.0.LogConfiguration.Options"
STATEMENT = "TaskRole.Policies.0.PolicyDocument.Statement.0"
ROUTED = dict(LogRouterIsMissing.good)
ROW = "log of web"


def log(folder: Path, edits: dict[str, str | None]) -> tuple[str, set[str]]:
    return said(folder, ROW, ROUTED, {"Parameters.Open": "{Type: String}", **edits})


def test_the_task_role_writes(tmp_path: Path) -> None:
    assert log(tmp_path, {}) == ("yes", set())


@pytest.mark.parametrize("action", ["logs:CreateLogStream", "logs:PutLogEvents", "logs:Describe*"])
def test_one_of_its_actions_is_not_enough(tmp_path: Path, action: str) -> None:
    assert log(tmp_path, {f"{STATEMENT}.Action": action}) == ("unknown", {"WCS225"})


def test_the_execution_role_does_not_help(tmp_path: Path) -> None:
    assert log(tmp_path, {"TaskDefinition.TaskRoleArn": None}) == ("unknown", {"WCS227"})


def test_a_policy_for_another_group_does_not_help(tmp_path: Path) -> None:
    other = "!Sub arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:other:*"
    assert log(tmp_path, {f"{STATEMENT}.Resource": other}) == ("unknown", {"WCS225"})


def test_a_group_of_its_own_has_to_be_created(tmp_path: Path) -> None:
    edits = {
        f"{OPTIONS}.log_group_name": "/app/web",
        f"{OPTIONS}.auto_create_group": '"true"',
        f"{STATEMENT}.Resource": '"*"',
    }
    assert log(tmp_path, edits) == ("unknown", {"WCS225"})
    allowed = "['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents']"
    assert log(tmp_path, {**edits, f"{STATEMENT}.Action": allowed}) == ("yes", set())


@pytest.mark.parametrize(
    ("action", "resource", "expected"),
    [
        ("s3:PutObject", "!Sub '${Archive.Arn}/*'", "yes"),
        ("s3:PutObject", "!Sub 'arn:${AWS::Partition}:s3:::${Archive}/*'", "yes"),
        ("s3:PutObject", "!Sub '${Archive.Arn}/logs/*'", "unknown"),
        ("s3:PutObject", "!GetAtt Archive.Arn", "lost"),
        ("s3:GetObject", '"*"', "lost"),
    ],
)
def test_a_bucket_is_written_to_as_the_task_role(tmp_path: Path, action: str, resource: str, expected: str) -> None:
    edits: dict[str, str | None] = {
        "Archive": "{Type: AWS::S3::Bucket}",
        OPTIONS: "{Name: s3, region: !Ref 'AWS::Region', bucket: !Ref Archive}",
        f"{STATEMENT}.Action": action,
        f"{STATEMENT}.Resource": resource,
    }
    assert log(tmp_path, edits) == (("unknown", {"WCS225"}) if expected == "lost" else (expected, set()))


@pytest.mark.parametrize(
    ("action", "options", "expected"),
    [
        ("firehose:PutRecordBatch", "{Name: firehose, region: !Ref 'AWS::Region', delivery_stream: web}", "yes"),
        ("firehose:PutRecord", "{Name: kinesis_firehose, region: !Ref 'AWS::Region', delivery_stream: web}", "lost"),
        ("kinesis:PutRecords", "{Name: kinesis_streams, region: !Ref 'AWS::Region', stream: web}", "yes"),
        ("kinesis:PutRecord", "{Name: kinesis, region: !Ref 'AWS::Region', stream: web}", "lost"),
    ],
)
def test_a_stream_is_written_to_as_the_task_role(tmp_path: Path, action: str, options: str, expected: str) -> None:
    edits: dict[str, str | None] = {OPTIONS: options, f"{STATEMENT}.Action": action, f"{STATEMENT}.Resource": '"*"'}
    assert log(tmp_path, edits) == (("unknown", {"WCS225"}) if expected == "lost" else (expected, set()))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("!GetAtt Stream.Arn", ("yes", set())),
        ("!GetAtt Other.Arn", ("unknown", {"WCS225"})),
        ("!Sub 'arn:${AWS::Partition}:kinesis:*:${AWS::AccountId}:stream/${AWS::StackName}-*'", ("unknown", set())),
    ],
)
def test_a_stream_whose_name_is_made(tmp_path: Path, given: str, expected: tuple[str, set[str]]) -> None:
    """No two names that CloudFormation makes are one, and what may hold such a name is not known."""
    edits: dict[str, str | None] = {
        "Stream": "{Type: AWS::Kinesis::Stream, Properties: {ShardCount: 1}}",
        "Other": "{Type: AWS::Kinesis::Stream, Properties: {ShardCount: 1}}",
        OPTIONS: "{Name: kinesis_streams, region: !Ref 'AWS::Region', stream: !Ref Stream}",
        f"{STATEMENT}.Action": "kinesis:PutRecords",
        f"{STATEMENT}.Resource": given,
    }
    assert log(tmp_path, edits) == expected


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("Name", "datadog"),
        ("Name", "!Ref Open"),
        ("role_arn", "arn:aws:iam::111122223333:role/writer"),
        ("region", "eu-west-1"),
        ("log_group_name", None),
        ("log_group_name", "/app/$(ecs_task_id)"),
    ],
)
def test_what_is_written_elsewhere_is_not_looked_at(tmp_path: Path, key: str, value: str | None) -> None:
    assert log(tmp_path, {f"{OPTIONS}.{key}": value}) == ("unknown", set())


def test_no_way_to_the_logs_is_not_proven(tmp_path: Path) -> None:
    assert log(tmp_path, {"DefaultRoute": None, "Service.DependsOn": None})[0] != "yes"
