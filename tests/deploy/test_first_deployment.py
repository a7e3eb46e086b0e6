"""A first deployment that fails leaves nothing that stops the next, and one that succeeds is protected at once."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import boto3
import pytest

from generator.deploy.command import main
from generator.deploy.story import deploy
from generator.deploy.wanted import wanted_change_set
from generator.output.manifest import digest
from generator.output.release import read_release
from generator.rehearsal.server import Local, running
from tests.aws.scripted import ABSENT, STACK_ID, Answer, Refuse, Scripted, change, change_set, event, events, stack
from tests.deploy.test_deploy_states import run, scripted, stopped_or_deployed
from tests.gallery import ROOT

PROD = read_release(ROOT / "output/prod")
PROTECTION = [{"ParameterKey": "DeletionProtection", "ParameterValue": "false"}]
PROTECTS = change_set(
    "CREATE_COMPLETE",
    change(
        "Database",
        "AWS::RDS::DBInstance",
        Details=[{"Target": {"Attribute": "Properties", "Name": "DeletionProtection"}, "Evaluation": "Static"}],
    ),
)


def passed(aws: Scripted) -> list[str]:
    """What each change set says of protection from deletion."""
    return [
        parameter["ParameterValue"] for made in aws.made("CreateChangeSet") for parameter in made.get("Parameters", ())
    ]


def created(token: str, **answers: Answer) -> Scripted:
    """A stack that is not there, is created, and then updated once more."""
    began = event(1, "", "CREATE_IN_PROGRESS", ClientRequestToken=token)
    creation = [event(2, "", "CREATE_COMPLETE"), began]
    update = [event(4, "", "UPDATE_COMPLETE"), event(3, "", "UPDATE_IN_PROGRESS"), *creation]
    asked: list[Any] = [events(), events(*creation), events(*creation), events(*creation), events(*update)]
    states: list[Any] = [ABSENT, stack("CREATE_COMPLETE", Parameters=PROTECTION)]
    return scripted(**{"DescribeStackEvents": asked, "DescribeStacks": states, **answers})


def ours() -> str:
    return f"deploy-{wanted_change_set(replace(run(scripted()), release=PROD))[0].content}-0000"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    monkeypatch.chdir(tmp_path)


def test_protection_comes_on_after_the_first_success() -> None:
    aws = created(ours(), DescribeChangeSet=PROTECTS)
    assert deploy(replace(run(aws), release=PROD)) == 0
    assert passed(aws) == ["false", "true"]
    order = [name for name, _ in aws.calls if name in ("UpdateTerminationProtection", "ExecuteChangeSet")]
    assert order == ["ExecuteChangeSet", "UpdateTerminationProtection", "ExecuteChangeSet"]


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        (
            {"CreateChangeSet": [{"Id": STACK_ID, "StackId": STACK_ID}, Refuse("AccessDenied", "not you", 403)]},
            "not you",
        ),
        ({"DescribeChangeSet": change_set("CREATE_COMPLETE", change("New", "AWS::X::Y", "Add"))}, "to New"),
    ],
)
def test_what_could_not_be_protected_is_deployed_all_the_same_and_says_so(
    answers: dict[str, Answer], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    aws = created(ours(), **{"DescribeChangeSet": PROTECTS, **answers})
    assert deploy(replace(run(aws), release=PROD)) == 0
    assert len(aws.made("ExecuteChangeSet")) == 1
    said = capsys.readouterr().err
    assert "not protected from deletion: " in said
    assert why in said
    assert "to turn it on: python scripts/deploy.py dev" in said


def test_what_somebody_else_created_is_not_updated_unasked(capsys: pytest.CaptureFixture[str]) -> None:
    aws = created("deploy-another-0000", DescribeChangeSet=PROTECTS)
    assert deploy(replace(run(aws), release=PROD)) == 0
    assert passed(aws) == ["false"]
    assert "created from another output" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("before", "value"),
    [
        (stack("CREATE_FAILED", Parameters=PROTECTION), "false"),
        (stack("UPDATE_FAILED", Parameters=PROTECTION), "false"),
        (stack("UPDATE_FAILED", Parameters=[{**PROTECTION[0], "ParameterValue": "true"}]), "true"),
        (stack("UPDATE_COMPLETE", Parameters=PROTECTION), "true"),
        (stack("UPDATE_COMPLETE"), "true"),
    ],
)
def test_protection_waits_for_a_stack_that_ran_once(before: Any, value: str) -> None:
    aws = scripted(DescribeStacks=before)
    deploy(replace(run(aws, plan=True), release=PROD))
    assert passed(aws) == [value]


# ── what a failed creation made and kept ────────────────────────────────────────────────────────────────────────────

LOGS = {"ResourceType": "AWS::Logs::LogGroup", "PhysicalResourceId": "/app/logs"}


def failed(*inside: dict[str, Any], **answers: Answer) -> Scripted:
    """A stack whose creation failed, and which is created once more."""
    before = events(event(9, "", "ROLLBACK_COMPLETE"), *inside, event(1, "", "CREATE_IN_PROGRESS"))
    states: list[Any] = [stack("ROLLBACK_COMPLETE"), stack("DELETE_COMPLETE"), stack("CREATE_COMPLETE")]
    streams: list[Any] = [before, before, before, events(event(11, "", "DELETE_COMPLETE")), before]
    return scripted(**{"DescribeStacks": states, "DescribeStackEvents": streams, "DeleteLogGroup": {}, **answers})


MADE = [event(5, "Logs", "DELETE_SKIPPED", **LOGS), event(3, "Logs", "CREATE_COMPLETE", **LOGS)]
MET = [event(5, "Logs", "DELETE_SKIPPED", **LOGS), event(3, "Logs", "CREATE_FAILED", **LOGS)]


@pytest.mark.parametrize(
    ("told", "streams", "removed"),
    [
        (MADE, {"logStreams": []}, ["/app/logs"]),
        (MADE, {"logStreams": [{"logStreamName": "web/1"}]}, []),
        (MADE, Refuse("AccessDeniedException", "", 400), []),
        (MET, {"logStreams": []}, []),
    ],
)
def test_only_what_it_made_and_what_is_empty_is_removed(told: Any, streams: Any, removed: list[str]) -> None:
    aws = failed(*told, DescribeLogStreams=streams)
    deploy(run(aws))
    assert [each["logGroupName"] for each in aws.made("DeleteLogGroup")] == removed
    names = [name for name, _ in aws.calls]
    if removed:
        assert names.index("DeleteLogGroup") < names.index("DeleteStack")


def test_nothing_is_removed_without_a_yes(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    aws = failed(*MADE, DescribeLogStreams={"logStreams": []})
    assert deploy(run(aws, yes=False)) == 1
    assert "Logs (/app/logs) was made by that creation, is still empty" in capsys.readouterr().err
    assert not aws.made("DeleteLogGroup")
    assert not aws.made("DeleteStack")


def test_what_is_filled_at_the_last_moment_stays(capsys: pytest.CaptureFixture[str]) -> None:
    filled: list[Any] = [{"logStreams": []}, {"logStreams": [{"logStreamName": "web/1"}]}]
    aws = failed(*MADE, DescribeLogStreams=filled)
    assert stopped_or_deployed(run(aws)) == 1
    assert "is not empty any more" in capsys.readouterr().err
    assert not aws.made("DeleteStack")


KINDS: dict[str, tuple[str, dict[str, Answer], dict[str, Answer], str]] = {
    "AWS::S3::Bucket": ("ListObjectVersions", {}, {"Versions": [{"Key": "a"}]}, "DeleteBucket"),
    "AWS::ECR::Repository": ("ListImages", {}, {"imageIds": [{"imageTag": "1"}]}, "DeleteRepository"),
    "AWS::SecretsManager::Secret": (
        "DescribeSecret",
        {"VersionIdsToStages": {"1" * 32: ["AWSCURRENT"]}},
        {"VersionIdsToStages": {"1" * 32: ["AWSPREVIOUS"], "2" * 32: ["AWSCURRENT"]}},
        "DeleteSecret",
    ),
    "AWS::KMS::Key": ("DescribeKey", {}, {}, "ScheduleKeyDeletion"),
}


@pytest.mark.parametrize("type_", KINDS)
@pytest.mark.parametrize("full", [False, True])
def test_each_kind_that_can_be_told_to_be_empty(type_: str, full: bool) -> None:
    look, nothing, something, removal = KINDS[type_]
    what = {"ResourceType": type_, "PhysicalResourceId": "the-one"}
    told = [event(5, "It", "DELETE_SKIPPED", **what), event(3, "It", "CREATE_COMPLETE", **what)]
    aws = failed(*told, **{look: something if full else nothing, removal: {}})
    deploy(run(aws))
    assert len(aws.made(removal)) == (0 if full or type_ == "AWS::KMS::Key" else 1)


# ── for real, on the local AWS ──────────────────────────────────────────────────────────────────────────────────────

_ROOT = """AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  DeletionProtection: {Type: String, Default: "true", AllowedValues: ["true", "false"]}
Resources:
  Store:
    Type: AWS::CloudFormation::Stack
    Properties:
      Parameters: {DeletionProtection: !Ref DeletionProtection}
      TemplateURL: store.yaml
  Last:
    Type: AWS::CloudFormation::Stack
    DependsOn: Store
    Properties: {TemplateURL: last.yaml}
