"""What deploy.py does in every state of a stack, and in those that no simulator shows."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from generator.deploy.deletion import delete
from generator.deploy.run import Options, Run
from generator.deploy.stops import STOPS, stopped
from generator.deploy.story import deploy
from generator.deploy.wanted import wanted_change_set
from generator.output.release import read_release
from generator.report.style import Style
from generator.report.voice import Json, Lines
from tests.aws.scripted import (
    ABSENT,
    CALLER,
    NOW,
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

DEV = Path(__file__).parent.parent.parent / "output/dev"
UNCHANGED = ["The submitted information didn't contain changes. Submit different information to create a change set.",
             "No updates are to be performed."]  # fmt: skip
BEFORE = event(0, "", "CREATE_COMPLETE")
DONE = events(event(3, "", "UPDATE_COMPLETE"), event(2, "", "UPDATE_IN_PROGRESS"), BEFORE)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Wait for nothing, and keep evidence in a folder that goes away."""
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    monkeypatch.chdir(tmp_path)


def scripted(**answers: Answer) -> Scripted:
    """Begin with an account in which everything goes well, and a stack that can be updated."""
    usual: dict[str, Answer] = {
        "HeadBucket": {},
        "GetBucketVersioning": {"Status": "Enabled"},
        "HeadObject": {},
        "DescribeStacks": stack("UPDATE_COMPLETE"),
        "CreateChangeSet": {"Id": SET, "StackId": STACK_ID},
        "DescribeChangeSet": change_set("CREATE_COMPLETE", change("Service", "AWS::ECS::Service")),
        "DescribeStackEvents": [events(BEFORE), DONE],
        "ExecuteChangeSet": {},
        "DeleteChangeSet": {},
        "DeleteStack": {},
        "ListChangeSets": {"Summaries": []},
        "ListStackResources": {"StackResourceSummaries": []},
        "GetTemplate": Refuse("AccessDenied", "no", 403),
        "GetStackPolicy": {},
        "SetStackPolicy": {},
        "UpdateTerminationProtection": {"StackId": STACK_ID},
        "DescribeEvents": {"OperationEvents": []},
        "ListHookResults": {"HookResults": []},
        "DescribeNetworkInterfaces": {"NetworkInterfaces": []},
        "DescribeSecurityGroups": {"SecurityGroups": []},
    }
    return Scripted(usual | answers)


def run(aws: Scripted, **options: Any) -> Run:
    asked = Options("python scripts/deploy.py dev", **{"yes": True, "skip_preflight": True, **options})
    return Run(read_release(DEV), aws.cloud(), CALLER, asked, Lines(Style()))


def result(run: Run, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any], dict[str, Any]]:
    """Deploy for a script: the exit code, the plan (empty without one) and the last line."""
    capsys.readouterr()
    code = deploy(replace(run, say=Json()))
    spoken = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert spoken[-1]["type"] == "result"
    return code, next((each for each in spoken if each["type"] == "plan"), {}), spoken[-1]


def stopped_or_deployed(run: Run) -> int:
    """Deploy as the command does, which says what ended a run before its time."""
    try:
        return deploy(run)
    except STOPS as error:
        return stopped(error, run.say, run.release.stack, run.options.command, run.standing)


def token(aws: Scripted) -> str:
    """The token of a deployment of this very content."""
    return f"deploy-{wanted_change_set(run(aws))[0].content}-0000"


@pytest.mark.parametrize(
    ("before", "kind"),
    [
        (ABSENT, "CREATE"),
        (stack("REVIEW_IN_PROGRESS"), "CREATE"),
        (stack("CREATE_COMPLETE"), "UPDATE"),
        (stack("UPDATE_COMPLETE"), "UPDATE"),
        (stack("UPDATE_ROLLBACK_COMPLETE"), "UPDATE"),
        (stack("IMPORT_COMPLETE"), "UPDATE"),
        (stack("CREATE_FAILED"), "UPDATE"),
        (stack("UPDATE_FAILED"), "UPDATE"),
    ],
)
def test_a_change_set_of_the_kind_that_the_state_allows(before: Any, kind: str) -> None:
    aws = scripted(DescribeStacks=[before, stack("UPDATE_COMPLETE")])
    assert deploy(run(aws)) == 0
    (asked,) = aws.made("CreateChangeSet")
    assert (asked["ChangeSetType"], asked["IncludeNestedStacks"]) == (kind, True)
    (executed,) = aws.made("ExecuteChangeSet")
    assert executed["ChangeSetName"] == SET
    assert executed["ClientRequestToken"].startswith(f"{asked['ChangeSetName']}-")
    # From where an operation without rollback ended, CloudFormation goes on only in the same way.
    unfinished = before != ABSENT and before["Stacks"][0]["StackStatus"] in ("CREATE_FAILED", "UPDATE_FAILED")
    assert executed["DisableRollback"] is unfinished  # said in either case: what is meant when it is not, is unclear
    assert executed.get("RetainExceptOnCreate", False) is not unfinished


