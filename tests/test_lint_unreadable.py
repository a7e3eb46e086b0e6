"""One path that cannot be looked at, or one mistake of ours, hides nothing of what else is found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.__main__ import main

FAULTY = "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      Nonsense: x\n"
NESTS = "Resources:\n  Child:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: ./{}.yaml\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.yaml").write_text(NESTS.format("n" * 300))
    (tmp_path / "b.yaml").write_text(FAULTY)
    return tmp_path


def reported(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    code = main([*arguments, "--format", "json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_path_that_cannot_be_looked_at_is_a_missing_template(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, report = reported(capsys, "lint", str(folder))
    found = {(each["file"], each["rule"]) for each in report["findings"]}
    assert code == 1
    assert ("b.yaml", "E3002") in found
    assert {rule for file, rule in found if file == "a.yaml"} & {"ECS005", "WCS006"}


@pytest.mark.parametrize("verb", ["lint", "prove"])
@pytest.mark.parametrize("name", ["n" * 300, "n/" * 3000])
def test_a_path_that_cannot_be_looked_at_is_not_there(verb: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([verb, name]) == 2
    assert "there is no such file or folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("verb", "place"),
    [
        ("lint", "generator.lint.wholes.roots"),
        ("prove", "generator.lint.wholes.roots"),
        ("lint", "generator.lint.wholes.configuration"),
    ],
)
def test_a_mistake_of_ours_leaves_a_report(
    verb: str, place: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("unexpected")

    monkeypatch.setattr(place, fail)
    code, report = reported(capsys, verb, str(folder))
    assert code == 70
    assert "RuntimeError: unexpected" in json.dumps(report)


def test_endings_are_read_in_any_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ROOT.YAML").write_text(FAULTY)
    code, report = reported(capsys, "lint", str(tmp_path))
    assert (code, [each["file"] for each in report["findings"]]) == (1, ["ROOT.YAML"])
