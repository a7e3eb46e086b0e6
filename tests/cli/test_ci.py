"""What runs in other people's CI: the steps of the action as the script that they are, and the hooks' commands."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.__main__ import main
from tests.checks.cases import put
from tests.gallery import ROOT

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text())
STEPS: dict[str, dict[str, Any]] = {step["name"]: step for step in ACTION["runs"]["steps"] if "name" in step}


def environment(folder: Path) -> dict[str, str]:
    """A runner's environment, in which ecs-proof is the program that is tried."""
    tools = folder / "tools"
    tools.mkdir(exist_ok=True)
    program = tools / "ecs-proof"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m generator "$@"\n')
    program.chmod(0o755)
    return {
        "PATH": f"{tools}:{os.environ['PATH']}",
        "HOME": str(folder),
        "PYTHONPATH": str(ROOT),
        "RUNNER_TEMP": str(folder),
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
        "GITHUB_OUTPUT": str(folder / "outputs"),
        "GITHUB_EVENT_NAME": os.environ.get("GITHUB_EVENT_NAME", "push"),
    }


def action(folder: Path, **inputs: str) -> tuple[int, dict[str, str], str]:
    """Run the steps that are scripts: exit code of the last, what they hand on, and the summary."""
    given = {name: each["default"] for name, each in ACTION["inputs"].items()} | inputs
    variables = environment(folder)
    step = STEPS["Lint and prove"]
    for name, value in step["env"].items():
        (wanted,) = re.findall(r"\$\{\{ (\S+) \}\}", value)
        installed = wanted == "steps.install.outputs.program"
        variables[name] = "ecs-proof" if installed else given[wanted.removeprefix("inputs.")]
    done = subprocess.run(["bash", "-e", "-c", step["run"]], cwd=folder / "work", env=variables, capture_output=True)
    if done.returncode:
        return done.returncode, {}, done.stderr.decode()
    outputs = dict(line.split("=", 1) for line in (folder / "outputs").read_text().splitlines())
    verdict = STEPS["Verdict"]
    last = subprocess.run(["bash", "-e", "-c", verdict["run"]], env=variables | {"CODE": outputs["code"]}, check=False)
    return last.returncode, outputs, (folder / "summary.md").read_text()


@pytest.fixture
def work(tmp_path: Path) -> Path:
    (tmp_path / "work/.git").mkdir(parents=True)
    return tmp_path


def test_the_action_fails_on_an_error_and_shows_it(work: Path) -> None:
    """The error is below a path on the second line."""
    put("ECS050-second-service.bad", work / "work/infra")
    (work / "work/queue.yaml").write_text("Resources: {Queue: {Type: AWS::SQS::Queue}}\n")
    code, outputs, summary = action(work, paths="queue.yaml\ninfra\n")
    assert code == 1
    run = json.loads(Path(outputs["sarif"]).read_text())["runs"][0]
    assert "ECS050" in {result["ruleId"] for result in run["results"]}
    assert all(
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].startswith("infra/")
        for result in run["results"]
    )
    assert "### Findings" in summary
    assert "ECS050" in summary
    assert "failing" in summary
    assert summary.count("`" * 10) == 4
    assert "What changes" not in summary, "there is no pull request"


