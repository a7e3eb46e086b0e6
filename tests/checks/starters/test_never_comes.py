"""States that wait for an answer that nobody can give."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.edited import edited

FLOW = (
    "{Type: AWS::StepFunctions::StateMachine, Properties: {RoleArn: !GetAtt ExecutionRole.Arn, Definition: {StartAt: "
    "Run, States: {Run: {Type: Task, End: true, Resource: 'arn:aws:states:::ecs:runTask.waitForTaskToken', Parameters: "
    "{Cluster: c, TaskDefinition: t%s}}}}}}"
)
TOKEN = ", Overrides: {ContainerOverrides: [{Name: w, Environment: [{Name: T, 'Value.$': $$.Task.Token}]}]}"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (FLOW % "", FLOW % TOKEN),
        (FLOW % "", FLOW % ", A.$: $$"),
    ],
    ids=["token", "all of the context"],
)
def test_what_never_comes_is_told_and_its_twin_is_not(tmp_path: Path, wrong: str, right: str) -> None:
    assert "WCS442" in edited(tmp_path, "nat", {"Waits": wrong}).rules
    assert "WCS442" not in edited(tmp_path, "nat", {"Waits": right}).rules
