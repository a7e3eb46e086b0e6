"""Our SARIF before a public validator: Microsoft's SARIF Multitool, with the rules of the format and of GitHub."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.checks.registry import checks
from generator.report.sarif import _name
from tests.checks.cases import put

VALIDATOR = "@microsoft/sarif-multitool-linux@5.7.0"


@pytest.fixture(scope="module")
def multitool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sarif")
    if not shutil.which("npm"):
        pytest.skip("npm is not here")
    got = subprocess.run(["npm", "install", "--no-audit", VALIDATOR], cwd=folder, capture_output=True, timeout=120)
    program = folder / "node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
    if got.returncode or not program.is_file():
        pytest.skip("the validator cannot be had here")
    program.chmod(0o755)
    return program


NOTES = {
    "SARIF2002": "a message by its id: ours are whole sentences",
    "SARIF2003": "where the repository is: whoever uploads the file knows that",
    "SARIF2006": "it asks the network for the address of the schema",
    "SARIF2010": "lines of the templates: they may hold what should not leave the repository",
    "SARIF2011": "the lines around them",
}
"""What it suggests on top, and why that is not done."""


def remarks(multitool: Path, file: Path, level: str = "Error;Warning") -> list[str]:
    """The ids of what the validator says of a file, errors and warnings unless said otherwise."""
    verdict = file.with_suffix(".verdict")
    kinds = ["--rule-kind", "Sarif;Gh", "--level", level, "--output", str(verdict)]
    environment = os.environ | {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    subprocess.run(
        [multitool, "validate", str(file), *kinds], env=environment, capture_output=True, timeout=60, check=False
    )
    run = json.loads(verdict.read_text(encoding="utf-8-sig"))["runs"][0]
    return [result.get("ruleId", result.get("message", {}).get("text", "")) for result in run.get("results", [])]


@pytest.mark.slow
def test_a_public_validator_has_nothing_to_remark(
    multitool: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put("ECS050-second-service.bad", tmp_path / "infra")
    (tmp_path / "infra/own.yaml").write_text("Resources: {Queue: {Type: AWS::SQS::Queue, Properties: {Nme: a}}}\n")
    monkeypatch.chdir(tmp_path)
    assert main(["lint", "infra", "--format", "sarif"]) == 1
    log = json.loads(capsys.readouterr().out)
    assert log["runs"][0]["results"]
    right, wrong = tmp_path / "right.sarif", tmp_path / "wrong.sarif"
    right.write_text(json.dumps(log))
    assert remarks(multitool, right) == []
    assert set(remarks(multitool, right, "Note")) <= NOTES.keys()
    log["runs"][0]["results"][0]["ruleIndex"] = 4000
    wrong.write_text(json.dumps(log))
    assert remarks(multitool, wrong), "it looks"


def test_names_of_rules_are_pascal_identifiers() -> None:
    """As SARIF2012 of the validator asks for; of every rule, where the validator sees those of one file."""
    names = {id_: _name(rule.title) for id_, rule in checks().items()}
    assert {id_ for id_, name in names.items() if not re.fullmatch(r"(?:[A-Z][a-z0-9]+|\d+)+", name)} == set()
