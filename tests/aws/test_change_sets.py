"""Change sets read and refused, by scripted answers: what no deployment against the local AWS comes across."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.aws.change_set import Made
from generator.aws.change_set_reading import describe
from generator.aws.change_set_refusal import refusal
from generator.changes.change import Change
from generator.changes.reasons import Failure
from tests.aws.scripted import NOW, SET, STACK_ID, Scripted, change, change_set

STACK = "AWS::CloudFormation::Stack"
CHILD = STACK_ID.replace("task-management-dev", "task-management-dev-Api-1")


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)


def sets(**answers: dict[str, Any]) -> Scripted:
    """Answer DescribeChangeSet by the name that is asked for."""
    return Scripted({"DescribeChangeSet": lambda asked: answers[asked["ChangeSetName"]]})


def failed(text: str, *changes: dict[str, Any]) -> dict[str, Any]:
    return change_set("FAILED", *changes, StatusReason=text)


def child_failed(name: str) -> str:
    return f"Nested change set {name} was not successfully created: Currently in FAILED."


def test_a_nested_set_that_the_root_names_and_does_not_list() -> None:
    aws = sets(root=failed(child_failed("keys")), keys=failed("No such parameter"))
    aws.answers["DescribeEvents"] = {"OperationEvents": []}
    found = refusal(aws.cloud(), "root")
    assert (found.failure, found.path, found.text) == (Failure.OTHER, ("(nested)",), "No such parameter")


def test_a_nested_set_that_waits_for_its_root_is_not_the_reason() -> None:
    listed = [change(name, STACK, ChangeSetId=name.lower()) for name in ("Keys", "Network")]
    aws = sets(
        root=failed(child_failed("keys"), *listed),
        keys=failed("Only executable from the root change set"),
        network=failed("No such zone"),
    )
    aws.answers["DescribeEvents"] = {"OperationEvents": []}
    found = refusal(aws.cloud(), "root")
    assert (found.path, found.text) == (("Network",), "No such zone")


def test_what_a_hook_says_is_a_detail_and_other_events_are_not() -> None:
    events = [
        {"EventType": "STACK_EVENT", "ResourceStatusReason": "begun"},
        {"EventType": "HOOK_INVOCATION_ERROR", "LogicalResourceId": "Api", "HookStatusReason": "no owner tag"},
    ]
    aws = sets(root=failed("A hook failed"))
    aws.answers["DescribeEvents"] = {"OperationEvents": events}
    assert refusal(aws.cloud(), "root").details == ("Api: no owner tag",)


def test_a_nested_stack_that_is_removed_takes_its_resources_along_as_its_template_states_them() -> None:
    template = {
        "Resources": {
            "Service": {"Type": "AWS::ECS::Service", "Properties": {"LaunchType": "FARGATE"}},
            "LogGroup": {"Type": "AWS::Logs::LogGroup", "DeletionPolicy": "Retain"},
        }
    }
    summaries = [
        {
            "LogicalResourceId": name,
            "PhysicalResourceId": name.lower(),
            "ResourceType": definition["Type"],
            "ResourceStatus": "CREATE_COMPLETE",
            "LastUpdatedTimestamp": NOW,
        }
        for name, definition in template["Resources"].items()
    ]
    aws = sets(root=change_set("CREATE_COMPLETE", change("Api", STACK, "Remove", PhysicalResourceId=CHILD)))
    aws.answers["ListStackResources"] = {"StackResourceSummaries": summaries}
    aws.answers["GetTemplate"] = {"TemplateBody": json.dumps(template)}
    service, log_group = describe(aws.cloud(), "root").lost["Api"]
    properties = {"LaunchType": "FARGATE"}
    assert service == Change(("Api", "Service"), "AWS::ECS::Service", "remove", "service", before=properties)
    assert log_group == Change(("Api", "LogGroup"), "AWS::Logs::LogGroup", "remove", "loggroup", kept="Retain")


def test_a_set_of_the_same_name_on_a_stack_made_anew_has_another_token() -> None:
    first, again = Made("deploy-x", SET, STACK_ID), Made("deploy-x", f"{SET}2", f"{STACK_ID}2")
    assert first.token != again.token
    assert first.token == Made("deploy-x", SET, STACK_ID, own=False).token
