"""Whom the roles of a task trust."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.one_app import OPEN, Change, attribute, both, faults, properties, row, rows, set_in, set_to


@pytest.mark.parametrize(
    ("service", "verdict"),
    [("ecs-tasks.amazonaws.com", "yes"), ("ecs.amazonaws.com", "no"), ("ec2.amazonaws.com", "no"), (OPEN, "unknown")],
)
def test_whom_the_role_trusts(tmp_path: Path, service: object, verdict: str) -> None:
    def change(t: dict[str, Any]) -> None:
        properties(t, "Role")["AssumeRolePolicyDocument"]["Statement"][0]["Principal"] = {"Service": service}

    assert row(tmp_path, "trust in ExecutionRoleArn", change) == verdict
    expected = [("ECS033", "Role", ("AssumeRolePolicyDocument",), ("Web",))] if verdict == "no" else []
    assert [(each.rule, each.at, each.steps, each.tasks) for each in faults(tmp_path, change)] == expected


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        (lambda t: None, ["ExecutionRoleArn"]),
        (set_to("WebTask", TaskRoleArn=attribute("Role", "Arn")), ["ExecutionRoleArn", "TaskRoleArn"]),
        (set_in("WebTask", Secrets=None), []),
        (
            both(set_in("WebTask", Secrets=None), set_to("WebTask", TaskRoleArn=attribute("Role", "Arn"))),
            ["TaskRoleArn"],
        ),
    ],
    ids=["reads secrets", "has a role of its own", "asks nothing of AWS", "only a role of its own"],
)
def test_roles_that_somebody_has_to_assume(tmp_path: Path, change: Change, kinds: list[str]) -> None:
    found = [proof.need.name for proof in rows(tmp_path, "trust in", change) if proof.task == "Web"]
    assert found == [f"trust in {kind}" for kind in kinds]
