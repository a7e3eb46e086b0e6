"""Every line of every page is taken by the program that it names: our own parsers, and the AWS CLI's."""

from __future__ import annotations

import contextlib
import io
import os
import re
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from generator.__main__ import _parser
from generator.deploy import diagnose_options, options
from generator.lint.wholes import analysed
from tests.gallery import ROOT
from tests.pages.lines import lines, not_run, pages, unmatched, why_not
from tests.pages.shell import commands

_README = (ROOT / "README.md").read_text(encoding="utf-8")
_PLACEHOLDER = re.compile(r"<[a-zA-Z]\w*>")
ELSEWHERE = {
    "bash", "cd", "cfn-lint", "cp", "docker", "echo", "for", "jq", "pip", "pytest", "python3", "ruff", ".ci/run", ".",
    "mypy", "do", "done",
}  # fmt: skip
"""Programs of others on the pages, besides the AWS CLI: those that run, run as they are."""


def _words() -> Iterator[tuple[str, list[str]]]:
    """The page and the words of each command, without what a shell does with its output."""
    for line in lines():
        for words in commands(_PLACEHOLDER.sub("X" * 24, line.text)):
            yield line.page, _bare(words)


def _bare(words: list[str]) -> list[str]:
    return words[: min((words.index(mark) for mark in "<>" if mark in words), default=len(words))]


def _script(add_options: Any) -> ArgumentParser:
    parser = ArgumentParser()
    add_options(parser)
    return parser


_FENCED = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
_IN_A_SENTENCE = re.compile(
    r"`((?:python -m generator|python scripts/\w+\.py|ecs-proof)\s[^`]+)`|^ *- (?:run: )?(ecs-proof .*)", re.MULTILINE
)


def _in_sentences() -> Iterator[tuple[str, list[str]]]:
    """Commands of ours in a sentence, or in YAML for the CI of others."""
    for page in pages():
        text = _FENCED.sub(lambda block: block[2] if block[1] == "yaml" else "", (ROOT / page).read_text())
        for inline, listed in _IN_A_SENTENCE.findall(text):
            every = map(_bare, commands(_PLACEHOLDER.sub("X", inline or listed)))
            yield from ((page, words) for words in every if words[-1] != "deploy")  # that names the verb


def test_every_command_of_ours_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    parsers = {
        "generator": _parser(),
        "scripts/deploy.py": _script(options.add_options),
        "scripts/diagnose.py": _script(diagnose_options.add_options),
    }
    refused, taken = [], 0
    for page, words in [*_words(), *_in_sentences()]:
        program, given = words[1:2], words[2:]
        if words[:3] == ["python", "-m", "generator"]:
            program, given = ["generator"], words[3:]
        elif words[0] == "ecs-proof":
            program, given = ["generator"], words[1:]
        elif words[0] != "python" or words[1] not in parsers:
            continue
        try:
            parsers[program[0]].parse_args(given)
            taken += 1
        except SystemExit as stop:
            if stop.code:  # --help and --version end as well
                refused.append((page, *words, capsys.readouterr().err.splitlines()[-1]))
    assert refused == []
    assert taken > 100


def test_every_other_program_is_known() -> None:
    others = {
        words[0] for _, words in _words() if words[0] not in ("python", "ecs-proof", "aws") and "=" not in words[0]
    }
    assert others - ELSEWHERE == set()
    modules = {words[2] for _, words in _words() if words[:2] == ["python", "-m"]}
    assert modules <= {"generator", "tests.deploy.faults", "tests.judges", "venv"}


def test_what_is_not_run_is_listed_with_a_reason_and_still_on_a_page() -> None:
    assert unmatched() == []
    assert all(because for because in not_run().values())
    ours = ("python -m generator", "python scripts/", "ecs-proof ")
    left = {line.text for line in lines() if line.text.startswith(ours) and why_not(line)}
    assert left == {"python -m generator cost infra/root.yaml --refresh"}, "all else of ours runs"


@pytest.mark.slow
def test_every_command_of_the_aws_cli_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own parser reads the words, and what it would send fits the model of the call. Nothing is sent."""
    clidriver = pytest.importorskip("awscli.clidriver", reason="needs the AWS CLI")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    for name in ("trust.json", "part.json", "root.yaml"):
        Path(name).write_text("{}")
    driver = clidriver.create_clidriver()
    every = {" ".join(words): words for _, words in _words() if words[0] == "aws"}
    assert len(every) > 40
    with mock.patch.object(clidriver.CLIOperationCaller, "invoke", _validated):
        refused = [(text, told) for text, words in every.items() if (told := _refusal(driver, words))]
        assert refused == []
        for wrong in (
            "ecs describe-task --cluster X",
            "ecs describe-tasks --clusters X",
            "ec2 describe-vpcs --filters X",
        ):
            assert _refusal(driver, ["aws", *wrong.split()]), wrong


def _validated(caller: Any, service: str, operation: str, parameters: Any, *_: Any) -> int:
    from botocore.validate import ParamValidator

    shape = caller._session.get_service_model(service).operation_model(operation).input_shape
    report = ParamValidator().validate(parameters, shape) if shape else None
    if report and report.has_errors():
        raise ValueError(report.generate_report())
    return 0


def _refusal(driver: Any, words: list[str]) -> str:
    """What the CLI says against a command; empty when it takes it."""
    if words[1:3] in (["cloudformation", "package"], ["cloudformation", "deploy"]):
        return ""  # Not calls but programs of the CLI: test_rehearsed.py runs them.
    out, err = io.StringIO(), io.StringIO()
    given = [word.replace("file:///tmp/", "file://") for word in words[1:]]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = driver.main(given)
        except SystemExit as stop:
            code = stop.code
    told = err.getvalue().strip()
    taken = not code or "SessionManagerPlugin is not found" in told  # asked for once the words are read
    return "" if taken else told


def test_readme_begins_with_what_lint_says() -> None:
    (shown,) = (
        block for block in re.findall(r"^```text\n(.*?)^```", _README, re.MULTILINE | re.DOTALL) if "ECS050" in block
    )
    ((_, whole),) = analysed([ROOT / "tests/checks/cases/ECS050-second-service.bad"])
    (found,) = (each for each in whole.findings if each.rule == "ECS050")
    place = f"{found.line}:{found.column} {found.rule} {found.resource} in stack {found.stack}"
    told = f"{place} {found.message} fix: {found.fix}"
    assert shown.split()[1:] == told.split()
