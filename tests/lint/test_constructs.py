"""Findings in templates of CDK name the construct, in every format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.__main__ import main

TASK = {
    "Type": "AWS::ECS::TaskDefinition",
    "Metadata": {"aws:cdk:path": "Web/TaskDef/Resource"},
    "Properties": {
        "RequiresCompatibilities": ["FARGATE"],
        "NetworkMode": "awsvpc",
        "Cpu": "256",
        "Memory": "512",
        "ContainerDefinitions": [{"Name": "web", "Image": "nginx:1.27", "Privileged": True}],
    },
}


@pytest.mark.parametrize("form", ["json", "sarif", "text", "junit", "github"])
def test_the_construct_is_named(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], rules_are_read: None
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cdk.out").mkdir()
    (tmp_path / "cdk.out/Web.template.json").write_text(json.dumps({"Resources": {"TaskDef54694570": TASK}}))
    assert main(["lint", "cdk.out", "--format", form]) == 1
    told = capsys.readouterr().out
    assert "Web/TaskDef/Resource" in told
    if form == "json":
        ours: list[dict[str, Any]] = [each for each in json.loads(told)["findings"] if each["rule"] == "ECS251"]
        assert [each["construct"] for each in ours] == ["Web/TaskDef/Resource"]
    if form == "sarif":
        (result,) = [each for each in json.loads(told)["runs"][0]["results"] if each["ruleId"] == "ECS251"]
        assert result["locations"][0]["logicalLocations"][1]["fullyQualifiedName"] == "Web/TaskDef/Resource"
