"""What a shell completes, asked of the shells themselves."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from generator.__main__ import VERBS, main
from generator.report.completion import SHELLS


def script(shell: str, capsys: pytest.CaptureFixture[str], folder: Path) -> Path:
    assert main(["completion", shell]) == 0
    path = folder / f"completion.{shell}"
    path.write_text(capsys.readouterr().out)
    return path


def asked(shell: str, program: str) -> list[str]:
    if not shutil.which(shell):
        pytest.skip(f"there is no {shell}")
    done = subprocess.run([shell, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.split()


LINES = [
    (["li"], ["lint"]),
    (["lint", "--fo"], ["--format"]),
    (["lint", "--format", ""], ["text", "json", "sarif", "junit", "github"]),
    (["lint", "--format", "j"], ["json", "junit"]),
    (["completion", "f"], ["fish"]),
    (["build", "--format", ""], []),
]


@pytest.mark.parametrize(("typed", "offered"), LINES)
def test_bash(typed: list[str], offered: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    words = " ".join(f"'{word}'" for word in ["ecs-proof", *typed])
    program = f"source {script('bash', capsys, tmp_path)}; COMP_WORDS=({words}); COMP_CWORD={len(typed)}; _ecs_proof"
    assert asked("bash", f'{program}; echo "${{COMPREPLY[@]}}"') == offered


@pytest.mark.parametrize(("typed", "offered"), LINES[:-1])
def test_fish(typed: list[str], offered: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    line = " ".join(["ecs-proof", *typed])
    program = f"source {script('fish', capsys, tmp_path)}; complete -C '{line}' | string replace -r '\\t.*' ''; true"
    assert sorted(asked("fish", program)) == sorted(offered)


def test_zsh_takes_the_script(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    program = f"source {script('zsh', capsys, tmp_path)}; echo $_comps[ecs-proof]"
    assert asked("zsh", program)


@pytest.mark.parametrize("shell", SHELLS)
def test_every_verb_is_offered(shell: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    written = script(shell, capsys, tmp_path).read_text().split()
    assert [verb for verb in VERBS if not any(verb in word for word in written)] == []
