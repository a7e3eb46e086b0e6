"""How a run ends: what is left, what is never proposed, what an interruption leaves, and the last line."""

from __future__ import annotations

import io
import json
import shlex
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.aws.calls import RefusedError
from generator.aws.stacks import find
from generator.deploy.command import main
from generator.deploy.deletion import delete
from generator.deploy.endings import write_inventory
from generator.deploy.run import Standing
from generator.deploy.stops import interruption, stopped
from generator.deploy.story import deploy
from generator.errors import InputError
from generator.report.voice import Json
from tests.aws.scripted import (
    ABSENT,
    SET,
    STACK_ID,
    Answer,
    Refuse,
    Scripted,
    change,
    change_set,
    event,
    events,
    stack,
)
from tests.deploy.test_deploy_states import BEFORE, CALLER, DONE, resource, run, scripted, stopped_or_deployed

STACK = "AWS::CloudFormation::Stack"
WEB = STACK_ID.replace("dev", "dev-Web-1")
GROUP = "resource sg-1 has a dependent object"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Wait for nothing, and keep evidence in a folder that goes away."""
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    monkeypatch.chdir(tmp_path)


def result(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """The last line of what was said with ``--format json``, which is the only result."""
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["type"] for each in lines].count("result") == 1
    assert lines[-1]["type"] == "result"
    return dict(lines[-1])


def ended(
    aws: Scripted, capsys: pytest.CaptureFixture[str], act: Any = stopped_or_deployed, **options: Any
) -> tuple[int, Any]:
    """Run with JSON, and give the exit code and the result."""
    capsys.readouterr()
    code = act(replace(run(aws, **options), say=Json()))
    return code, result(capsys)


def nested(second: int, name: str, status: str, **more: Any) -> dict[str, Any]:
    """An event that the nested stack Web tells; of itself when ``name`` is empty."""
    own = {"LogicalResourceId": "Web", "PhysicalResourceId": WEB, "ResourceType": STACK}
    answer = event(second, name or "Web", status, **(more if name else own))
    return {**answer, "StackId": WEB, "EventId": f"web-{answer['EventId']}"}


def web(second: int, status: str, **more: Any) -> dict[str, Any]:
    """An event in which the root tells of the nested stack Web."""
    return event(second, "Web", status, PhysicalResourceId=WEB, ResourceType=STACK, **more)


def by_stack(**streams: Answer) -> Callable[[Any], Any]:
    """Answer DescribeStackEvents for the root and for Web, each from a list of its own."""
    lists = {name: list(each) if isinstance(each, list) else [each] for name, each in streams.items()}

    def answer(asked: Any) -> Any:
        found = lists["web" if asked["StackName"] == WEB else "root"]
        return found.pop(0) if len(found) > 1 else found[0]

    return answer


GONE_WRONG = {
    "PhysicalResourceId": "sg-1",
    "ResourceType": "AWS::EC2::SecurityGroup",
    "ResourceStatusReason": GROUP,
}
ROOT_DONE = events(
    event(9, "", "UPDATE_COMPLETE"),
    event(4, "", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"),
    web(3, "UPDATE_COMPLETE"),
    web(2, "UPDATE_IN_PROGRESS"),
    event(1, "", "UPDATE_IN_PROGRESS"),
    BEFORE,
)
WEB_WAITS = [nested(3, "", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"), nested(2, "", "UPDATE_IN_PROGRESS")]
WEB_FAILS = [
    nested(8, "Group", "DELETE_FAILED", **GONE_WRONG),
    nested(7, "Group", "DELETE_IN_PROGRESS", **GONE_WRONG),
    *WEB_WAITS,
]
WEB_ENDS = [nested(10, "", "UPDATE_COMPLETE"), *WEB_FAILS]


# ── (b) what is left ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_nested_cleanup_that_fails_after_its_parent_is_done_is_followed_and_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The parent says UPDATE_COMPLETE of a nested stack before that begins to delete what is old."""
    aws = scripted(
        DescribeStackEvents=by_stack(
            root=[events(BEFORE), ROOT_DONE],
            web=[events(*WEB_WAITS), events(*WEB_WAITS), events(*WEB_FAILS), events(*WEB_ENDS)],
        )
    )
    code, last = ended(aws, capsys)
    assert (code, last["outcome"], last["changed"]) == (4, "left over", True)
    command = "aws ec2 delete-security-group --group-id sg-1 --region us-east-1"
    (left,) = last["left"]
    assert (left["resource"], left["why"], left["command"]) == ("Web/Group", GROUP, command)


def test_what_is_left_is_told_to_people_too(capsys: pytest.CaptureFixture[str]) -> None:
    aws = scripted(DescribeStackEvents=by_stack(root=[events(BEFORE), ROOT_DONE], web=events(*WEB_ENDS)))
    assert deploy(run(aws)) == 4
    said = capsys.readouterr().out
    assert "task-management-dev: deployed" in said
    assert f"Web/Group (sg-1) is left: {GROUP}" in said
    assert "\n    aws ec2 delete-security-group --group-id sg-1 --region us-east-1" in said


def test_a_third_attempt_that_succeeds_leaves_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    gone = nested(9, "Group", "DELETE_COMPLETE", **{**GONE_WRONG, "ResourceStatusReason": ""})
    web_ends = events(nested(10, "", "UPDATE_COMPLETE"), gone, *WEB_FAILS)
    aws = scripted(DescribeStackEvents=by_stack(root=[events(BEFORE), ROOT_DONE], web=web_ends))
    code, last = ended(aws, capsys)
    assert (code, last["outcome"], last["left"]) == (0, "done", [])