def test_what_fails_stays_as_it_is_when_that_is_asked_for() -> None:
    aws = scripted()
    assert deploy(run(aws, no_rollback=True)) == 0
    (executed,) = aws.made("ExecuteChangeSet")
    assert executed["DisableRollback"] is True
    assert "RetainExceptOnCreate" not in executed


@pytest.mark.parametrize(
    ("status", "action", "warned"),
    [("UPDATE_FAILED", "True", True), ("UPDATE_FAILED", "False", False), ("UPDATE_COMPLETE", "True", False)],
)
def test_a_replacement_in_a_stack_that_was_not_rolled_back_is_warned_of(
    capsys: pytest.CaptureFixture[str], status: str, action: str, warned: bool
) -> None:
    aws = scripted(DescribeStacks=[stack(status), stack("UPDATE_COMPLETE")])
    task = change("Task", "AWS::ECS::TaskDefinition", Replacement=action)
    aws.answers["DescribeChangeSet"] = change_set("CREATE_COMPLETE", task)
    deploy(run(aws, plan=True))
    assert ("aws cloudformation rollback-stack" in capsys.readouterr().err) is warned


def test_the_same_content_on_the_same_state_has_the_same_name() -> None:
    names = []
    for before in (
        stack("UPDATE_COMPLETE"),
        stack("UPDATE_COMPLETE"),
        stack("UPDATE_COMPLETE", LastUpdatedTime=NOW.replace(hour=13)),
    ):
        aws = scripted(DescribeStacks=before)
        deploy(run(aws))
        names.append(aws.made("CreateChangeSet")[0]["ChangeSetName"])
    assert names[0] == names[1] != names[2]


BUSY = [
    "CREATE_IN_PROGRESS",
    "UPDATE_IN_PROGRESS",
    "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
    "UPDATE_ROLLBACK_IN_PROGRESS",
    "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
    "ROLLBACK_IN_PROGRESS",
    "DELETE_IN_PROGRESS",
]


@pytest.mark.parametrize("status", BUSY)
def test_somebody_elses_deployment_is_left_alone(status: str, capsys: pytest.CaptureFixture[str]) -> None:
    theirs = events(event(1, "", "UPDATE_IN_PROGRESS", ClientRequestToken="theirs"))
    aws = scripted(
        DescribeStacks=stack(status, ChangeSetId=SET),
        DescribeStackEvents=theirs,
        DescribeChangeSet=change_set(Description="by Deployer/ana, ana on laptop"),
    )
    assert deploy(run(aws)) == 3
    assert aws.made("CreateChangeSet") == aws.made("ExecuteChangeSet") == []
    said = capsys.readouterr().err
    assert f"busy since 12:00:01 UTC: {status}, by Deployer/ana" in said
    assert "deploy.py dev --resume" in said


@pytest.mark.parametrize(
    ("end", "code"), [("UPDATE_COMPLETE", 0), ("UPDATE_ROLLBACK_COMPLETE", 1), ("UPDATE_ROLLBACK_FAILED", 4)]
)
@pytest.mark.parametrize("resume", [True, False])
def test_our_own_deployment_is_taken_up(end: str, code: int, resume: bool) -> None:
    aws = scripted(DescribeStacks=[stack("UPDATE_IN_PROGRESS"), stack("UPDATE_IN_PROGRESS"), stack(end)])
    began = event(1, "", "UPDATE_IN_PROGRESS", ClientRequestToken="theirs" if resume else token(aws))
    aws.answers["DescribeStackEvents"] = [events(began), events(began), events(event(2, "", end), began)]
    assert deploy(run(aws, resume=resume)) == code
    assert aws.made("CreateChangeSet") == aws.made("ExecuteChangeSet") == []


def test_resume_with_nothing_running_tells_how_it_ended(capsys: pytest.CaptureFixture[str]) -> None:
    assert deploy(run(scripted(DescribeStacks=stack("UPDATE_ROLLBACK_COMPLETE")), resume=True)) == 1
    assert "nothing is running: task-management-dev is UPDATE_ROLLBACK_COMPLETE" in capsys.readouterr().out


def test_a_stuck_rollback_needs_a_person_and_gets_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    nested = STACK_ID.replace("dev", "dev-Database-1")
    root = events(
        event(3, "", "UPDATE_ROLLBACK_FAILED"),
        event(2, "Database", "UPDATE_FAILED", ResourceType="AWS::CloudFormation::Stack", PhysicalResourceId=nested),
        event(1, "", "UPDATE_IN_PROGRESS"),
    )
    inner = event(2, "Instance", "UPDATE_FAILED", ResourceStatusReason="The parameter group is gone")
    own = events({**inner, "StackId": nested, "PhysicalResourceId": "db"})
    aws = scripted(
        DescribeStacks=stack("UPDATE_ROLLBACK_FAILED", StackStatusReason="x"),
        DescribeStackEvents=lambda asked: own if asked["StackName"] == nested else root,
    )
    assert deploy(run(aws)) == 4
    said = capsys.readouterr().err
    assert "Database/Instance" in said
    assert "The parameter group is gone" in said
    command = "aws cloudformation continue-update-rollback --stack-name task-management-dev --region us-east-1"
    assert f"  {command}\n" in said
    assert f"  {command} --resources-to-skip task-management-dev-Database-1.Instance\n" in said  # not the logical id
    assert aws.made("CreateChangeSet") == []


