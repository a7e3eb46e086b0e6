"""Commands that messages tell people to type work where they are read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.errors import InputError
from generator.hints import install, program, require

ROOT = Path(__file__).parent.parent


def test_a_clone_is_installed_where_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert install("deploy") == 'pip install -e ".[deploy]"'
    monkeypatch.chdir(tmp_path)
    assert install("local") == f'pip install -e "{ROOT}[local]"'


def test_a_wheel_is_installed_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "site-packages/generator/_starter").mkdir(parents=True)
    assert install("deploy", tmp_path / "site-packages/generator") == 'pip install "ecs-proof[deploy]"'


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("/home/me/.venv/bin/ecs-proof", "ecs-proof build"),
        ("C:/venv/Scripts/ecs-proof.exe", "ecs-proof build"),
        ("/home/me/ecs-proof/generator/__main__.py", "python -m generator build"),
        ("scripts/deploy.py", "python -m generator build"),
    ],
)
def test_a_hint_names_the_command_that_was_typed(
    typed: str, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", [typed])
    monkeypatch.chdir(tmp_path)
    assert main(["prove"]) == 2
    assert capsys.readouterr().err.endswith(f"or run: {named}\n")
    assert f"{program()} build" == named


def test_what_is_missing_is_named_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    require("this test", "test", ["pytest"])
    for name in ("one", "two"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(InputError, match=r"this test needs one and two, which are not installed; run: pip install"):
        require("this test", "test", ["one", "pytest", "two"])
    with pytest.raises(InputError, match=r"this test needs one, which is not installed"):
        require("this test", "test", ["one"])


# Runs in front of a command, in the same interpreter: what only an extra brings is not there.
WITHOUT = """
import runpy, sys
for name in ("boto3", "botocore", "rich", "ministack"):
    sys.modules[name] = None
sys.argv = sys.argv[1:]
if sys.argv[0] == "generator":
    runpy.run_module("generator", run_name="__main__", alter_sys=True)
else:
    runpy.run_path(sys.argv[0], run_name="__main__")
"""
DOORS = {
    "python -m generator deploy": ["generator", "deploy"],
    "python scripts/deploy.py": ["scripts/deploy.py"],
}


def without_extras(*words: str) -> tuple[int, str, str]:
    command = [sys.executable, "-c", WITHOUT, *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("door", DOORS)
def test_help_of_deploy_needs_no_extra(door: str) -> None:
    code, out, err = without_extras(*DOORS[door], "--help")
    assert (code, err) == (0, "")
    assert f"  {door} dev --local" in out
    assert "--skip-preflight" in out


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["dev"], 'deploy needs boto3 and rich, which are not installed; run: pip install -e ".[deploy]"\n'),
        (
            ["dev", "--local", "--format", "json"],
            'deploy --local needs boto3, rich and ministack, which are not installed; run: pip install -e ".[local]"\n',
        ),
    ],
    ids=["aws", "local"],
)
def test_deploy_says_what_to_install(door: list[str], arguments: list[str], said: str) -> None:
    assert without_extras(*door, *arguments) == (2, "", said)


def test_version_of_the_script_needs_no_extra() -> None:
    code, out, err = without_extras("scripts/deploy.py", "--version")
    assert (code, out.split()[0], err) == (0, "ecs-proof", "")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("lint . --parameters prod.json", "write one such as"),
        ("lint . --parameters devv.json", "did you mean dev.json?"),
        ("lint --stacks stacks.yaml", "write one such as"),
        ("lint . --baseline old.json", "--write-baseline"),
        ("cost root.yaml --usage use.yaml", "docs/cost.md"),
        ("cost other.yaml", "name a template"),
        ("prove rot.yaml", "did you mean root.yaml?"),
        ("diff a.yaml b.yaml", "name a template"),
        ("build", "begin with: python -m generator init"),
        ("schema --config app.yml", "begin with: python -m generator init"),
        ("init shop --upgrade", "begin a project: python -m generator init shop"),
        ("init shop --from compose.yaml", "--from docker-compose.yml"),
    ],
)
def test_a_file_that_is_not_there_leads_on(
    command: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["generator/__main__.py"])
    Path("root.yaml").write_text("Resources: {Topic: {Type: AWS::SNS::Topic}}\n")
    Path("dev.json").write_text("{}")
    assert main(command.split()) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
