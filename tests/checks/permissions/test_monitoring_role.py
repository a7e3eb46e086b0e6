"""Roles that RDS reports the metrics of an operating system through."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.one_app import OPEN, Change, attribute, both, faults, properties, rules, set_to


def monitored(t: dict[str, Any]) -> None:
    """Let the database report metrics through a role."""
    properties(t, "Database").update(MonitoringInterval=60, MonitoringRoleArn=attribute("Monitor", "Arn"))
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "monitoring.rds.amazonaws.com"},
        "Action": "sts:AssumeRole",
        "Condition": {"ArnLike": {"aws:SourceArn": {"Fn::Sub": "arn:aws:rds:*:${AWS::AccountId}:db:*"}}},
    }
    t["Resources"]["Monitor"] = {
        "Type": "AWS::IAM::Role",
        "Properties": {
            "AssumeRolePolicyDocument": {"Statement": [statement]},
            "ManagedPolicyArns": ["arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"],
        },
    }


def _trust(t: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = properties(t, "Monitor")["AssumeRolePolicyDocument"]["Statement"][0]
    return found


WRONG: list[tuple[str, Change, str, tuple[Any, ...]]] = [
    ("ECS096", both(monitored, lambda t: _trust(t)["Principal"].update(Service="rds.amazonaws.com")), "Monitor",
     ("AssumeRolePolicyDocument",)),
    ("WCS096", both(monitored, set_to("Monitor", ManagedPolicyArns=[])), "Monitor", ()),
]  # fmt: skip


RIGHT: list[tuple[str, Change]] = [
    ("ECS096", monitored),
    ("ECS096", both(monitored, lambda t: _trust(t).update(Principal=OPEN))),
    ("WCS096", both(monitored, set_to("Monitor", ManagedPolicyArns=OPEN))),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "change", "resource", "steps"), WRONG)
def test_what_rds_may_not_do(tmp_path: Path, rule: str, change: Change, resource: str, steps: tuple[Any, ...]) -> None:
    found = [each for each in faults(tmp_path, change) if each.rule == rule]
    assert [(each.at, each.steps) for each in found] == [(resource, steps)]


@pytest.mark.parametrize(("rule", "change"), RIGHT)
def test_a_role_that_works_or_may(tmp_path: Path, rule: str, change: Change) -> None:
    assert rule not in rules(tmp_path, change)
