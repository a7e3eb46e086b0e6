"""prove --why: a row with all that its answer rests on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.__main__ import main
from tests.checks.cases import put
from tests.terminal import show


def test_on_a_terminal_the_whole_evidence_stands_a_step_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = put("ECS010-nat.good", tmp_path)
    why = show(["-m", "generator", "prove", root, "--why", "Service", "ecr.api"], tmp_path)
    assert main(["prove", str(root), "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    (steps,) = [need["because"] for need in data["tasks"][0]["needs"] if need["need"] == "ecr.api"]
    assert (why.code, len(steps) > 1) == (0, True)
    shown = " ".join(why.raw.split())
    assert [f"{number}. {step}" in shown for number, step in enumerate(steps, 1)] == [True] * len(steps)
    assert max(map(len, why.screen)) < 100
    assert "logs" not in shown


def test_only_what_is_asked_for_decides_and_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = str(put("ECS020-json.bad", tmp_path))
    assert main(["prove", root, "--why", "*", "logs"]) == 1
    assert "fix: add an AWS::EC2::VPCEndpoint" in " ".join(capsys.readouterr().out.split())
    assert main(["prove", root, "--why", "*", "ecr.*"]) == 0
    assert main(["prove", root, "--why", "*", "logs", "--format", "html"]) == 2
    assert main(["prove", root, "--why", "*", "logs", "--format", "json"]) == 1
    out = capsys.readouterr().out
    assert [need["need"] for need in json.loads(out[out.index("{\n") :])["tasks"][0]["needs"]] == ["logs"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("Servise", "logs"), "there is no such task (got Servise); did you mean Service?"),
        (("Service", "log"), "Service has no such need (got log); did you mean logs?"),
        (("zzz", "logs"), "there is no such task (got zzz); there is Service"),
    ],
)
def test_a_row_that_is_not_there_is_told(
    asked: tuple[str, str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["prove", str(put("ECS020-json.bad", tmp_path)), "--why", *asked]) == 2
    assert said in capsys.readouterr().err