@pytest.mark.slow
def test_the_action_shows_what_a_pull_request_changes(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_EVENT_NAME", "pull_request")
    queue = "Queue: {Type: AWS::SQS::Queue}"
    (work / "work/infra").mkdir()
    (work / "work/infra/queue.yaml").write_text(f"Resources: {{{queue}}}\n")
    (work / "work/.git").rmdir()
    git = ["git", "-C", str(work / "work"), "-c", "user.name=a", "-c", "user.email=a@example.com"]

    def commit(*last: str) -> None:
        for words in (["add", "-A"], [*last, "-qm", "x"]):
            subprocess.run([*git, *words], check=True, capture_output=True, timeout=60)

    subprocess.run([*git, "init", "-q", "-b", "main"], check=True, timeout=60)
    commit("commit")
    assert "`fetch-depth: 2`" in action(work, paths="infra")[2]
    subprocess.run([*git, "checkout", "-qb", "more"], check=True, timeout=60)
    (work / "work/infra/queue.yaml").write_text(f"Resources: {{{queue}, Topic: {{Type: AWS::SNS::Topic}}}}\n")
    commit("commit")
    subprocess.run([*git, "checkout", "-q", "main"], check=True, timeout=60)
    commit("merge", "--no-ff", "more")
    code, _, summary = action(work, paths="infra infra/queue.yaml")
    assert code == 0
    assert summary.count("### queue.yaml: 1 to add") == 2
    assert "| add | `Topic` |" in summary


@pytest.mark.slow
def test_the_action_passes_what_is_right_and_takes_a_baseline(work: Path) -> None:
    (work / "work/infra").mkdir()
    (work / "work/infra/queue.yaml").write_text("Resources: {Queue: {Type: AWS::SQS::Queue}}\n")
    assert action(work, paths="infra", strict="true")[0] == 0
    put("ECS050-second-service.bad", work / "work/infra")
    variables = environment(work)
    command = ["ecs-proof", "lint", "infra", "--baseline", "known.json", "--write-baseline"]
    subprocess.run(command, cwd=work / "work", env=variables, check=True, capture_output=True)
    assert action(work, paths="infra", baseline="known.json")[0] == 0


def test_the_action_stops_where_there_is_nothing_to_lint(work: Path) -> None:
    code, _, told = action(work, paths="nowhere")
    assert code == 2
    assert "nowhere: there is no such file or folder" in told


def test_the_action_takes_no_option_among_paths(work: Path) -> None:
    put("ECS050-second-service.bad", work / "work/infra")
    before = {path: path.read_bytes() for path in (work / "work/infra").iterdir()}
    code, _, told = action(work, paths="--fix infra")
    assert code == 2
    assert "--fix: there is no such file or folder" in told
    assert {path: path.read_bytes() for path in before} == before
    assert action(work, paths="infra", strict="yes")[0] == 2


def test_the_action_names_what_it_uses_by_commits_and_puts_no_input_into_a_script() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
        assert re.fullmatch(r"\S+@[0-9a-f]{40}", step.get("uses", f"a@{'0' * 40}"))


def test_every_input_of_the_action_is_used() -> None:
    text = (ROOT / "action.yml").read_text().partition("runs:")[2]
    assert [name for name in ACTION["inputs"] if f"inputs.{name}" not in text] == []


def test_hooks_run_as_pre_commit_runs_them(work: Path) -> None:
    hooks = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    put("ECS050-second-service.bad", work / "work/infra")
    child = next(path.name for path in (work / "work/infra").glob("*.yaml") if path.name != "root.yaml")
    (work / "work/values.yaml").write_text("a: b\n")
    hook = hooks["ecs-proof-lint"]

    def run(*files: str) -> int:
        assert all(re.search(hook["files"], file) for file in files)
        command = [*shlex.split(hook["entry"]), *files]
        return subprocess.run(command, cwd=work / "work", env=environment(work), capture_output=True).returncode

    assert run(f"infra/{child}", "values.yaml") == 1
    assert run("values.yaml") == 0
    build = hooks["ecs-proof-build"]
    assert build["pass_filenames"] is False
    assert [
        re.search(build["files"], file) is not None for file in ("app.yaml", "output/dev/a.yaml", "src/app.yaml")
    ] == [
        True,
        True,
        False,
    ]


@pytest.mark.slow
def test_commands_of_the_page_run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "output").symlink_to(ROOT / "output")
    monkeypatch.chdir(tmp_path)
    (block,) = re.findall(r"^```sh\n(.*?)^```", (ROOT / "docs/ci.md").read_text(), re.MULTILINE | re.DOTALL)
    for line in block.splitlines():
        assert main(line.split()[3:]) == 0, line
    capsys.readouterr()
