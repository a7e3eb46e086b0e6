"""What documents show is what the program does."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.__main__ import main

ROOT = Path(__file__).parent.parent


def blocks(document: str, language: str) -> list[str]:
    """The fenced blocks of a document in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", (ROOT / document).read_text(), re.MULTILINE | re.DOTALL)


def test_page_of_settings_is_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--format", "markdown", "--templates", str(ROOT / "templates")]) == 0
    assert capsys.readouterr().out == (ROOT / "docs/configuration.md").read_text()


def test_pages_of_rules_are_fresh(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/gone.md").write_text("a topic of last year")
    assert main(["rules", "--write", str(tmp_path)]) == 0
    written = {path.relative_to(tmp_path): path.read_text() for path in tmp_path.rglob("*.md")}
    pages = [ROOT / "docs/rules.md", *(ROOT / "docs/rules").glob("*.md"), *(ROOT / "docs/guides").glob("*.md")]
    assert written == {path.relative_to(ROOT / "docs"): path.read_text() for path in pages}
    assert main(["rules", "--format", "markdown"]) == 0
    assert capsys.readouterr().out == written[Path("rules.md")]


def test_readme_shows_mistakes_as_they_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (
        (ROOT / "app.yaml")
        .read_text()
        .replace("    port: 3000\n", "    port: 3000\n    prot: 3000\n    memory_mib: 300\n", 1)
    )
    (tmp_path / "app.yaml").write_text(text)
    arguments = ["--config", str(tmp_path / "app.yaml"), "--templates", str(ROOT / "templates")]
    assert main(["build", *arguments, "--output", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err.replace(str(tmp_path) + "/", "")
    (shown,) = [block for block in blocks("README.md", "text") if block.startswith("app.yaml:")]
    for line in shown.splitlines():
        pattern = re.escape(line).replace(re.escape("..."), ".*")
        assert re.search(f"^{pattern}$", told, re.MULTILINE), f"{line}\nis not in\n{told}"


def test_cases_of_explanation_codes_are_there() -> None:
    text = (ROOT / "docs/reachability-codes.md").read_text()
    named = set(re.findall(r"`(tests/[\w/.]+)`", text))
    assert named
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 4 for row in rows), "each row has a code, an answer and a case"


def test_commands_in_readme_are_understood(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [line.split("#")[0].strip() for block in blocks("README.md", "sh") for line in block.splitlines()]
    verbs = {line.split()[3] for line in lines if line.startswith("python -m generator")}
    for verb in verbs:
        with pytest.raises(SystemExit) as stop:
            main([verb, "--help"])
        assert stop.value.code == 0
    read = {"build", "lint", "prove", "graph", "explain", "rules", "schema", "init", "deploy", "cost", "diff"}
    assert verbs == read
    capsys.readouterr()


@pytest.mark.parametrize(
    "document", [*sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("docs/**/*.md")), "README.md"]
)
def test_links_lead_somewhere(document: str) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / document).read_text())
    assert [target for target in targets if not ((ROOT / document).parent / target).exists()] == []


def test_adding_a_check_as_contributing_says(tmp_path: Path) -> None:
    """Follow the page: without the file nobody knows the check, with it everybody does."""
    (code,) = blocks("CONTRIBUTING.md", "python")
    (place,) = re.findall(r"^`(generator/checks/\S+\.py)`$", (ROOT / "CONTRIBUTING.md").read_text(), re.MULTILINE)
    assert code == (ROOT / place).read_text(), "the page shows the file as it is"
    shutil.copytree(ROOT / "generator", tmp_path / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / place).unlink()

    def explained() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "generator", "explain", "ECS182"]
        environment = os.environ | {"PYTHONPATH": str(tmp_path)}
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)

    assert explained().returncode == 1
    (tmp_path / place).write_text(code)
    told = explained()
    assert (told.returncode, told.stderr) == (0, "")
    assert "-          AssignPublicIp: ENABLED" in told.stdout


def test_questions_of_architecture_are_answered_by_files_that_are_there() -> None:
    table = (
        (ROOT / "docs/architecture.md").read_text().partition("## Where is it decided?")[2].partition("## Choices")[0]
    )
    files = re.findall(r"^\| .* \| `(.*)` \|$", table, re.MULTILINE)
    assert len(files) == 11
    assert [file for file in files if not (ROOT / file).is_file()] == []


def test_schema_of_the_evidence_is_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diagnose", "--schema"]) == 0
    assert capsys.readouterr().out == (ROOT / "docs/evidence.schema.json").read_text()
