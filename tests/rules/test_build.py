"""build writes nothing that is not proven."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator import proven
from generator.__main__ import main
from generator.proof.answer import Need
from generator.stack import Truth
from generator.whole import Cell
from tests.rules.running import ROOT


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of app.yaml and templates/, whose proofs nobody remembers."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    shutil.copy(ROOT / "app.yaml", tmp_path)
    shutil.copytree(ROOT / "templates", tmp_path / "templates", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def build(*arguments: str) -> int:
    return main(["build", "--env", "dev", "--no-lint", *arguments])


def spoil(project: Path, file: str, old: str, new: str) -> None:
    path = project / "templates" / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def test_what_cannot_start_is_not_written(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(project, "vpc.py", "EnableDnsHostnames=True", "EnableDnsHostnames=False")
    assert build() == 1
    told = capsys.readouterr()
    assert "output/dev/vpc.yaml:" in told.out
    assert "ECS100" in told.out
    assert "nothing was written" in told.err
    assert not (project / "output").exists()


def test_proof_is_told_and_remembered(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert build() == 0
    said = capsys.readouterr().out
    assert "33 needs of tasks proven, 2 unknown" in said
    assert "ca-bundle of AuthService/Service, TaskService/Service depends on the image" in said
    monkeypatch.setattr(proven, "_proven", lambda *_: pytest.fail("proven again although nothing changed"))
    assert build() == 0
    assert "33 needs of tasks proven, 2 unknown, unchanged" in (told := capsys.readouterr().out)
    assert told.splitlines()[:-1] == said.splitlines()[:-1]
    assert build("--check") == 0


def test_check_proves_too(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(project, "vpc.py", "EnableDnsSupport=True", "EnableDnsSupport=False")
    assert build("--check") == 1
    assert "ECS100" in capsys.readouterr().out


class Result:
    mistakes = ()
    accepted = ()
    not_seen = ()

    def __init__(self, because: str) -> None:
        self.cells = (Cell("Web/Service", Need("API_KEY of web", 3, ""), Truth.UNKNOWN, (because,)),)


ARN = "arn:aws:secretsmanager:us-east-1:111122223333:secret:shared-AbCdEf"


@pytest.mark.parametrize(
    ("because", "code", "said"),
    [
        ("where it comes from is not seen", 1, "not proven: where it"),
        (f"the policy of {ARN} is not seen", 0, "depends on"),
    ],
)
def test_unknown_is_allowed_for_what_comes_from_outside(
    project: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    because: str,
    code: int,
    said: str,
) -> None:
    app = project / "app.yaml"
    app.write_text(app.read_text().replace("    port: 3000\n", f"    port: 3000\n    secrets: {{API_KEY: {ARN}}}\n", 1))
    monkeypatch.setattr("generator.rules._whole.whole", lambda *_, **__: Result(because))
    assert build() == code
    told = capsys.readouterr()
    assert said in told.out
    assert (project / "output/dev/root.yaml").exists() == (code == 0)


def test_notes_are_said_and_stop_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--env", "prod", "--no-lint"]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("note: ")]
    assert [line.split(": ")[2] for line in lines] == ["alarms.email", "load_balancer.certificate_arn"]
    assert main(["build", "--env", "prod", "--no-lint", "--check"]) == 0
    assert capsys.readouterr().out == ""


def test_a_module_whose_notes_fail_is_told_with_its_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(project, "alarms.py", "    if settings.enabled and settings.email is None", "    if settings.nothing")
    assert build() == 2
    assert "alarms.py:" in capsys.readouterr().err
