"""Run cfn-lint with our rules loaded by name: in this process, or, where that is the point, by the command."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from cfnlint.config import ConfigMixIn
from cfnlint.rules import Rules
from cfnlint.runner.template import run_template_by_file_paths

from generator.lint.runners import runner

ROOT = Path(__file__).parents[2]
CFN_LINT = Path(sys.executable).with_name("cfn-lint")


class Match(NamedTuple):
    """What matters of one finding."""

    rule: str
    file: str
    line: int
    message: str


def cfn_lint(*templates: str | Path, folder: Path, options: Iterable[str] = ()) -> list[Match]:
    """Lint templates in a folder with ``-a generator.rules``, as the command does, and give all findings.

    The rules are read once for all tests of this process, which takes longer than linting a template.
    """
    with contextlib.chdir(folder), mock.patch.dict(os.environ, HOME=str(folder)):
        config = ConfigMixIn([*_options(options), "--", *map(str, templates)])
        return _matches(runner(config).run())


@cache
def _our_rules() -> Any:
    return Rules.create_from_module("generator.rules")


def our_rules(*templates: str | Path, folder: Path, options: Iterable[str] = ()) -> list[Match]:
    """Lint as ``cfn_lint`` does, but without cfn-lint's own rules, which take most of the time."""
    with contextlib.chdir(folder), mock.patch.dict(os.environ, HOME=str(folder)):
        config = ConfigMixIn([*_options(options), "--", *map(str, templates)])
        return _matches(run_template_by_file_paths(config, _our_rules()))


def read_rules(folder: Path) -> None:
    """Have stock cfn-lint read its rules, and the schemas of a template's types, in this process."""
    (folder / "template.yaml").write_text((ROOT / "output/dev/task-service.yaml").read_text())
    with contextlib.chdir(folder), mock.patch.dict(os.environ, HOME=str(folder)):
        list(runner(ConfigMixIn(["--", "template.yaml"])).run())


def cfn_lint_command(
    *templates: str | Path, folder: Path, options: Iterable[str] = (), text: str | None = None
) -> list[Match]:
    """Lint as users do, in a process of its own: templates in a folder, or the text on standard input."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "HOME": str(folder)}
    command = [str(CFN_LINT), "--format", "json", *_options(options)]
    command += ["--", *map(str, templates)] if templates else []
    result = subprocess.run(
        command, cwd=folder, env=environment, input=text, capture_output=True, text=True, timeout=300
    )
    assert "Traceback" not in result.stderr, result.stderr
    return [
        Match(each["Rule"]["Id"], each["Filename"], each["Location"]["Start"]["LineNumber"], each["Message"])
        for each in json.loads(result.stdout or "[]")
    ]


def _matches(found: Iterable[Any]) -> list[Match]:
    matches = sorted(found, key=lambda match: (match.filename, match.linenumber, match.rule.id))
    return [Match(match.rule.id, match.filename, match.linenumber, match.message) for match in matches]


def _options(options: Iterable[str]) -> list[str]:
    return ["-a", "generator.rules", *options]


def ours(matches: Iterable[Match]) -> list[Match]:
    """Keep the findings of our rules."""
    return [each for each in matches if each.rule[1:3] == "CS"]


def stock(matches: Iterable[Match]) -> list[Match]:
    """Keep cfn-lint's own findings, but for the one that every relative TemplateURL causes."""
    return [each for each in matches if each.rule[1:3] != "CS" and each.rule != "W3002"]
