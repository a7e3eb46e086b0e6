"""Stack policies."""

from __future__ import annotations

import json

from generator.changes.protection import policy

STACK = "AWS::CloudFormation::Stack"


def denied(text: str) -> list[str]:
    found = [each for each in json.loads(text)["Statement"] if each["Effect"] == "Deny"]
    assert all(each["Action"] == ["Update:Replace", "Update:Delete"] for each in found)
    return [name.removeprefix("LogicalResourceId/") for each in found for name in each["Resource"]]


def test_state_is_kept_and_the_rest_is_free() -> None:
    assert denied(policy({"Instance": "AWS::RDS::DBInstance", "Group": "AWS::EC2::SecurityGroup"})) == ["Instance"]


def test_nested_stacks_that_hold_state_are_kept() -> None:
    assert denied(policy({"Database": STACK, "Iam": STACK}, {"Database"})) == ["Database"]


def test_what_was_allowed_may_go_this_time() -> None:
    assert denied(policy({"A": "AWS::S3::Bucket", "B": "AWS::S3::Bucket"}, allowed={"A"})) == ["B"]


def test_updates_of_everything_are_allowed_first() -> None:
    first = json.loads(policy({"A": "AWS::S3::Bucket"}))["Statement"][0]
    assert (first["Effect"], first["Action"]) == ("Allow", "Update:*")