@pytest.mark.parametrize("status", ["CREATE_FAILED", "UPDATE_FAILED"])
def test_what_stopped_without_rollback_is_not_to_be_deleted(status: str, capsys: pytest.CaptureFixture[str]) -> None:
    aws = scripted(DescribeStacks=[stack("UPDATE_FAILED"), stack(status)])
    aws.answers["DescribeStackEvents"] = [
        events(BEFORE),
        events(event(3, "", status), event(2, "", "UPDATE_IN_PROGRESS"), BEFORE),
    ]
    assert deploy(run(aws)) == 4
    said = capsys.readouterr().err
    assert "aws cloudformation rollback-stack --stack-name task-management-dev --region us-east-1" in said
    assert "--delete" not in said


def test_what_could_not_be_deleted_needs_a_person(capsys: pytest.CaptureFixture[str]) -> None:
    assert deploy(run(scripted(DescribeStacks=stack("DELETE_FAILED")))) == 4
    assert "--delete" in capsys.readouterr().err


def resource(name: str, type_: str) -> dict[str, Any]:
    return {
        "LogicalResourceId": name,
        "PhysicalResourceId": name.lower(),
        "ResourceType": type_,
        "ResourceStatus": "CREATE_COMPLETE",
        "LastUpdatedTimestamp": NOW,
    }


def made_anew() -> list[Answer]:
    """The events of a creation that failed, of its deletion, and of the creation after that, as they are read."""
    failed = events(event(0, "", "CREATE_IN_PROGRESS"))
    deleted = events(
        event(2, "", "DELETE_COMPLETE"), event(1, "", "DELETE_IN_PROGRESS"), event(0, "", "CREATE_IN_PROGRESS")
    )
    return [failed, failed, deleted, events(BEFORE), DONE]


@pytest.mark.parametrize("status", ["ROLLBACK_COMPLETE", "ROLLBACK_FAILED"])
def test_a_failed_creation_is_deleted_and_made_anew(status: str) -> None:
    gone = stack("DELETE_COMPLETE")
    states: list[Any] = [stack(status, EnableTerminationProtection=True), gone, stack("CREATE_COMPLETE")]
    aws = scripted(DescribeStacks=states, DescribeStackEvents=made_anew())
    assert deploy(run(aws)) == 0
    order = [name for name, _ in aws.calls if name in ("UpdateTerminationProtection", "DeleteStack", "CreateChangeSet")]
    assert order == ["UpdateTerminationProtection", "DeleteStack", "CreateChangeSet"]
    assert aws.made("CreateChangeSet")[0]["ChangeSetType"] == "CREATE"


