"""Log groups that are called nearly as one that the stack makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import Edits
from tests.edited import edited

GROUP = "TaskDefinition.ContainerDefinitions.0.LogConfiguration.Options.awslogs-group"
STAGE = {"Parameters.Stage": "{Type: String}", "Parameters.Team": "{Type: String}"}


@pytest.mark.parametrize(
    ("made", "named"),
    [
        ("/ecs/web", "ecs/web"),
        ("/ecs/web", "/ECS/Web"),
        ("!Sub '/ecs/${Stage}/web'", "!Sub '/ecs/web/${Stage}'"),
        ("dev-web", "web-dev"),
    ],
)
def test_a_name_with_the_same_words(tmp_path: Path, made: str, named: str) -> None:
    result = edited(tmp_path, "nat", STAGE, {"LogGroup.LogGroupName": made, GROUP: f"{named}"})
    assert "WCS400" in result.rules


@pytest.mark.parametrize(
    "edits",
    [
        {"LogGroup.LogGroupName": "/ecs/web", GROUP: "/ecs/web"},
        {"LogGroup.LogGroupName": "/ecs/web", GROUP: "/ecs/worker"},
        {"LogGroup.LogGroupName": "!Sub '/ecs/${Stage}'", GROUP: "!Sub '/ecs/${Team}'"},
        {"LogGroup.LogGroupName": "/ecs/web", GROUP: "ecs/web", f"{GROUP[:-5]}create-group": "'true'"},
        {
            "LogGroup.LogGroupName": "/ecs/web",
            GROUP: "ecs/web",
            "Function": "{Type: AWS::Lambda::Function, Properties: {Role: a, Code: {ImageUri: a}, PackageType: Image, "
            "LoggingConfig: {LogGroup: !Ref LogGroup}}}",
        },
    ],
    ids=["the same", "another", "of other parameters", "made by the driver", "for something else"],
)
def test_a_name_of_something_else(tmp_path: Path, edits: Edits) -> None:
    assert "WCS400" not in edited(tmp_path, "nat", STAGE, edits).rules
