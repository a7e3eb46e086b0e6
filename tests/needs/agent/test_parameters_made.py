"""Parameters of Systems Manager: what can be created, and under which name."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.registry import checks
from tests.needs.of_containers import said

Edits = dict[str, str | None]
ARN = "!Sub 'arn:${AWS::Partition}:%s:${AWS::Region}:${AWS::AccountId}:parameter/web/other'"
RIGHT: Edits = dict(checks()["ECS203"].good)
VALUE = "TaskDefinition.ContainerDefinitions.0.Secrets.1.ValueFrom"


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ({}, ("yes", set())),
        ({"Parameter.Name": "level"}, ("yes", set())),
        ({"Parameter.Name": None}, ("yes", set())),
        ({"Parameter.Name": "!Sub '/${AWS::StackName}/level'"}, ("yes", set())),
        ({"Parameter.Name": "web/level"}, ("no", {"ECS203"})),
        ({"Parameter.Name": "!Sub 'web/${AWS::StackName}'"}, ("no", {"ECS203"})),
        ({"Parameter.Name": "/aws/level"}, ("no", {"ECS203"})),
        ({"Parameter.Name": "SSMlevel"}, ("no", {"ECS203"})),
        ({"Parameter": "{Type: AWS::SSM::Parameter, Properties: {Type: SecureString, Value: x}}"}, ("no", {"ECS203"})),
        ({VALUE: "web/other"}, ("no", {"ECS203"})),
        ({VALUE: "/web/other"}, ("yes", set())),
        ({VALUE: ARN % "ssm"}, ("yes", set())),
        ({VALUE: ARN % "secretsmanager"}, ("no", {"ECS203", "ECS031"})),
        ({VALUE: "other"}, ("yes", set())),
    ],
)
def test_a_parameter_is_there(tmp_path: Path, edits: Edits, expected: tuple[str, set[str]]) -> None:
    assert said(tmp_path, "LEVEL of web", RIGHT, edits, base="injected") == expected
