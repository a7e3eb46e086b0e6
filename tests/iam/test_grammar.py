"""What AWS refuses when a policy is created, and that what may be right is not refused."""

from __future__ import annotations

from typing import Any

import pytest

from generator.iam import UNKNOWN, Kind, decide, refused
from generator.logic import Truth
from tests.iam.case_notation import read

_STATEMENT = {"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"}


def _with(**changed: Any) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": [read({**_STATEMENT, **changed})]}


@pytest.mark.parametrize(
    ("document", "trouble"),
    [
        ("{", "it is not a JSON object"),
        ("[]", "it is not a JSON object"),
        ({"Version": "2012-10-17"}, "it has no Statement"),
        ({"Version": "2012-10-17", "Statement": []}, "it lists no Statement"),
        ({"Version": "2012-10-17", "Statement": _STATEMENT, "Name": "x"},
         "it has an element that IAM does not know: Name"),
        ({"Version": "2017-10-12", "Statement": _STATEMENT},
         "it has the Version 2017-10-12, which is neither 2012-10-17 nor 2008-10-17"),
        ({"Version": "2012-10-17", "Id": ["x"], "Statement": _STATEMENT}, "it has an Id that is no text"),
        ({"Version": "2012-10-17", "Statement": "Allow"}, "statement 1 is no object"),
        ({"Version": "2012-10-17", "Statement": [_STATEMENT, "Allow"]}, "statement 2 is no object"),
        (_with(Sid=["x"]), "statement 1 has a Sid that is no text"),
        (_with(Action=[]), "statement 1 lists nothing under Action"),
        (_with(Action=["s3:GetObject", {"x": "y"}]), "statement 1 has something under Action that is no text"),
        (_with(Action="GetObject"), "statement 1 has the Action 'GetObject', which names no service before a colon"),
        (_with(Action="s3:Get:Object"), "statement 1 has the Action 's3:Get:Object', which has more than one colon"),
        (_with(Action="s 3:Get*"), "statement 1 has the Action 's 3:Get*', whose service is not spelt like one"),
        (_with(Resource=["*", "my-bucket"]), "statement 1 has the Resource 'my-bucket', which is neither * nor an ARN"),
        (_with(Resource="arn:amazon:s3:::b"),
         "statement 1 has the Resource 'arn:amazon:s3:::b', which is neither * nor an ARN"),
        (_with(Condition="x"), "statement 1 has a Condition that is no object"),
        (_with(Condition={"StringsEqual": {"aws:x": "y"}}),
         "statement 1 has the condition operator StringsEqual, which IAM does not know"),
        (_with(Condition={"ForSomeValues:StringEquals": {"aws:x": "y"}}),
         "statement 1 has the condition operator ForSomeValues:StringEquals, which IAM does not know"),
        (_with(Condition={"StringEquals": "x"}), "statement 1 compares no condition keys under StringEquals"),
        (_with(Condition={"StringEquals": {"aws:x": [["y"]]}}),
         "statement 1 has something under StringEquals that is no value"),
    ],
)  # fmt: skip
def test_an_identity_policy_is_refused(document: Any, trouble: str) -> None:
    assert refused(document, Kind.IDENTITY) == trouble


@pytest.mark.parametrize(
    "document",
    [
        UNKNOWN,
        "{{resolve:ssm:policy}}",
        {"Version": "2008-10-17", "Id": "x", "Statement": _STATEMENT},
        {"Version": UNKNOWN, "Statement": [UNKNOWN]},
        {"Version": "2012-10-17", "Statement": UNKNOWN},
        _with(Sid="", Action=["*", "*:*", "s3:Get?bject*", "<Action>"]),
        _with(Resource=["arn:aws-cn:s3:::b", "arn:*:s3:::b", "arn:<AWS::Partition|*>:s3:::b", "<Bucket.Arn>/*"]),
        _with(Resource=UNKNOWN, Action=UNKNOWN, Condition=UNKNOWN),
        _with(Condition={"ForAnyValue:StringLikeIfExists": {"aws:x": ["y", 1, True]}, "Null": {"aws:z": "true"}}),
        _with(Condition={"StringEquals": UNKNOWN, "Bool": {"aws:x": UNKNOWN}}),
    ],
)
def test_what_may_be_right_is_not_refused(document: Any) -> None:
    assert refused(document, Kind.IDENTITY) == ""


def test_each_service_spells_the_resources_of_its_policies() -> None:
    statement = {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"}
    assert refused({"Version": "2012-10-17", "Statement": statement}, Kind.RESOURCE) == ""


def test_a_policy_of_a_version_that_aws_has_not_allows_nothing_for_certain() -> None:
    policy = {"Version": "2017-10-12", "Statement": _STATEMENT}
    decision = decide([policy], "ecr:GetAuthorizationToken", "*", {})
    assert decision.verdict is Truth.UNKNOWN
    assert "has the Version 2017-10-12" in decision.because[0]
