"""What a role has to allow for the output of tasks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.one_app import OPEN, Change, add, attribute, both, container, faults, properties, row

MAY_WRITE = ["logs:CreateLogStream", "logs:PutLogEvents"]


def logs(actions: object, resource: object = "*", **options: object) -> Change:
    """Make a change that sends the output of the web to CloudWatch Logs, with a role that allows some actions."""

    def change(template: dict[str, Any]) -> None:
        add("Group", "AWS::Logs::LogGroup")(template)
        given = {"awslogs-group": {"Ref": "Group"}, "awslogs-stream-prefix": "web", "awslogs-region": "us-east-1"}
        container(template)["LogConfiguration"] = {"LogDriver": "awslogs", "Options": {**given, **options}}
        statements = properties(template, "Role")["Policies"][0]["PolicyDocument"]["Statement"]
        statements.append({"Effect": "Allow", "Action": actions, "Resource": resource})

    return change


def test_a_policy_on_what_is_named_by_nobody(tmp_path: Path) -> None:
    """The ARN of a group without a name of its own is made of its reference."""
    other = add("Other", "AWS::Logs::LogGroup", LogGroupName="/other")
    assert row(tmp_path, "log of web", logs("logs:*", attribute("Group", "Arn"))) == "yes"
    assert row(tmp_path, "log of web", both(other, logs("logs:*", attribute("Other", "Arn")))) != "yes"


@pytest.mark.parametrize(
    ("change", "rule", "verdict"),
    [
        (logs(MAY_WRITE), None, "yes"),
        (logs("logs:CreateLogStream"), "ECS031", "no"),
        (logs(MAY_WRITE, **{"awslogs-group": "/web", "awslogs-create-group": "true"}), "ECS021", "no"),
        (logs("logs:*", **{"awslogs-group": "/web", "awslogs-create-group": "true"}), None, "yes"),
        (logs(MAY_WRITE, **{"awslogs-create-group": "true"}), None, "yes"),
        (logs(MAY_WRITE, **{"awslogs-group": "/web", "awslogs-create-group": OPEN}), None, "yes"),
    ],
    ids=["writes", "writes no events", "may not create", "may create", "made here", "an open option"],
)
def test_the_role_writes_the_log(tmp_path: Path, change: Change, rule: str | None, verdict: str) -> None:
    assert row(tmp_path, "log of web", change) == verdict
    found = [(each.rule, each.at) for each in faults(tmp_path, change)]
    assert found == ([(rule, "Role")] if rule else [])
