"""What a request is known to say of itself, when a policy asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.one_app import Change, add, row


def denied_unless(operator: str, key: str, value: object) -> Change:
    statement = {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {operator: {key: value}}}
    return add(
        "Guard",
        "AWS::IAM::Policy",
        PolicyName="guard",
        Roles=[{"Ref": "Role"}],
        PolicyDocument={"Version": "2012-10-17", "Statement": [statement]},
    )


@pytest.mark.parametrize(
    ("operator", "key", "value", "expected"),
    [
        ("StringNotEquals", "aws:RequestedRegion", {"Ref": "AWS::Region"}, "yes"),
        ("StringNotEquals", "aws:RequestedRegion", ["eu-west-1", "us-east-1"], "yes"),
        ("StringNotEquals", "aws:RequestedRegion", ["eu-west-1"], "no"),
        ("Bool", "aws:SecureTransport", "false", "yes"),
        ("StringNotEquals", "aws:PrincipalAccount", {"Ref": "AWS::AccountId"}, "yes"),
        ("StringNotEquals", "aws:ResourceAccount", {"Ref": "AWS::AccountId"}, "yes"),
        ("StringNotEquals", "aws:PrincipalOrgID", "o-1234567890", "unknown"),
        ("Bool", "aws:ViaAWSService", "true", "yes"),
    ],
)
def test_guards_that_many_roles_have(tmp_path: Path, operator: str, key: str, value: object, expected: str) -> None:
    assert row(tmp_path, "DB_PASSWORD of web", denied_unless(operator, key, value)) == expected
