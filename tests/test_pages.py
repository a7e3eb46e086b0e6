"""Every command of every page is taken by the program that it names, and those run that need no account."""

from __future__ import annotations

import re
import shlex
import shutil
from argparse import ArgumentParser
from collections.abc import Iterator
from itertools import groupby, takewhile
from pathlib import Path

import pytest

from generator.__main__ import _parser, main
from generator.deploy import diagnose_options, options
from generator.lint.wholes import analysed
from tests.gallery import ROOT, copy_programs

PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    *sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("docs/**/*.md")),
]
_README = (ROOT / "README.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^ *```sh\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
_PLACEHOLDER = re.compile(r"<[a-zA-Z]\w*>")


def commands(page: str) -> list[list[str]]:
    """The words of each command of ours, without what a shell does with its output."""
    found = []
    for block in _BLOCK.findall((ROOT / page).read_text(encoding="utf-8")):
        for line in block.replace("\\\n", " ").splitlines():
            for words in _commands_of(_PLACEHOLDER.sub("X", line)):
                if words[:3] == ["python", "-m", "generator"] or words[:1] == ["ecs-proof"]:
                    found.append(["generator", *words[1 if words[0] == "ecs-proof" else 3 :]])
                elif words[:1] == ["python"] and words[1:2] and words[1].startswith("scripts/"):
                    found.append(words[1:])
    return found


def _commands_of(line: str) -> Iterator[list[str]]:
    shell = shlex.shlex(line, posix=True, punctuation_chars="|&;<>")
    shell.whitespace_split = True
    for joins, group in groupby(shell, key=lambda word: word in ("|", "&&", ";")):
        if not joins:
            yield list(takewhile(lambda word: word not in (">", "<"), group))


def _script(add_options: object) -> ArgumentParser:
    parser = ArgumentParser()
    add_options(parser)  # type: ignore[operator]
    return parser


def test_every_command_of_every_page_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    parsers = {
        "generator": _parser(),
        "scripts/deploy.py": _script(options.add_options),
        "scripts/diagnose.py": _script(diagnose_options.add_options),
    }
    every = [(page, words) for page in PAGES for words in commands(page)]
    assert len(every) > 80
    refused = []
    for page, (program, *words) in every:
        try:
            parsers[program].parse_args(words)
        except SystemExit:
            refused.append((page, program, *words, capsys.readouterr().err.splitlines()[-1]))
    assert refused == []


def test_readme_begins_with_what_lint_says() -> None:
    (shown,) = (
        block for block in re.findall(r"^```text\n(.*?)^```", _README, re.MULTILINE | re.DOTALL) if "ECS050" in block
    )
    ((_, whole),) = analysed([ROOT / "tests/checks/cases/ECS050-second-service.bad"])
    (found,) = (each for each in whole.findings if each.rule == "ECS050")
    place = f"{found.line}:{found.column} {found.rule} {found.resource} in stack {found.stack}"
    told = f"{place} {found.message} fix: {found.fix}"
    assert shown.split()[1:] == told.split()


OFFLINE = ("prove", "graph", "lint", "cost", "explain", "rules", "schema", "facts")
"""The verbs that are run; what builds, compares commits or deploys has walks of its own."""


@pytest.fixture(scope="module")
def cloned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a reader has, with templates, usage and parameters of their own under the names of the pages."""
    folder = tmp_path_factory.mktemp("cloned")
    shutil.copytree(ROOT / "output", folder / "output")
    shutil.copy(ROOT / "app.yaml", folder)
    copy_programs(folder)
    shutil.copytree(ROOT / "tests/checks/cases/ECS050-second-service.bad", folder / "infra")
    shutil.copytree(folder / "infra", folder / "tests/checks/cases/ECS050-second-service.bad")
    (folder / "usage.yaml").write_text("nat-gb: 300\n", encoding="utf-8")
    (folder / "prod.json").write_text("{}", encoding="utf-8")
    (folder / "stacks.yaml").write_text("shop: {template: infra/root.yaml}\n", encoding="utf-8")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("page", ["README.md", "docs/cost.md", "docs/guides/endpoints-or-nat.md"])
def test_what_needs_no_account_runs(
    page: str, cloned: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(cloned)
    ran = 0
    for program, *words in commands(page):
        if program == "generator" and words and words[0] in OFFLINE and "--refresh" not in words:
            code = main(words)
            said = capsys.readouterr()
            assert code in (0, 1), (words, said.err)
            assert said.out or said.err, words
            ran += 1
    assert ran > 0
