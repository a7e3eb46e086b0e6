"""Run cfn-lint as users do: in a process of its own, with the rules loaded by name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
CFN_LINT = Path(sys.executable).with_name("cfn-lint")


class Match(NamedTuple):
    """What matters of one finding."""

    rule: str
    file: str
    line: int
    message: str


def cfn_lint(*templates: str | Path, folder: Path, options: Iterable[str] = (), text: str | None = None) -> list[Match]:
    """Lint templates in a folder with ``-a generator.rules`` and give all findings, as cfn-lint prints them."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "HOME": str(folder)}
    command = [str(CFN_LINT), "--format", "json", "-a", "generator.rules", *options]
    command += ["--", *map(str, templates)] if templates else []
    result = subprocess.run(
        command, cwd=folder, env=environment, input=text, capture_output=True, text=True, timeout=300
    )
    assert "Traceback" not in result.stderr, result.stderr
    return [
        Match(each["Rule"]["Id"], each["Filename"], each["Location"]["Start"]["LineNumber"], each["Message"])
        for each in json.loads(result.stdout or "[]")
    ]


def ours(matches: Iterable[Match]) -> list[Match]:
    """Keep the findings of our rules."""
    return [each for each in matches if each.rule[1:3] == "CS"]


def stock(matches: Iterable[Match]) -> list[Match]:
    """Keep cfn-lint's own findings, but for the one that every relative TemplateURL causes."""
    return [each for each in matches if each.rule[1:3] != "CS" and each.rule != "W3002"]