def test_a_nested_stack_that_waits_for_its_root_is_not_asked_again_and_again() -> None:
    begun = events(web(3, "UPDATE_COMPLETE"), web(2, "UPDATE_IN_PROGRESS"), event(1, "", "UPDATE_IN_PROGRESS"), BEFORE)
    root = [events(BEFORE), *[begun] * 5, ROOT_DONE]
    aws = scripted(
        DescribeStacks=[stack("UPDATE_COMPLETE"), *[stack("UPDATE_IN_PROGRESS")] * 5, stack("UPDATE_COMPLETE")],
        DescribeStackEvents=lambda asked: (
            events(*(WEB_ENDS if len(root) == 1 else WEB_WAITS))
            if asked["StackName"] == WEB
            else root.pop(0)
            if len(root) > 1
            else root[0]
        ),
    )
    assert deploy(run(aws)) == 4
    assert len([each for each in aws.made("DescribeStackEvents") if each["StackName"] == WEB]) == 2


def test_a_nested_stack_whose_last_event_never_comes_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    aws = scripted(DescribeStackEvents=by_stack(root=[events(BEFORE), ROOT_DONE], web=events(*WEB_WAITS)))
    assert ended(aws, capsys)[0] == 0
    assert {"StackName": WEB} in aws.made("DescribeStacks")


def test_a_nested_stack_that_waits_while_its_sibling_is_stuck_is_not_waited_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = events(
        event(9, "", "UPDATE_ROLLBACK_FAILED"), web(3, "UPDATE_COMPLETE"), event(1, "", "UPDATE_IN_PROGRESS"), BEFORE
    )
    aws = scripted(
        DescribeStacks=lambda asked: stack(
            "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"
            if asked["StackName"] == WEB
            else "UPDATE_ROLLBACK_FAILED"
            if aws.made("ExecuteChangeSet")
            else "UPDATE_COMPLETE"
        ),
        DescribeStackEvents=by_stack(root=[events(BEFORE), root], web=events(*WEB_WAITS)),
    )
    code, last = ended(aws, capsys)
    assert (code, last["outcome"]) == (4, "stuck")