"""
_STORE = """AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  DeletionProtection: {Type: String, Default: "true", AllowedValues: ["true", "false"]}
Resources:
  Logs:
    Type: AWS::Logs::LogGroup
    DeletionPolicy: Retain
    Properties: {LogGroupName: /first/logs}
  Database:
    Type: AWS::RDS::DBInstance
    DeletionPolicy: Delete
    Properties:
      DBInstanceIdentifier: first
      DBInstanceClass: db.t4g.micro
      Engine: postgres
      AllocatedStorage: "20"
      MasterUsername: dbadmin
      ManageMasterUserPassword: true
      DeletionProtection: !Ref DeletionProtection
"""
_LAST = """AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Setting:
    Type: AWS::SSM::Parameter
    Properties: {Type: String, Name: /first/setting, Value: x}
"""


def write(folder: Path) -> None:
    folder.mkdir(parents=True)
    texts = {"root.yaml": _ROOT, "store.yaml": _STORE, "last.yaml": _LAST}
    for name, text in texts.items():
        (folder / name).write_text(text)
    manifest = {
        "app": "first",
        "environment": "first",
        "stack": "first",
        "region": "us-east-1",
        "template": "root.yaml",
        "capabilities": [],
        "tags": {},
        "protection": {"termination": True},
        "images": [],
        "certificates": [],
        "files": {name: digest(text) for name, text in texts.items()},
    }
    (folder / "deploy.json").write_text(json.dumps(manifest))


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Local]:
    kept = dict(os.environ)
    with running(tmp_path / "state", pace=0) as server:
        os.environ.update(server.environment)
        try:
            yield server
        finally:
            os.environ.clear()
            os.environ.update(kept)


def test_from_failure_to_a_second_try_with_one_command(
    local: Local, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "output/first")
    command = ["first", "--output", str(tmp_path / "output"), "--endpoint-url", local.endpoint_url, "--yes"]
    ssm, rds, logs, cloudformation = (
        boto3.client(name, "us-east-1", endpoint_url=local.endpoint_url)  # type: ignore[call-overload]
        for name in ("ssm", "rds", "logs", "cloudformation")
    )
    ssm.put_parameter(Name="/first/setting", Type="String", Value="in the way")
    assert main([*command, "--skip-preflight"]) == 1
    said = capsys.readouterr().out
    assert "first failed (ROLLBACK_COMPLETE)" in said
    assert "(it asks, deletes what failed, and creates it anew)" in said
    assert rds.describe_db_instances()["DBInstances"] == []
    assert [each["logGroupName"] for each in logs.describe_log_groups()["logGroups"]] == ["/first/logs"]

    ssm.delete_parameter(Name="/first/setting")
    assert main(command) == 0
    (database,) = rds.describe_db_instances()["DBInstances"]
    assert database["DeletionProtection"] is True
    (made,) = cloudformation.describe_stacks(StackName="first")["Stacks"]
    assert (made["StackStatus"], made["EnableTerminationProtection"]) == ("UPDATE_COMPLETE", True)
    assert main(command) == 0
    assert "first: no change" in capsys.readouterr().out
