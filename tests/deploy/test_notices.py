"""What CloudFormation says of a change set that it made is in the plan: warnings, and what hooks said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.deploy.story import deploy
from generator.report.style import Style
from generator.report.voice import Lines
from tests.aws.scripted import SET, Answer, Refuse, Scripted, change, change_set
from tests.deploy.test_deploy_states import result, run, scripted

CHILD = SET.replace("deploy-x", "deploy-child")
NESTED = change_set(
    "CREATE_COMPLETE", change("Files", "AWS::CloudFormation::Stack", ChangeSetId=CHILD, PhysicalResourceId="x")
)
INSIDE = change_set("CREATE_COMPLETE", change("Bucket", "AWS::S3::Bucket", "Remove"))
WARNING = {
    "EventType": "VALIDATION_ERROR",
    "LogicalResourceId": "Bucket",
    "ValidationStatus": "FAILED",
    "ValidationFailureMode": "WARN",
    "ValidationStatusReason": "the bucket holds objects",
}
HOOK = {"TypeName": "Ours::Tags::Hook", "Status": "HOOK_COMPLETE_FAILED", "FailureMode": "WARN"}


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    monkeypatch.chdir(tmp_path)


def account(**answers: Answer) -> Scripted:
    by_set = {"DescribeChangeSet": lambda asked: INSIDE if asked["ChangeSetName"] == CHILD else NESTED}
    return scripted(**{**by_set, **answers})


def of_child(key: str, *entries: dict[str, Any], asked_by: str = "ChangeSetName") -> Answer:
    return lambda asked: {key: list(entries) if asked[asked_by] == CHILD else []}


def told(aws: Scripted, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str, bool]]:
    _, plan, _ = result(run(aws, plan=True, allow=[]), capsys)
    return [(each["path"], each["what"], each["warns"]) for each in plan["notices"]]


def test_a_warning_of_a_nested_stack_has_its_path(capsys: pytest.CaptureFixture[str]) -> None:
    aws = account(DescribeEvents=of_child("OperationEvents", WARNING))
    assert told(aws, capsys) == [("Files/Bucket", "the bucket holds objects", True)]


def test_what_was_not_looked_at_is_no_warning(capsys: pytest.CaptureFixture[str]) -> None:
    events = [WARNING | {"ValidationStatus": "SKIPPED"}, WARNING | {"EventType": "STACK_EVENT"}]
    assert told(account(DescribeEvents=of_child("OperationEvents", *events)), capsys) == []


@pytest.mark.parametrize(
    ("more", "what", "warns"),
    [
        ({"HookStatusReason": "no tag"}, "the hook Ours::Tags::Hook did not pass: no tag", True),
        ({"FailureMode": "FAIL"}, "the hook Ours::Tags::Hook did not pass, which stops the deployment", True),
        ({"Status": "HOOK_FAILED"}, "the hook Ours::Tags::Hook could not be run", True),
        ({"Status": "HOOK_COMPLETE_SUCCEEDED"}, "the hook Ours::Tags::Hook passed", False),
    ],
)
def test_what_a_hook_said(more: dict[str, str], what: str, warns: bool, capsys: pytest.CaptureFixture[str]) -> None:
    aws = account(ListHookResults=of_child("HookResults", HOOK | more, asked_by="TargetId"))
    assert told(aws, capsys) == [("Files", what, warns)]


@pytest.mark.parametrize(("code", "count"), [("AccessDenied", 1), ("InvalidAction", 0)])
def test_what_may_not_be_read_is_said_once(code: str, count: int, capsys: pytest.CaptureFixture[str]) -> None:
    """Where AWS does not know the call at all, there is nothing to allow."""
    notices = told(account(ListHookResults=Refuse(code, "no", 403)), capsys)
    assert [what for _, what, _ in notices] == [
        "not everything that CloudFormation found could be read: allow cloudformation:ListHookResults"
    ] * count


@pytest.mark.parametrize("markdown", [False, True])
def test_people_read_it_too_and_it_refuses_nothing(markdown: bool, capsys: pytest.CaptureFixture[str]) -> None:
    aws = scripted(DescribeEvents={"OperationEvents": [WARNING]})
    assert deploy(replace(run(aws), say=Lines(Style(), markdown))) == 0
    said = capsys.readouterr().out
    assert "Bucket: the bucket holds objects" in said
    assert ("- **warning**" in said) is markdown
