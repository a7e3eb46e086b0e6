"""Functions that run a task whose definition they are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.starters.function_may_not_pass import FunctionMayNotPass
from tests.edited import edited

STATEMENT = "StarterRole.Policies.0.PolicyDocument.Statement"


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ({f"{STATEMENT}.1": None}, {"ECS289"}),
        ({f"{STATEMENT}.1.Resource": "[!GetAtt TaskRole.Arn, !GetAtt ExecutionRole.Arn]"}, set()),
        ({f"{STATEMENT}.1.Condition": "{StringEquals: {'iam:PassedToService': ecs-tasks.amazonaws.com}}"}, set()),
        ({f"{STATEMENT}.1.Condition": "{StringEquals: {'iam:PassedToService': ecs.amazonaws.com}}"}, {"ECS289"}),
        ({f"{STATEMENT}.1": None, "Starter.Environment": "{Variables: {CLUSTER: !Ref Cluster}}"}, set()),
        ({f"{STATEMENT}.1": None, f"{STATEMENT}.0.Action": "ecs:DescribeTaskDefinition"}, set()),
    ],
)
def test_a_function_may_pass_both_roles(tmp_path: Path, edits: dict[str, str | None], expected: set[str]) -> None:
    found = edited(tmp_path, "scheduled", FunctionMayNotPass.good, edits)
    assert {rule for rule in found.rules if rule.startswith("E")} == expected
