"""A denial in the bucket of an access log that may be about the service that delivers it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.logs.test_access_log_refused import DELIVERY, logged
from tests.one_app import Change, both, properties, rows, rules

PLAIN = {"Bool": {"aws:SecureTransport": "false"}}
ENCRYPTED = {"Bool": {"aws:SecureTransport": "true"}}


def denied(principal: object, condition: object = None) -> Change:
    """Make a change that denies everything in the bucket of the access log to somebody."""
    deny = {"Effect": "Deny", "Principal": principal, "Action": "s3:*", "Resource": {"Fn::Sub": "${Logs.Arn}/*"}}
    statement = {**deny, **({"Condition": condition} if condition else {})}
    more: Change = lambda t: properties(t, "LogsPolicy")["PolicyDocument"]["Statement"].append(statement)  # noqa: E731
    return both(logged(DELIVERY), more)


def doubts(folder: Path, change: Change) -> list[str]:
    """What of the bucket may keep tasks from starting."""
    (proof,) = (each for each in rows(folder, "start", change) if each.task == "Web")
    return [reason for reason in proof.answer.because if "LogsPolicy" in reason]


@pytest.mark.parametrize("condition", [None, ENCRYPTED])
def test_whether_a_denial_to_all_accounts_is_about_services_is_not_known(tmp_path: Path, condition: object) -> None:
    change = denied({"AWS": "*"}, condition)
    (doubt,) = doubts(tmp_path, change)
    assert "is about services of AWS as well is not known" in doubt
    assert rules(tmp_path, change) == set()


def test_a_denial_to_everybody_is_about_them(tmp_path: Path) -> None:
    assert rules(tmp_path, denied("*")) == {"ECS144"}


@pytest.mark.parametrize(
    ("principal", "condition"), [({"AWS": "*"}, PLAIN), ({"AWS": "arn:aws:iam::111122223333:role/other"}, None)]
)
def test_a_denial_of_something_else_leaves_it(tmp_path: Path, principal: object, condition: object) -> None:
    assert doubts(tmp_path, denied(principal, condition)) == []
    assert rules(tmp_path, denied(principal, condition)) == set()