@pytest.mark.parametrize(("allow", "deleted"), [([], False), (["Database"], True)])
def test_a_failed_creation_that_holds_state_is_not_deleted_unasked(
    allow: list[str], deleted: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    aws = scripted(
        DescribeStacks=[stack("ROLLBACK_FAILED"), stack("DELETE_COMPLETE"), stack("CREATE_COMPLETE")],
        DescribeStackEvents=made_anew(),
        ListStackResources={"StackResourceSummaries": [resource("Database", "AWS::RDS::DBInstance")]},
    )
    assert deploy(run(aws, allow=allow)) == (0 if deleted else 1)
    assert bool(aws.made("DeleteStack")) is deleted
    assert ("Database (database) is still there" in capsys.readouterr().err) is not deleted


@pytest.mark.parametrize("text", UNCHANGED)
def test_no_change_is_success_and_leaves_nothing(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    aws = scripted(DescribeChangeSet=change_set("FAILED", StatusReason=text))
    assert deploy(run(aws)) == 0
    assert "no change" in capsys.readouterr().out
    assert len(aws.made("DeleteChangeSet")) == 1
    assert aws.made("ExecuteChangeSet") == []


def nested(**sets: dict[str, Any]) -> Callable[[Any], Any]:
    return lambda asked: sets[asked["ChangeSetName"]] if asked["ChangeSetName"] in sets else sets["root"]


def child(name: str, id_: str) -> dict[str, Any]:
    return change(name, "AWS::CloudFormation::Stack", ChangeSetId=id_)


def failed(text: str, *changes: dict[str, Any], id_: str = SET) -> dict[str, Any]:
    return change_set("FAILED", *changes, StatusReason=text) | {"ChangeSetId": id_}


CHILD_FAILED = "Nested change set keys was not successfully created: Currently in FAILED."


@pytest.mark.parametrize("text", UNCHANGED)
def test_no_change_in_a_child_is_success(text: str) -> None:
    aws = scripted(DescribeChangeSet=nested(root=failed(CHILD_FAILED, child("Keys", "keys")), keys=failed(text)))
    assert deploy(run(aws)) == 0


def test_a_failed_child_says_itself_why(capsys: pytest.CaptureFixture[str]) -> None:
    """The root names a child that merely has no change; another one, still at work, fails for a reason of its own."""
    states = [change_set("CREATE_IN_PROGRESS"), failed("The parameter DbName must match [a-z]+")]
    later = lambda: states.pop(0) if len(states) > 1 else states[0]  # noqa: E731
    root = failed(CHILD_FAILED, child("Keys", "keys"), child("Database", "database"))
    answers = nested(root=root, keys=failed(UNCHANGED[0]))
    aws = scripted(
        DescribeChangeSet=lambda asked: later() if asked["ChangeSetName"] == "database" else answers(asked),
        DescribeEvents={"OperationEvents": []},
    )
    assert deploy(run(aws)) == 1
    assert "refuses the change: Database: The parameter DbName must match [a-z]+" in capsys.readouterr().err


VALIDATION = "The following hook(s)/validation failed: [AWS::EarlyValidation::ResourceExistenceCheck]."


def test_validation_is_told_with_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    found = {
        "EventType": "VALIDATION_ERROR",
        "ValidationPath": "/Resources/LogGroup/Properties/LogGroupName",
        "ValidationStatusReason": "already exists",
    }
    aws = scripted(DescribeChangeSet=failed(VALIDATION), DescribeEvents={"OperationEvents": [found]})
    assert deploy(run(aws)) == 1
    assert "/Resources/LogGroup/Properties/LogGroupName: already exists" in capsys.readouterr().err
    assert aws.made("DescribeEvents") == [{"ChangeSetName": SET, "Filters": {"FailedEvents": True}}]


def test_details_that_may_not_be_read_are_not_the_cause(capsys: pytest.CaptureFixture[str]) -> None:
    aws = scripted(DescribeChangeSet=failed(VALIDATION), DescribeEvents=Refuse("AccessDenied", "not you"))
    assert deploy(run(aws)) == 1
    said = capsys.readouterr().err
    assert f"refuses the change: {VALIDATION}" in said
    assert "cloudformation:DescribeEvents" in said


def test_every_page_of_changes_is_read() -> None:
    pages = {
        "": change_set("CREATE_COMPLETE", change("Service", "AWS::ECS::Service"), NextToken="more"),
        "more": change_set("CREATE_COMPLETE", change("Instance", "AWS::RDS::DBInstance", Replacement="True")),
    }
    aws = scripted(DescribeChangeSet=lambda asked: pages[asked.get("NextToken", "")])
    assert deploy(run(aws)) == 1  # the loss stands on the second page
    assert aws.made("ExecuteChangeSet") == []


INCOMPLETE = (
    "[WARN] --include-property-values option can return incomplete ChangeSet data because: "
    "Logical Id: Instance, failed property validation"
)


@pytest.mark.parametrize("warning", [INCOMPLETE, ""])
@pytest.mark.parametrize("where", ["root", "nested"])
def test_what_a_reading_with_values_leaves_out_is_read_without_them(
    where: str, warning: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing tells of it, or a warning does with the second page of a set that is CREATE_COMPLETE."""
    service = change("Service", "AWS::ECS::Service", Details=[detail("DesiredCount", BeforeValue="1", AfterValue="2")])
    instance = change("Instance", "AWS::RDS::DBInstance", Replacement="True", Details=[detail("Engine")])
    plain = change("Service", "AWS::ECS::Service", Details=[detail("DesiredCount")])

    def answer(asked: Any) -> Any:
        if where == "nested" and asked["ChangeSetName"] == SET:
            return change_set("CREATE_COMPLETE", child("Database", "database"))
        if not asked.get("IncludePropertyValues"):
            if "NextToken" in asked:
                return change_set("CREATE_COMPLETE", instance)
            return change_set("CREATE_COMPLETE", plain, NextToken="more")
        if "NextToken" in asked:
            return change_set("CREATE_COMPLETE", StatusReason=warning)
        return change_set("CREATE_COMPLETE", service, NextToken="more")

    aws = scripted(DescribeChangeSet=answer)
    assert deploy(run(aws)) == 1
    said = capsys.readouterr().out
    assert "Instance is replaced: its data would be lost" in said
    assert "DesiredCount: 1 → 2" in said
    assert aws.made("ExecuteChangeSet") == []


def detail(name: str, **target: str) -> dict[str, Any]:
    return {"Target": {"Attribute": "Properties", "Name": name, **target}, "Evaluation": "Static"}


REPLACED = change("Instance", "AWS::RDS::DBInstance", Replacement="True", PhysicalResourceId="db-1")


def test_a_loss_is_refused_and_nothing_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    aws = scripted(DescribeChangeSet=change_set("CREATE_COMPLETE", REPLACED))
    assert deploy(run(aws)) == 1
    assert "--allow Instance" in capsys.readouterr().out
    assert (len(aws.made("DeleteChangeSet")), aws.made("ExecuteChangeSet"), aws.made("DeleteStack")) == (1, [], [])


def test_a_loss_that_is_allowed_passes_the_stack_policy_once() -> None:
    aws = scripted(
        DescribeChangeSet=change_set("CREATE_COMPLETE", REPLACED),
        ListStackResources={"StackResourceSummaries": [resource("Instance", "AWS::RDS::DBInstance")]},
    )
    assert deploy(run(aws, allow=["Instance"])) == 0
    order = [name for name, _ in aws.calls if name in ("SetStackPolicy", "ExecuteChangeSet")]
    assert order == ["SetStackPolicy", "ExecuteChangeSet", "SetStackPolicy"]
    loose, strict = (json.loads(each["StackPolicyBody"])["Statement"] for each in aws.made("SetStackPolicy"))
    assert [each["Effect"] for each in loose] == ["Allow"]
    assert strict[1]["Resource"] == ["LogicalResourceId/Instance"]


@pytest.mark.parametrize("ended", ["UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"])
def test_what_was_allowed_in_a_nested_stack_passes_the_roots_policy_too_and_only_once(ended: str) -> None:
    """A stack that goes away as a whole is denied by the root's policy, whose hint names what is inside of it."""
    gone = change("Orders", "AWS::CloudFormation::Stack", "Remove", PhysicalResourceId="nested-id")
    inside = [resource("Logs", "AWS::Logs::LogGroup")]
    root = [resource("Orders", "AWS::CloudFormation::Stack") | {"PhysicalResourceId": "nested-id"}]
    aws = scripted(
        DescribeStacks=[stack("UPDATE_COMPLETE"), stack(ended)],
        DescribeStackEvents=[events(BEFORE), events(event(3, "", ended), event(2, "", "UPDATE_IN_PROGRESS"), BEFORE)],
        DescribeChangeSet=change_set("CREATE_COMPLETE", gone),
        ListStackResources=lambda asked: {
            "StackResourceSummaries": inside if asked["StackName"] == "nested-id" else root
        },
        GetTemplate=TEMPLATE,
    )
    deploy(run(aws, allow=["Orders/Logs"]))
    policies = [each["StackPolicyBody"] for each in aws.made("SetStackPolicy") if each["StackName"] == STACK_ID]
    assert ["LogicalResourceId/Orders" in each for each in policies] == [False, True]


def test_what_goes_away_with_a_nested_stack_is_a_loss(capsys: pytest.CaptureFixture[str]) -> None:
    gone = change("Orders", "AWS::CloudFormation::Stack", "Remove", PhysicalResourceId="nested-id")
    aws = scripted(
        DescribeChangeSet=change_set("CREATE_COMPLETE", gone),
        ListStackResources=lambda asked: {
            "StackResourceSummaries": [resource("Logs", "AWS::Logs::LogGroup")]
            if asked["StackName"] == "nested-id"
            else []
        },
        GetTemplate={
            "TemplateBody": "Resources: {Logs: {Type: AWS::Logs::LogGroup, DeletionPolicy: Retain, Properties: !Ref X}}"
        },
    )
    assert deploy(run(aws)) == 1
    assert "Orders/Logs is removed: it stays, outside of the stack" in capsys.readouterr().out


NOT_PUSHED: dict[str, Answer] = {
    "BatchGetImage": Refuse("RepositoryNotFoundException"),
    "DescribeLogGroups": {"logGroups": []},
    "DescribeKey": Refuse("NotFoundException"),
    "GetRole": Refuse("AccessDenied"),
}


@pytest.mark.parametrize(("plan", "code", "outcome"), [(True, 0, "planned"), (False, 1, "declined")])
def test_a_script_is_told_how_it_ended_without_a_change(
    plan: bool, code: int, outcome: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    ended, shown, last = result(run(scripted(), plan=plan, yes=False), capsys)
    assert (ended, shown["refused"], last["outcome"]) == (code, False, outcome)


@pytest.mark.parametrize("plan", [True, False])
def test_a_loss_that_nobody_allowed_is_refused_in_a_plan_too(plan: bool, capsys: pytest.CaptureFixture[str]) -> None:
    aws = scripted(DescribeChangeSet=change_set("CREATE_COMPLETE", REPLACED))
    code, shown, last = result(run(aws, plan=plan), capsys)
    assert (code, shown["refused"], last["outcome"]) == (1, True, "refused")
    assert len(aws.made("DeleteChangeSet")) == 1


@pytest.mark.parametrize("before", [ABSENT, stack("UPDATE_COMPLETE")])
def test_what_is_missing_refuses_a_plan_too_and_the_plan_is_shown(
    before: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    aws = scripted(**NOT_PUSHED, DescribeStacks=before)
    code, shown, last = result(run(aws, plan=True, skip_preflight=False), capsys)
    assert (code, shown["refused"], last["outcome"]) == (1, True, "refused")
    assert [each["path"] for each in shown["changes"]] == ["Service"]
    assert "there is no repository auth-service" in shown["faults"][0]["what"]
    assert aws.made("ExecuteChangeSet") == []
    code, shown, last = result(run(scripted(**NOT_PUSHED), skip_preflight=False), capsys)
    assert (code, shown, last["outcome"]) == (1, {}, "refused")


def test_what_is_missing_refuses_a_plan_without_changes(capsys: pytest.CaptureFixture[str]) -> None:
    aws = scripted(**NOT_PUSHED, DescribeChangeSet=change_set("FAILED", StatusReason=UNCHANGED[0]))
    code, _, last = result(run(aws, plan=True, skip_preflight=False), capsys)
    assert (code, last["outcome"]) == (1, "refused")


@pytest.mark.parametrize(("before", "leaves"), [(ABSENT, True), (stack("UPDATE_COMPLETE"), False)])
def test_a_plan_leaves_nothing_behind(before: Any, leaves: bool) -> None:
    aws = scripted(DescribeStacks=before)
    assert deploy(run(aws, plan=True)) == 0
    assert len(aws.made("DeleteChangeSet")) == 1
    assert bool(aws.made("DeleteStack")) is leaves
    assert aws.made("ExecuteChangeSet") == []


def test_a_plan_of_a_new_stack_leaves_that_of_others() -> None:
    others = {"Summaries": [{"ChangeSetId": "theirs", "StackId": STACK_ID}]}
    aws = scripted(DescribeStacks=ABSENT, ListChangeSets=others)
    assert deploy(run(aws, plan=True)) == 0
    assert aws.made("DeleteStack") == []


def test_a_set_that_goes_away_slowly_is_waited_for() -> None:
    """With nested sets, DeleteChangeSet returns before they are gone, and the empty stack can only go after them."""
    own = {"Summaries": [{"ChangeSetId": SET, "StackId": STACK_ID, "Status": "DELETE_IN_PROGRESS"}]}
    aws = scripted(DescribeStacks=ABSENT, ListChangeSets=[own, own, {"Summaries": []}])
    assert deploy(run(aws, plan=True)) == 0
    order = [name for name, _ in aws.calls if name in ("ListChangeSets", "DeleteStack")]
    assert order[-3:] == ["ListChangeSets", "ListChangeSets", "DeleteStack"]


def test_interrupted_at_the_question_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: Any) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr("generator.deploy.story.confirmed", interrupt)
    aws = scripted(DescribeStacks=ABSENT)
    with pytest.raises(KeyboardInterrupt):
        deploy(run(aws))
    assert (len(aws.made("DeleteChangeSet")), len(aws.made("DeleteStack"))) == (1, 1)


def test_nobody_can_answer_where_standard_input_is_closed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert deploy(run(scripted(), yes=False)) == 1
    assert "pass --yes" in capsys.readouterr().err
    aws = scripted(GetTemplate=TEMPLATE)
    assert delete(run(aws)) == 1
    assert aws.made("DeleteStack") == []


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("yes\n", 0), ("n\n", 1), ("\n", 1), ("", 1)])
def test_asks_before_it_changes(answer: str, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    aws = scripted()
    assert deploy(run(aws, yes=False)) == code
    assert bool(aws.made("ExecuteChangeSet")) is (code == 0)
    assert bool(aws.made("DeleteChangeSet")) is (code == 1)


@pytest.mark.parametrize("code", ["TokenAlreadyExistsException"])
def test_an_execution_that_arrived_already_is_followed(code: str) -> None:
    assert deploy(run(scripted(ExecuteChangeSet=Refuse(code)))) == 0


def test_tokens_count_once() -> None:
    """A stack that is deleted and made anew has sets of the same name, and they are other sets."""
    created, executed = [], []
    for id_ in (SET, SET, SET.replace("/1", "/2")):
        aws = scripted(
            DescribeStacks=[ABSENT, stack("CREATE_COMPLETE")], CreateChangeSet={"Id": id_, "StackId": STACK_ID}
        )
        assert deploy(run(aws)) == 0
        created.append(aws.made("CreateChangeSet")[0])
        executed.append(aws.made("ExecuteChangeSet")[0]["ClientRequestToken"])
    assert len({each["ChangeSetName"] for each in created}) == 1
    assert len({each["ClientToken"] for each in created}) == 3
    assert executed[0] == executed[1] != executed[2]
    assert all(len(each) <= 128 for each in executed)


def test_a_deletion_that_is_asked_for_again_has_another_token(monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = []
    for newest in (BEFORE, BEFORE, event(9, "", "DELETE_FAILED")):
        monkeypatch.setattr("sys.stdin", io.StringIO("task-management-dev\n"))
        aws = scripted(
            DescribeStacks=[stack("DELETE_FAILED"), stack("DELETE_COMPLETE")],
            DescribeStackEvents=events(newest),
            GetTemplate=TEMPLATE,
        )
        assert delete(run(aws)) == 0
        tokens.append(aws.made("DeleteStack")[0]["ClientRequestToken"])
    assert tokens[0] == tokens[1] != tokens[2]


@pytest.mark.parametrize(
    ("status", "execution"),
    [("FAILED", "UNAVAILABLE"), ("DELETE_IN_PROGRESS", "UNAVAILABLE"), ("CREATE_COMPLETE", "OBSOLETE")],
)
def test_a_set_that_is_of_no_use_makes_room(status: str, execution: str) -> None:
    """An earlier run was killed before it could take its failed set away, or has just taken it away."""
    aws = scripted(
        CreateChangeSet=[Refuse("AlreadyExistsException"), {"Id": SET, "StackId": STACK_ID}],
        DescribeChangeSet=lambda asked: change_set(
            status if "StackName" in asked else "CREATE_COMPLETE",
            change("Service", "AWS::ECS::Service"),
            ExecutionStatus=execution,
        ),
    )
    assert deploy(run(aws)) == 0
    order = [name for name, _ in aws.calls if name in ("CreateChangeSet", "DeleteChangeSet", "ExecuteChangeSet")]
    assert order == ["CreateChangeSet", "DeleteChangeSet", "CreateChangeSet", "ExecuteChangeSet"]


def test_a_failed_set_that_cannot_go_yet_does_not_hide_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    aws = scripted(
        DescribeChangeSet=failed("The parameter DbName must match [a-z]+"),
        DescribeEvents={"OperationEvents": []},
        DeleteChangeSet=Refuse("InvalidChangeSetStatus", "a nested one is CREATE_IN_PROGRESS"),
    )
    assert deploy(run(aws)) == 1
    assert "must match [a-z]+" in capsys.readouterr().err


@pytest.mark.parametrize("stale", ["UPDATE_COMPLETE", "REVIEW_IN_PROGRESS"])
def test_a_status_of_before_the_operation_is_not_its_end(stale: str, capsys: pytest.CaptureFixture[str]) -> None:
    """DescribeStacks may answer with what was, while the operation has begun, or is about to."""
    begun = events(event(2, "", "UPDATE_IN_PROGRESS"), BEFORE)
    before = stack(stale)
    aws = scripted(DescribeStacks=[before, before, before, stack("UPDATE_IN_PROGRESS"), stack("UPDATE_COMPLETE")])
    aws.answers["DescribeStackEvents"] = [events(BEFORE), events(BEFORE), begun, begun, DONE]
    assert deploy(run(aws)) == 0
    assert "UPDATE_COMPLETE               (root)" in capsys.readouterr().out


@pytest.mark.parametrize(("code", "status"), [("Throttling", 400), ("InternalFailure", 500), ("AccessDenied", 403)])
def test_what_is_refused_while_it_runs_does_not_end_it(
    code: str, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    aws = scripted(DescribeStacks=[stack("UPDATE_COMPLETE"), stack("UPDATE_IN_PROGRESS")])
    running = events(event(1, "", "UPDATE_IN_PROGRESS"), BEFORE)
    aws.answers["DescribeStackEvents"] = [events(BEFORE), running, Refuse(code, "Rate exceeded", status)]
    assert stopped_or_deployed(run(aws)) == 3
    assert "goes on in AWS" in capsys.readouterr().err


def test_a_deployer_without_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 1001")

    monkeypatch.setattr("getpass.getuser", nobody)
    aws = scripted()
    assert deploy(run(aws)) == 0
    assert aws.made("CreateChangeSet")[0]["Description"].startswith("by Deployer/kim, somebody on ")


def test_a_set_that_exists_already_is_taken_up() -> None:
    aws = scripted(CreateChangeSet=Refuse("AlreadyExistsException"))
    assert deploy(run(aws)) == 0
    assert aws.made("ExecuteChangeSet")[0]["ChangeSetName"] == SET


def test_two_at_once_one_wins(capsys: pytest.CaptureFixture[str]) -> None:
    theirs = events(event(1, "", "UPDATE_IN_PROGRESS", ClientRequestToken="theirs"))
    aws = scripted(
        DescribeStacks=[stack("UPDATE_COMPLETE"), stack("UPDATE_IN_PROGRESS")],
        ExecuteChangeSet=Refuse("InvalidChangeSetStatus", "OBSOLETE"),
        DescribeStackEvents=theirs,
        GetStackPolicy={},
    )
    assert deploy(run(aws)) == 3
    assert "busy" in capsys.readouterr().err


def test_a_set_that_became_obsolete_is_not_forced(capsys: pytest.CaptureFixture[str]) -> None:
    assert deploy(run(scripted(ExecuteChangeSet=Refuse("InvalidChangeSetStatus", "OBSOLETE")))) == 3
    assert "run this again" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("trouble", "code"),
    [(Refuse("ExpiredToken", "expired"), 2), (EndpointConnectionError(endpoint_url="https://x"), 3)],
)
def test_losing_sight_ends_in_a_line_that_says_how_to_come_back(
    trouble: Any, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    running = events(event(1, "", "UPDATE_IN_PROGRESS"), BEFORE)
    aws = scripted(DescribeStacks=[stack("UPDATE_COMPLETE"), stack("UPDATE_IN_PROGRESS")])
    aws.answers["DescribeStackEvents"] = [events(BEFORE), running, trouble]
    assert stopped_or_deployed(run(aws)) == code
    said = capsys.readouterr().err
    assert "goes on in AWS" in said
    assert "deploy.py dev --resume" in said


def test_credentials_that_were_renewed_are_read() -> None:
    aws = scripted(DescribeStacks=[stack("UPDATE_COMPLETE"), stack("UPDATE_IN_PROGRESS"), stack("UPDATE_COMPLETE")])
    aws.answers["DescribeStackEvents"] = [events(BEFORE), Refuse("ExpiredToken"), DONE]
    assert deploy(run(aws)) == 0


def test_a_failure_is_told_by_its_first_cause(capsys: pytest.CaptureFixture[str]) -> None:
    reason = "ECS Deployment Circuit Breaker was triggered"
    aws = scripted(DescribeStacks=[stack("UPDATE_COMPLETE"), stack("UPDATE_ROLLBACK_COMPLETE")])
    aws.answers["DescribeStackEvents"] = [
        events(BEFORE),
        events(
            event(5, "", "UPDATE_ROLLBACK_COMPLETE"),
            event(4, "Other", "UPDATE_FAILED", ResourceStatusReason="Resource update cancelled"),
            event(3, "Service", "UPDATE_FAILED", ResourceStatusReason=reason),
            event(2, "", "UPDATE_IN_PROGRESS"),
            BEFORE,
        ),
    ]
    assert deploy(run(aws)) == 1
    said = capsys.readouterr().out
    assert "1. Service" in said
    assert f"AWS::X::Y Service: {reason}" in said.partition("undone")[2]
    assert "cancelled" not in said.partition("undone")[2]


# ── deleting ────────────────────────────────────────────────────────────────────────────────────────────────────────

TEMPLATE = {"TemplateBody": json.dumps({"Resources": {"Db": {"Type": "AWS::RDS::DBInstance"}}})}
HOLDS = {"StackResourceSummaries": [resource("Db", "AWS::RDS::DBInstance"), resource("Logs", "AWS::Logs::LogGroup")]}


@pytest.mark.parametrize(
    ("typed", "protected", "database", "code"),
    [
        ("task-management-dev\n", False, False, 0),
        ("task-management\n", False, False, 1),
        ("", False, False, 1),
        ("task-management-dev\n", True, False, 1),
        ("task-management-dev\n", False, True, 1),
    ],
)
def test_deleting_wants_the_name_and_a_free_way(
    typed: str,
    protected: bool,
    database: bool,
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    aws = scripted(
        DescribeStacks=[stack("UPDATE_COMPLETE", EnableTerminationProtection=protected), stack("DELETE_COMPLETE")],
        ListStackResources=HOLDS,
        GetTemplate=TEMPLATE,
        DescribeDBInstances={"DBInstances": [{"DeletionProtection": database}]},
    )
    assert delete(run(aws, yes=True)) == code
    assert bool(aws.made("DeleteStack")) is (code == 0)
    said = capsys.readouterr().err
    assert "Db (db) leaves a snapshot" in said
    assert "Logs (logs) IS LOST" in said
    assert ("--no-enable-termination-protection" in said) is protected
    assert ("--no-deletion-protection" in said) is database
    assert ("Db (db) left a snapshot" in said) is (code == 0)


def test_deleting_what_is_not_there_is_done() -> None:
    assert delete(run(scripted(DescribeStacks=ABSENT))) == 0


def test_deleting_what_somebody_changes_waits() -> None:
    assert delete(run(scripted(DescribeStacks=stack("UPDATE_IN_PROGRESS")))) == 3


def test_no_change_says_what_it_compared(capsys: pytest.CaptureFixture[str]) -> None:
    aws = scripted(DescribeChangeSet=change_set("FAILED", StatusReason=UNCHANGED[0]))
    assert deploy(run(aws)) == 0
    said = capsys.readouterr().out
    assert "not with what is in the account" in said
    assert "aws cloudformation detect-stack-drift --stack-name task-management-dev --region us-east-1" in said
    assert result(run(aws), capsys)[2]["compared"] == "templates and parameters"
    deploy(run(scripted()))
    assert "drift" not in capsys.readouterr().out