def not_deleted() -> Callable[[Any], Any]:
    """The events of a nested stack whose deletion failed for a group in it."""
    root = events(
        event(9, "", "UPDATE_COMPLETE"),
        web(8, "DELETE_FAILED", ResourceStatusReason="Embedded stack was not successfully deleted"),
        web(5, "DELETE_IN_PROGRESS"),
        event(4, "", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"),
        event(1, "", "UPDATE_IN_PROGRESS"),
        BEFORE,
    )
    inside = [nested(7, "Group", "DELETE_FAILED", **GONE_WRONG), nested(5, "", "DELETE_IN_PROGRESS")]
    return by_stack(root=[events(BEFORE), root], web=events(nested(8, "", "DELETE_FAILED"), *inside))


def test_a_stack_that_could_not_be_deleted_stands_for_what_is_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    code, last = ended(scripted(DescribeStackEvents=not_deleted()), capsys)
    (left,) = last["left"]
    assert (code, left["resource"], left["why"]) == (4, "Web", f"Group: {GROUP}")
    assert left["command"] == f"aws cloudformation delete-stack --stack-name {WEB} --region us-east-1"


def test_a_stack_that_says_that_something_is_left_is_believed(capsys: pytest.CaptureFixture[str]) -> None:
    reason = "Update successful. One or more resources could not be deleted."
    done = events(event(3, "", "UPDATE_COMPLETE", ResourceStatusReason=reason), event(2, "", "UPDATE_IN_PROGRESS"))
    code, last = ended(scripted(DescribeStackEvents=[events(BEFORE), done]), capsys)
    assert (code, last["outcome"], last["left"][0]["why"]) == (4, "left over", reason)
    assert "describe-stack-events" in last["left"][0]["command"]


def test_a_rollback_tells_what_it_left_and_not_as_its_cause(capsys: pytest.CaptureFixture[str]) -> None:
    ends = events(
        event(9, "", "UPDATE_ROLLBACK_COMPLETE"),
        event(8, "Group", "DELETE_FAILED", **GONE_WRONG),
        event(3, "Service", "UPDATE_FAILED", ResourceStatusReason="circuit breaker"),
        event(2, "", "UPDATE_IN_PROGRESS"),
        BEFORE,
    )
    states: list[Any] = [stack("UPDATE_COMPLETE"), stack("UPDATE_ROLLBACK_COMPLETE")]
    code, last = ended(scripted(DescribeStacks=states, DescribeStackEvents=[events(BEFORE), ends]), capsys)
    assert (code, last["outcome"]) == (1, "rolled back")
    assert [each["resource"] for each in last["causes"]] == ["Service"]
    assert [each["resource"] for each in last["left"]] == ["Group"]


def test_what_a_failed_creation_keeps_is_told_without_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    ends = events(
        event(9, "", "ROLLBACK_COMPLETE"),
        event(8, "Key", "DELETE_SKIPPED", PhysicalResourceId="key-1", ResourceType="AWS::KMS::Key"),
        event(1, "", "CREATE_IN_PROGRESS"),
    )
    states: list[Any] = [ABSENT, stack("ROLLBACK_COMPLETE")]
    code, last = ended(scripted(DescribeStacks=states, DescribeStackEvents=[events(), ends]), capsys)
    assert (code, last["outcome"]) == (1, "rolled back")
    assert [(each["id"], each["command"]) for each in last["left"]] == [("key-1", None)]


def test_resume_after_the_end_says_what_was_left(capsys: pytest.CaptureFixture[str]) -> None:
    aws = scripted(DescribeStackEvents=by_stack(root=ROOT_DONE, web=events(*WEB_ENDS)))
    code, last = ended(aws, capsys, resume=True)
    assert (code, last["outcome"], last["left"][0]["id"]) == (4, "left over", "sg-1")


# ── (c) what is kept is in nobody's way ─────────────────────────────────────────────────────────────────────────────

BLOCKING: dict[str, Answer] = {
    "ListStackResources": {
        "StackResourceSummaries": [
            resource("Images", "AWS::ECR::Repository"),
            resource("Files", "AWS::S3::Bucket"),
            resource("Db", "AWS::RDS::DBInstance"),
            resource("Door", "AWS::ElasticLoadBalancingV2::LoadBalancer"),
        ]
    },
    "ListImages": {"imageIds": [{"imageTag": "1"}]},
    "ListObjectsV2": {"KeyCount": 1},
    "DescribeDBInstances": {"DBInstances": [{"DeletionProtection": True}]},
    "DescribeLoadBalancerAttributes": {"Attributes": [{"Key": "deletion_protection.enabled", "Value": "true"}]},
}
TYPES = {
    "Images": "AWS::ECR::Repository",
    "Files": "AWS::S3::Bucket",
    "Db": "AWS::RDS::DBInstance",
    "Door": "AWS::ElasticLoadBalancingV2::LoadBalancer",
}


def template(policy: str | None, **properties: Any) -> dict[str, str]:
    more = {"DeletionPolicy": policy} if policy else {}
    resources = {name: {"Type": type_, "Properties": properties, **more} for name, type_ in TYPES.items()}
    return {"TemplateBody": json.dumps({"Resources": resources})}


@pytest.mark.parametrize("policy", ["Retain", "RetainExceptOnCreate"])
def test_what_is_kept_is_not_in_the_way(
    policy: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("task-management-dev\n"))
    states: list[Any] = [stack("UPDATE_COMPLETE"), stack("DELETE_COMPLETE")]
    aws = scripted(**BLOCKING, DescribeStacks=states, GetTemplate=template(policy))
    assert delete(run(aws)) == 0
    said = capsys.readouterr().err
    assert "in the way" not in said
    assert "--force" not in said
    assert "Images (images) stays: its DeletionPolicy is Retain" in said


def test_what_goes_away_is_in_the_way_until_it_is_empty(capsys: pytest.CaptureFixture[str]) -> None:
    code, last = ended(scripted(**BLOCKING, GetTemplate=template("Delete")), capsys, delete)
    assert (code, last["outcome"]) == (1, "refused")
    assert delete(run(scripted(**BLOCKING, GetTemplate=template("Delete")))) == 1
    said = capsys.readouterr().err
    for words in ("delete-repository --force", "aws s3 rm", "--no-deletion-protection", "Value=false"):
        assert f"{words}" in said


def test_a_repository_that_is_emptied_with_it_is_not_in_the_way(capsys: pytest.CaptureFixture[str]) -> None:
    delete(run(scripted(**BLOCKING, GetTemplate=template("Delete", EmptyOnDelete=True))))
    assert "Images holds images" not in capsys.readouterr().err


def test_what_may_be_kept_is_not_proposed_to_be_destroyed(capsys: pytest.CaptureFixture[str]) -> None:
    """The template cannot be read, so nobody knows what its policies are."""
    assert delete(run(scripted(**BLOCKING, GetTemplate=Refuse("AccessDenied")))) == 1
    said = capsys.readouterr().err
    assert "Images (images) MAY BE LOST" in said
    assert "in the way: Images holds images; its DeletionPolicy could not be read" in said
    for words in ("--force", "s3 rm", "modify-db-instance"):
        assert words not in said


def test_a_nested_stack_that_is_kept_keeps_what_is_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    root = {"Resources": {"Web": {"Type": STACK, "DeletionPolicy": "Retain"}}}
    inner = {"Resources": {"Images": {"Type": "AWS::ECR::Repository"}}}
    aws = scripted(
        ListStackResources=lambda asked: {
            "StackResourceSummaries": [resource("Images", "AWS::ECR::Repository")]
            if asked["StackName"] == WEB
            else [resource("Web", STACK) | {"PhysicalResourceId": WEB}]
        },
        GetTemplate=lambda asked: {"TemplateBody": json.dumps(inner if asked["StackName"] == WEB else root)},
        ListImages={"imageIds": [{"imageTag": "1"}]},
    )
    assert delete(run(aws, plan=True)) == 0
    said = capsys.readouterr().err
    assert "Web/Images (images) stays, outside of any stack" in said
    assert "in the way" not in said


@pytest.mark.parametrize("status", ["IMPORT_ROLLBACK_FAILED", "SOMETHING_NEW_FAILED", "SOMETHING_NEW_COMPLETE"])
def test_nothing_is_deleted_in_a_state_that_nobody_knows(status: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert deploy(run(scripted(DescribeStacks=stack(status)))) == 4
    said = capsys.readouterr().err
    assert "--delete" not in said
    assert "describe-stack-events --stack-name task-management-dev" in said


def test_a_rollback_that_failed_is_cleared_by_the_same_command(capsys: pytest.CaptureFixture[str]) -> None:
    ends = events(event(9, "", "ROLLBACK_FAILED"), event(8, "Group", "DELETE_FAILED", **GONE_WRONG))
    begun = event(1, "", "CREATE_IN_PROGRESS")
    ends["StackEvents"].append(begun)
    states: list[Any] = [ABSENT, stack("ROLLBACK_FAILED")]
    aws = scripted(DescribeStacks=states, DescribeStackEvents=[events(), ends])
    assert deploy(run(aws)) == 4
    said = capsys.readouterr().err
    assert "remove what is in the way, then run: python scripts/deploy.py dev (it asks" in said
    assert "aws ec2 delete-security-group --group-id sg-1" in said


def test_undoing_a_creation_that_failed_is_said_to_delete_it(capsys: pytest.CaptureFixture[str]) -> None:
    states: list[Any] = [stack("CREATE_FAILED"), stack("CREATE_FAILED")]
    ends = events(event(9, "", "CREATE_FAILED"), event(1, "", "UPDATE_IN_PROGRESS"), BEFORE)
    deploy(run(scripted(DescribeStacks=states, DescribeStackEvents=[events(BEFORE), ends])))
    assert "or undo it, which deletes everything in it" in capsys.readouterr().err


# ── (d) what a stuck rollback may go on without ─────────────────────────────────────────────────────────────────────


def test_only_what_failed_in_the_rollback_and_still_does_is_skipped(capsys: pytest.CaptureFixture[str]) -> None:
    def failed(second: int, name: str, reason: str) -> dict[str, Any]:
        return event(second, name, "UPDATE_FAILED", ResourceStatusReason=reason)

    root = events(
        event(9, "", "UPDATE_ROLLBACK_FAILED"),
        failed(8, "Cancelled", "Resource update cancelled"),
        web(8, "UPDATE_FAILED"),
        event(7, "Recovered", "UPDATE_COMPLETE"),
        event(6, "Trigger", "UPDATE_COMPLETE"),
        event(5, "", "UPDATE_ROLLBACK_IN_PROGRESS"),
        failed(3, "Untouched", "Resource update cancelled"),
        failed(3, "NeverRolledBack", "no such image"),
        failed(3, "Trigger", "no such image"),
        event(1, "", "UPDATE_IN_PROGRESS"),
    )
    inside = events(
        nested(8, "", "UPDATE_ROLLBACK_FAILED"),
        nested(7, "Instance", "UPDATE_FAILED", ResourceStatusReason="The parameter group is gone"),
        nested(6, "", "UPDATE_ROLLBACK_IN_PROGRESS"),
        nested(3, "Definition", "UPDATE_FAILED", ResourceStatusReason="no such image"),
        nested(2, "", "UPDATE_IN_PROGRESS"),
    )
    aws = scripted(DescribeStacks=stack("UPDATE_ROLLBACK_FAILED"), DescribeStackEvents=by_stack(root=root, web=inside))
    assert deploy(run(aws)) == 4
    (line,) = [each for each in capsys.readouterr().err.splitlines() if "--resources-to-skip" in each]
    assert line.partition("--resources-to-skip ")[2] == "task-management-dev-Web-1.Instance"


def test_a_hook_that_only_warns_is_told_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    hook = {"HookType": "Acme::Tags", "HookStatus": "HOOK_COMPLETE_FAILED", "HookStatusReason": "no owner"}
    warned = event(2, "Bucket", "CREATE_IN_PROGRESS", **hook, HookFailureMode="WARN")
    went_well = [event(9, "", "UPDATE_COMPLETE"), event(3, "Bucket", "CREATE_COMPLETE"), warned]
    done = events(*went_well, event(1, "", "UPDATE_IN_PROGRESS"), BEFORE)
    aws = scripted(DescribeStackEvents=[events(BEFORE), done])
    deploy(run(aws))
    assert capsys.readouterr().err.count("Bucket: hook Acme::Tags warns: no owner") == 1


# ── (h) the command to come back with ───────────────────────────────────────────────────────────────────────────────


def test_the_command_to_come_back_with_has_every_option(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"}.items():
        monkeypatch.setenv(name, value)
    output = str(Path(__file__).parents[2] / "output")
    options = ["dev", "--output", output, "--bucket", "our-templates", "--role-arn", "arn:aws:iam::1:role/a b"]
    options += ["--allow", "Database/Database", "--skip-preflight", "--plan", "--endpoint-url", "http://127.0.0.1:9"]
    assert main(options) == 1
    said = capsys.readouterr().err
    command = said.partition("Try again: ")[2].strip()
    assert command.startswith("python scripts/deploy.py dev --")
    assert sorted(shlex.split(command)[2:]) == sorted(options)


def test_to_follow_is_not_to_plan(capsys: pytest.CaptureFixture[str]) -> None:
    theirs = events(event(1, "", "UPDATE_IN_PROGRESS", ClientRequestToken="theirs"))
    aws = scripted(DescribeStacks=stack("UPDATE_IN_PROGRESS"), DescribeStackEvents=theirs)
    asked = run(aws)
    options = replace(asked.options, command="python scripts/deploy.py dev --profile p --plan", plan=True)
    assert deploy(replace(asked, options=options)) == 3
    assert "to follow it: python scripts/deploy.py dev --profile p --resume\n" in capsys.readouterr().err


# ── (j) options that name nothing, and the last line ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("plan", [True, False])
def test_a_path_that_does_not_exist_cannot_be_allowed(plan: bool) -> None:
    aws = scripted(ListStackResources={"StackResourceSummaries": [resource("Instance", "AWS::RDS::DBInstance")]})
    with pytest.raises(InputError) as raised:
        deploy(run(aws, allow=["Instanec", "Instance", "Database/Database", "Nothing/There"], plan=plan))
    assert [str(each).partition(":")[0] for each in raised.value.problems] == [
        "--allow Instanec",
        "--allow Nothing/There",
    ]
    assert "did you mean Instance?" in str(raised.value)
    assert aws.made("CreateChangeSet") == []


def test_what_the_last_run_removed_may_be_allowed_once_more() -> None:
    """The same command is given again after its answer was lost."""
    removed = event(2, "Orders", "DELETE_COMPLETE", PhysicalResourceId="orders")
    last = events(event(3, "", "UPDATE_COMPLETE"), removed, event(1, "", "UPDATE_IN_PROGRESS"))
    done = events(event(6, "", "UPDATE_COMPLETE"), event(5, "", "UPDATE_IN_PROGRESS"), *last["StackEvents"])
    aws = scripted(DescribeStackEvents=lambda asked: done if aws.made("ExecuteChangeSet") else last)
    assert deploy(run(aws, allow=["Orders"])) == 0


STATEFUL = {"StackResourceSummaries": [resource("Instance", "AWS::RDS::DBInstance")]}


@pytest.mark.parametrize("before", [ABSENT, stack("UPDATE_COMPLETE")])
def test_what_is_deployed_is_said_to_be_even_if_it_cannot_be_protected(
    before: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    denied = Refuse("AccessDenied", "kim may not cloudformation:SetStackPolicy")
    states: list[Any] = [before, stack("UPDATE_COMPLETE")]
    code, last = ended(scripted(DescribeStacks=states, ListStackResources=STATEFUL, SetStackPolicy=denied), capsys)
    assert (code, last["outcome"], last["changed"]) == (0, "done", True)
    assert "kim may not cloudformation:SetStackPolicy" in last["unprotected"]


def test_what_cannot_be_protected_is_not_replaced(capsys: pytest.CaptureFixture[str]) -> None:
    replaced = change("Instance", "AWS::RDS::DBInstance", Replacement="Conditional", PhysicalResourceId="db-1")
    aws = scripted(
        DescribeChangeSet=change_set("CREATE_COMPLETE", replaced),
        ListStackResources=STATEFUL,
        SetStackPolicy=Refuse("AccessDenied", "not you"),
    )
    with pytest.raises(RefusedError, match="nothing was deployed"):
        deploy(run(aws))
    assert (aws.made("ExecuteChangeSet"), len(aws.made("DeleteChangeSet"))) == ([], 1)


def test_deleting_speaks_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("task-management-dev\n"))
    resources = [resource("Db", "AWS::RDS::DBInstance"), resource("Logs", "AWS::Logs::LogGroup")]
    body = {"Resources": {"Db": {"Type": "AWS::RDS::DBInstance"}, "Logs": {"DeletionPolicy": "Retain"}}}
    answers: dict[str, Answer] = {
        "ListStackResources": {"StackResourceSummaries": resources},
        "GetTemplate": {"TemplateBody": json.dumps(body)},
        "DescribeDBInstances": {"DBInstances": [{"DeletionProtection": False}]},
    }
    assert delete(replace(run(scripted(**answers), plan=True), say=Json())) == 0
    plan, last = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (plan["type"], plan["kind"], plan["refused"]) == ("plan", "delete", False)
    assert {each["path"]: each["kept"] for each in plan["losses"]} == {"Db": "Snapshot", "Logs": "Retain"}
    assert (last["type"], last["outcome"]) == ("result", "planned")
    states: list[Any] = [stack("UPDATE_COMPLETE"), stack("DELETE_COMPLETE")]
    code, last = ended(scripted(**answers, DescribeStacks=states), capsys, delete)
    assert (code, last["outcome"]) == (0, "done")
    assert {each["resource"]: each["command"] for each in last["left"]} == {"Db": None, "Logs": None}


@pytest.mark.parametrize("path", ["Nope", ""])
def test_what_is_to_be_allowed_exists_where_a_stack_is_deleted_too(path: str) -> None:
    with pytest.raises(InputError, match=f"--allow {path}: nothing in task-management-dev has that path"):
        delete(run(scripted(), plan=True, allow=[path]))


@pytest.mark.parametrize(("allow", "allowed"), [([], False), (["Instance"], True)])
def test_a_loss_that_nobody_named_is_not_allowed(
    allow: list[str], allowed: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is not refused either: whoever types the name of the stack agrees to it."""
    aws = scripted(
        ListStackResources=STATEFUL,
        GetTemplate={"TemplateBody": json.dumps({"Resources": {"Instance": {"DeletionPolicy": "Delete"}}})},
        DescribeDBInstances={"DBInstances": [{"DeletionProtection": False}]},
    )
    delete(replace(run(aws, plan=True, allow=allow), say=Json()))
    plan = json.loads(capsys.readouterr().out.splitlines()[0])
    assert ([each["allowed"] for each in plan["losses"]], plan["refused"]) == ([allowed], False)


def test_a_failed_creation_speaks_json(capsys: pytest.CaptureFixture[str]) -> None:
    aws = scripted(DescribeStacks=stack("ROLLBACK_COMPLETE"), ListStackResources=STATEFUL)
    assert deploy(replace(run(aws), say=Json())) == 1
    plan, last = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert [(each["path"], each["allowed"]) for each in plan["losses"]] == [("Instance", False)]
    assert (plan["kind"], last["type"], last["outcome"]) == ("delete", "result", "refused")


def test_a_failed_creation_that_is_made_anew_ends_once(capsys: pytest.CaptureFixture[str]) -> None:
    states: list[Any] = [stack("ROLLBACK_COMPLETE"), stack("DELETE_COMPLETE"), stack("CREATE_COMPLETE")]
    begun = events(event(0, "", "CREATE_IN_PROGRESS"))
    code, last = ended(scripted(DescribeStacks=states, DescribeStackEvents=[begun, begun, DONE]), capsys)
    assert (code, last["outcome"]) == (0, "done")


def test_what_was_kept_of_a_failed_creation_needs_no_leave(capsys: pytest.CaptureFixture[str]) -> None:
    kept = {"StackResourceSummaries": [resource("Key", "AWS::KMS::Key") | {"ResourceStatus": "DELETE_SKIPPED"}]}
    states: list[Any] = [stack("ROLLBACK_COMPLETE"), stack("DELETE_COMPLETE"), stack("CREATE_COMPLETE")]
    begun = events(event(0, "", "CREATE_IN_PROGRESS"))
    aws = scripted(DescribeStacks=states, ListStackResources=kept, DescribeStackEvents=[begun, begun, DONE])
    assert deploy(run(aws)) == 0
    assert "Key (key) stays, outside of any stack" in capsys.readouterr().err


REPLACED = change("Instance", "AWS::RDS::DBInstance", Replacement="True", PhysicalResourceId="db-1")
THEIRS = events(event(1, "", "UPDATE_IN_PROGRESS", ClientRequestToken="theirs"))
RUNNING = [events(BEFORE), events(event(1, "", "UPDATE_IN_PROGRESS"), BEFORE), Refuse("AccessDenied", "no", 403)]


@pytest.mark.parametrize(
    ("answers", "options", "code", "outcome"),
    [
        ({}, {}, 0, "done"),
        ({"DescribeChangeSet": change_set("FAILED", StatusReason="didn't contain changes")}, {}, 0, "no change"),
        ({}, {"plan": True}, 0, "planned"),
        ({"DescribeChangeSet": change_set("CREATE_COMPLETE", REPLACED)}, {}, 1, "refused"),
        ({"DescribeChangeSet": change_set("CREATE_COMPLETE", REPLACED)}, {"plan": True}, 1, "refused"),
        ({"DescribeChangeSet": change_set("FAILED", StatusReason="No such thing")}, {}, 1, "refused"),
        ({}, {"yes": False}, 1, "declined"),
        ({"HeadBucket": Refuse("404", status=404)}, {"yes": False}, 1, "declined"),
        ({"DescribeStacks": stack("UPDATE_IN_PROGRESS"), "DescribeStackEvents": THEIRS}, {}, 3, "busy"),
        ({"ExecuteChangeSet": Refuse("InvalidChangeSetStatus")}, {}, 3, "busy"),
        (
            {"DescribeStackEvents": RUNNING, "DescribeStacks": [stack("UPDATE_COMPLETE"), stack("UPDATE_IN_PROGRESS")]},
            {},
            3,
            "busy",
        ),
        ({"DescribeStacks": stack("UPDATE_ROLLBACK_FAILED")}, {}, 4, "stuck"),
        ({"DescribeStacks": stack("UPDATE_ROLLBACK_COMPLETE")}, {"resume": True}, 1, "rolled back"),
    ],
)
def test_every_ending_has_its_last_line(
    answers: dict[str, Any],
    options: dict[str, Any],
    code: int,
    outcome: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    answers = {"DescribeEvents": {"OperationEvents": []}} | answers
    done, last = ended(scripted(**answers), capsys, **options)
    assert (done, last["outcome"], last["stack"]) == (code, outcome, "task-management-dev")
    assert {"left", "evidence", "causes"} <= last.keys()


@pytest.mark.parametrize(
    ("arguments", "code", "stack_name"),
    [(["nowhere"], 2, None), (["dev", "--endpoint-url", "http://127.0.0.1:9"], 1, "task-management-dev")],
)
def test_what_ends_a_run_early_has_a_last_line_too(
    arguments: list[str],
    code: int,
    stack_name: str | None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"}.items():
        monkeypatch.setenv(name, value)
    output = str(Path(__file__).parents[2] / "output")
    assert main([*arguments, "--output", output, "--format", "json"]) == code
    last = result(capsys)
    assert (last["outcome"], last["stack"]) == ("refused", stack_name)


# ── (l) interruptions, and what others have at the prompt ───────────────────────────────────────────────────────────


def interrupting(reply: Any, at: int = 1) -> Callable[[Any], Any]:
    """Answer as told, but with Ctrl-C the ``at``-th time."""
    calls = []

    def answer(asked: Any) -> Any:
        calls.append(asked)
        return KeyboardInterrupt() if len(calls) == at else reply(asked) if callable(reply) else reply

    return answer


class Made:
    """A set of a new stack that takes a while: it cannot be deleted before it is made."""

    def __init__(self) -> None:
        self.looks = 0
        self.exists = True

    def describe(self, asked: Any) -> Any:
        self.looks += 1
        return change_set("CREATE_IN_PROGRESS" if self.looks < 4 else "CREATE_COMPLETE")

    def delete(self, asked: Any) -> Any:
        self.looks += 1
        if self.looks < 4:
            return Refuse("InvalidChangeSetStatus", "the change set is CREATE_IN_PROGRESS")
        self.exists = False
        return {}

    def list(self, asked: Any) -> Any:
        return {"Summaries": [{"ChangeSetId": SET, "StackId": STACK_ID}] if self.exists else []}


@pytest.mark.parametrize("plan", [True, False])
def test_interrupted_while_the_set_is_being_made_nothing_is_left(
    plan: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    slow = Made()
    aws = scripted(
        DescribeStacks=[ABSENT, stack("REVIEW_IN_PROGRESS")],
        DescribeChangeSet=interrupting(slow.describe, 2),
        DeleteChangeSet=slow.delete,
        ListChangeSets=slow.list,
    )
    with pytest.raises(KeyboardInterrupt):
        deploy(run(aws, plan=plan))
    assert not slow.exists
    assert len(aws.made("DeleteStack")) == 1
    assert "the change set is being deleted" in capsys.readouterr().err


def test_interrupted_before_the_answer_the_set_is_looked_for() -> None:
    """The call may have arrived."""
    mine = lambda asked: change_set(Description=aws.made("CreateChangeSet")[0]["Description"])  # noqa: E731
    aws = scripted(DescribeStacks=ABSENT, CreateChangeSet=KeyboardInterrupt(), DescribeChangeSet=mine)
    with pytest.raises(KeyboardInterrupt):
        deploy(run(aws))
    assert [each["ChangeSetName"] for each in aws.made("DeleteChangeSet")] == [SET]
    assert len(aws.made("DeleteStack")) == 1


def test_a_stack_that_is_being_created_by_then_is_not_deleted() -> None:
    """Somebody executed a set of the same new stack while this plan was being read."""
    aws = scripted(DescribeStacks=[ABSENT, stack("CREATE_IN_PROGRESS")])
    assert deploy(run(aws, plan=True)) == 0
    assert aws.made("DeleteStack") == []


def test_a_plan_has_a_set_of_its_own() -> None:
    names = {}
    for plan in (True, False):
        aws = scripted()
        deploy(run(aws, plan=plan))
        names[plan] = aws.made("CreateChangeSet")[0]["ChangeSetName"]
    assert names[True] != names[False]


@pytest.mark.parametrize(("description", "left"), [("by Deployer/ana, ana on laptop", True), (None, False)])
def test_a_set_that_somebody_else_has_at_the_prompt_stays(
    description: str | None, left: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    theirs = lambda asked: change_set(  # noqa: E731
        "CREATE_COMPLETE",
        change("Service", "AWS::ECS::Service"),
        Description=description or aws.made("CreateChangeSet")[0]["Description"],
    )
    aws = scripted(CreateChangeSet=Refuse("AlreadyExistsException"), DescribeChangeSet=theirs)
    assert deploy(run(aws, yes=False)) == 1
    assert bool(aws.made("DeleteChangeSet")) is not left
    assert ("was made by Deployer/ana, ana on laptop, who may need it, and stays" in capsys.readouterr().err) is left


def interrupted(aws: Scripted, act: Any = deploy, **options: Any) -> str:
    """What an interrupted run says of the stack."""
    this = run(aws, **options)
    with pytest.raises(KeyboardInterrupt) as raised:
        act(this)
    return interruption(raised.value, this.standing, this.options.command)


def test_what_runs_is_said_to_go_on() -> None:
    aws = scripted(DescribeStacks=[stack("UPDATE_COMPLETE"), stack("UPDATE_IN_PROGRESS")])
    running = events(event(1, "", "UPDATE_IN_PROGRESS"), BEFORE)
    aws.answers["DescribeStackEvents"] = [events(BEFORE), running, KeyboardInterrupt()]
    text = "task-management-dev goes on in AWS. To follow it: python scripts/deploy.py dev --resume"
    assert text in interrupted(aws)
    assert aws.made("DeleteChangeSet") == []


@pytest.mark.parametrize("fails", [True, False])
def test_what_was_seen_of_a_failure_is_kept_when_nobody_watches_on(fails: bool) -> None:
    aws = scripted(DescribeStacks=[stack("UPDATE_COMPLETE"), stack("UPDATE_IN_PROGRESS")])
    status = "UPDATE_FAILED" if fails else "UPDATE_IN_PROGRESS"
    seen = event(2, "Web", status, ResourceStatusReason="it did not start")
    running = events(seen, event(1, "", "UPDATE_IN_PROGRESS"), BEFORE)
    aws.answers["DescribeStackEvents"] = [events(BEFORE), running, KeyboardInterrupt()]
    said = interrupted(aws)
    kept = [path for path in Path(".ecs-proof/evidence").glob("*.json") if "it did not start" in path.read_text()]
    assert len(kept) == fails
    assert [path for path in kept if f"what was seen of the failure up to now is kept in {path}" in said] == kept
    assert GOES_ON in said


GOES_ON = "task-management-dev goes on in AWS. To follow it: python scripts/deploy.py dev --resume"


@pytest.mark.parametrize("place", ["generator.deploy.story.watch", "generator.deploy.watch.Follower"])
def test_what_was_executed_is_said_to_go_on_before_it_is_followed(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(place, interrupt)
    assert GOES_ON in interrupted(scripted())


def test_an_answer_that_is_asked_for_again_may_be_interrupted_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """CloudFormation says that the set cannot be executed: because it is being executed, or because of another."""
    aws = scripted(ExecuteChangeSet=Refuse("InvalidChangeSetStatus", "it is EXECUTE_IN_PROGRESS"))
    aws.answers["DescribeStackEvents"] = [events(BEFORE), KeyboardInterrupt()]
    assert (
        "AWS may have received the request for the deployment. To find out: python scripts/deploy.py dev --resume"
        in interrupted(aws)
    )


def test_what_was_refused_did_not_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while what was allowed is being protected again."""
    policies = interrupting({}, 2)
    aws = scripted(
        DescribeChangeSet=change_set("CREATE_COMPLETE", REPLACED),
        ListStackResources=STATEFUL,
        ExecuteChangeSet=Refuse("AccessDenied", "not you"),
        SetStackPolicy=policies,
    )
    assert "nothing was deployed or deleted" in interrupted(aws, allow=["Instance"])


class Impatient:
    """Stands for a cleanup that a second Ctrl-C breaks off, as the end of the local AWS does."""

    def __init__(self, cloud: Any) -> None:
        self.cloud = cloud

    def __enter__(self) -> Any:
        return self.cloud

    def __exit__(self, *_: object) -> None:
        raise KeyboardInterrupt


@pytest.mark.parametrize("first", [KeyboardInterrupt(), events(event(2, "", "UPDATE_COMPLETE"), BEFORE)])
def test_a_second_interruption_says_no_less_than_the_first(
    first: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whether the deployment still ran at the first Ctrl-C, or had ended, a later one cannot have undone it."""
    aws = scripted(DescribeStacks=[stack("UPDATE_COMPLETE"), stack("UPDATE_COMPLETE")])
    began = event(1, "", "UPDATE_IN_PROGRESS")
    ended = events(event(2, "", "UPDATE_COMPLETE"), began, BEFORE)
    aws.answers["DescribeStackEvents"] = [events(BEFORE), first if isinstance(first, KeyboardInterrupt) else ended]
    monkeypatch.setattr("generator.deploy.place.place", lambda *_: Impatient(aws.cloud()))
    monkeypatch.setattr("generator.aws.cloud.caller", lambda cloud, waiting: CALLER)
    output = str(Path(__file__).parents[2] / "output")
    assert main(["dev", "--output", output, "--yes", "--skip-preflight", "--format", "json"]) == 130
    said = capsys.readouterr().err
    assert "nothing was deployed" not in said
    assert ("goes on in AWS" in said) is isinstance(first, KeyboardInterrupt)
    assert ("had ended before that, as UPDATE_COMPLETE" in said) is not isinstance(first, KeyboardInterrupt)


def test_an_interruption_of_the_last_words_does_not_swallow_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    presses = [KeyboardInterrupt(), KeyboardInterrupt()]

    def warn(self: Json, text: str) -> None:
        if presses:
            raise presses.pop()
        print(text, file=sys.stderr)

    monkeypatch.setattr(Json, "warn", warn)
    standing = Standing()
    standing.words = "it goes on"
    assert stopped(KeyboardInterrupt(), Json(), "dev", "deploy dev", standing) == 130
    assert "it goes on" in capsys.readouterr().err


def test_the_local_aws_does_not_go_on() -> None:
    aws = scripted(DescribeStacks=[stack("UPDATE_COMPLETE"), stack("UPDATE_IN_PROGRESS")])
    running = events(event(1, "", "UPDATE_IN_PROGRESS"), BEFORE)
    aws.answers["DescribeStackEvents"] = [events(BEFORE), running, KeyboardInterrupt()]
    assert "stops where it is, as the local AWS ends" in interrupted(aws, local=True)


def test_what_may_have_begun_is_said_to() -> None:
    aws = scripted(ExecuteChangeSet=KeyboardInterrupt())
    assert (
        "AWS may have received the request for the deployment. To find out: python scripts/deploy.py dev --resume"
        in interrupted(aws)
    )
    assert aws.made("DeleteChangeSet") == []


def test_what_had_ended_is_said_to_have() -> None:
    policies = interrupting({}, 2)  # the first time is before it begins
    aws = scripted(ListStackResources=STATEFUL, GetStackPolicy=policies)
    said = interrupted(aws)
    assert "had ended before that, as UPDATE_COMPLETE. To see what is left to do: python scripts/deploy.py dev" in said


def test_what_was_deleted_to_be_made_anew_is_said_to_be() -> None:
    states: list[Any] = [stack("ROLLBACK_COMPLETE"), stack("DELETE_COMPLETE")]
    begun = events(event(0, "", "CREATE_IN_PROGRESS"))
    gone = events(event(2, "", "DELETE_COMPLETE"), event(1, "", "DELETE_IN_PROGRESS"), *begun["StackEvents"])
    told: list[Answer] = [begun, begun, gone]
    aws = scripted(DescribeStacks=states, DescribeStackEvents=told, HeadBucket=KeyboardInterrupt())
    assert "task-management-dev was deleted, and is not created again yet. To continue: " in interrupted(aws)


def test_a_deletion_that_may_have_begun_is_said_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("task-management-dev\n"))
    aws = scripted(DeleteStack=KeyboardInterrupt())
    assert "AWS may have received the request for the deletion of task-management-dev" in interrupted(aws, delete)


def test_what_was_allowed_is_protected_again_when_it_comes_to_nothing() -> None:
    policies: list[dict[str, str]] = []
    aws = scripted(
        DescribeChangeSet=change_set("CREATE_COMPLETE", REPLACED),
        ListStackResources=STATEFUL,
        ExecuteChangeSet=Refuse("AccessDenied", "not you"),
        SetStackPolicy=lambda asked: policies.append(dict(asked)) or {},
    )
    with pytest.raises(RefusedError):
        deploy(run(aws, allow=["Instance"]))
    assert ["Deny" in each["StackPolicyBody"] for each in policies] == [False, True]
    assert len(aws.made("DeleteChangeSet")) == 1


def test_before_anything_began_that_is_what_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("generator.aws.cloud.caller", interrupt)
    output = str(Path(__file__).parents[2] / "output")
    assert main(["dev", "--output", output, "--format", "json"]) == 130
    said = capsys.readouterr()
    command = f"python scripts/deploy.py dev --output {output} --format json"
    assert f"nothing was deployed or deleted. To begin again: {command}\n" in said.err
    assert json.loads(said.out)["outcome"] == "interrupted"


def test_an_inventory_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "inventory.json"
    file.write_text("what was there before")
    (tmp_path / "inventory.json.part").mkdir()  # so that writing fails half way
    this = run(scripted())
    found = find(this.cloud, "task-management-dev")
    assert found is not None
    with pytest.raises(InputError, match="cannot be written"):
        write_inventory(this, found, file)
    assert file.read_text() == "what was there before"
