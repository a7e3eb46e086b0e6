"""What stands half done, and something is to be replaced: it is undone first, if a person agrees."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from generator.deploy.story import deploy
from tests.aws.scripted import ABSENT, Answer, Refuse, Scripted, change, change_set, event, events, stack
from tests.deploy.test_deploy_states import BEFORE, resource, run, scripted, stopped_or_deployed

TASK = change_set("CREATE_COMPLETE", change("Task", "AWS::ECS::TaskDefinition", Replacement="True"))
BACK = events(event(5, "", "UPDATE_ROLLBACK_COMPLETE"), event(4, "", "UPDATE_ROLLBACK_IN_PROGRESS"), BEFORE)
DONE = events(event(8, "", "UPDATE_COMPLETE"), event(7, "", "UPDATE_IN_PROGRESS"), BEFORE)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    monkeypatch.chdir(tmp_path)


def half_done(status: str, **answers: Answer) -> Scripted:
    return scripted(**{"DescribeStacks": stack(status), "DescribeChangeSet": TASK, "RollbackStack": {}, **answers})


def order(aws: Scripted) -> list[str]:
    asked = ("RollbackStack", "DeleteStack", "ExecuteChangeSet")
    return [name for name, _ in aws.calls if name in asked]


def back() -> Scripted:
    states: list[Any] = [stack("UPDATE_FAILED"), stack("UPDATE_ROLLBACK_COMPLETE"), stack("UPDATE_ROLLBACK_COMPLETE")]
    streams: list[Any] = [events(BEFORE), BACK, BACK, DONE]
    return half_done("UPDATE_FAILED", DescribeStacks=[*states, stack("UPDATE_COMPLETE")], DescribeStackEvents=streams)


def test_an_update_is_rolled_back_and_then_deployed() -> None:
    aws = back()
    assert deploy(run(aws)) == 0
    assert order(aws) == ["RollbackStack", "ExecuteChangeSet"]
    assert aws.made("ExecuteChangeSet")[0]["DisableRollback"] is False


@pytest.mark.parametrize("answers", ["n\nn\n", "n\ny\n"])
def test_who_does_not_want_that_is_asked_about_going_on(answers: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(answers))
    aws = half_done("UPDATE_FAILED")
    deploy(run(aws, yes=False))
    assert order(aws) == (["ExecuteChangeSet"] if answers.endswith("y\n") else [])


def test_a_rollback_that_is_refused_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    aws = half_done("UPDATE_FAILED", RollbackStack=Refuse("ValidationError", "not in this mode"))
    assert stopped_or_deployed(run(aws)) == 1
    assert "the stack cannot be rolled back: not in this mode" in capsys.readouterr().err
    assert order(aws) == ["RollbackStack"]


@pytest.mark.parametrize(("allow", "code"), [([], 1), (["Db"], 0)])
def test_a_creation_is_deleted_as_a_deletion_is(
    allow: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whether what holds data was allowed to go decides, yes or not."""
    inside = {"StackResourceSummaries": [resource("Db", "AWS::RDS::DBInstance")]}
    states = [stack("CREATE_FAILED"), stack("DELETE_COMPLETE"), ABSENT, ABSENT, stack("CREATE_COMPLETE")]
    gone = events(event(5, "", "DELETE_COMPLETE"), event(4, "", "DELETE_IN_PROGRESS"), BEFORE)
    made = events(event(8, "", "CREATE_COMPLETE"), event(7, "", "CREATE_IN_PROGRESS"))
    aws = half_done(
        "CREATE_FAILED",
        ListStackResources=inside,
        DescribeStacks=states,
        DescribeStackEvents=[events(BEFORE), events(BEFORE), gone, events(), made],
    )
    assert deploy(run(aws, allow=allow)) == code
    assert order(aws) == (["DeleteStack", "ExecuteChangeSet"] if allow else [])
    if not allow:
        assert "allow it: --allow Db" in capsys.readouterr().err


def test_without_a_replacement_nothing_is_undone() -> None:
    aws = half_done("UPDATE_FAILED", DescribeChangeSet=change_set("CREATE_COMPLETE", change("S", "AWS::ECS::Service")))
    deploy(run(aws))
    assert order(aws) == ["ExecuteChangeSet"]


def test_no_rollback_is_told_what_it_cannot_replace(capsys: pytest.CaptureFixture[str]) -> None:
    deploy(run(scripted(DescribeChangeSet=TASK), no_rollback=True))
    assert "with --no-rollback CloudFormation may refuse to replace Task" in capsys.readouterr().err
