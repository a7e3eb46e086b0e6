"""Runs ``build`` in this process on a text of app.yaml, and shows what a person would see."""

from __future__ import annotations

import io
import re
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from generator.__main__ import main
from generator.compose.modules import load

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
MODULES = load(TEMPLATES)

BASE = """\
name: shop
region: us-east-1
network:
  cidr: 10.0.0.0/16
  availability_zones: 2
  egress: endpoints
database:
  engine_version: "17.10"
  storage_gib: 20
services:
  auth-service:
    image: auth-service:v1.0.2
    port: 3000
    route: {path: /auth/*}
    health: {path: /auth/health, probe: node}
    uses: [database]
  task-service:
    image: task-service:v1.0.2
    port: 3000
    route: {path: /tasks/*}
    calls: [auth-service]
environments:
  dev: {}
  prod:
    load_balancer:
      certificate_arn: arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012
"""
"""A valid app.yaml to make mistakes in."""

CARET = "^"
"""Marks, in a text of app.yaml, the place at which a message has to point."""

LINE = re.compile(
    r"app\.yaml:\d+:\d+: (?P<path>[\w.<:-]+): (?P<what>(?:[^(;]|\(s\))+?)"
    r"( \((got (?P<got>.+?))?(, )?(accepted (?P<accepted>.+))?\))?(; (?P<hint>.+))?"
)
"""``app.yaml:LINE:COL: path.to.field: what is wrong (got X, accepted Y); what to do``"""


@dataclass(frozen=True)
class Result:
    code: int
    lines: list[str]
    """What was said on standard error."""
    said: str
    """What was printed on standard output."""


def build(folder: Path, text: str | bytes | None, *arguments: str) -> Result:
    """Build into ``folder``/out; without a text there is no app.yaml, or the one that the test has put there."""
    if text is not None:
        (folder / "app.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    words = ["build", "--config", "app.yaml", "--templates", str(TEMPLATES), "--no-lint", "--output", "out"]
    said, complained = io.StringIO(), io.StringIO()
    with chdir(folder), redirect_stdout(said), redirect_stderr(complained):
        code = main([*words, *arguments])
    return Result(code, complained.getvalue().splitlines(), said.getvalue())


def refused(folder: Path, text: str | bytes | None, *arguments: str) -> list[str]:
    """Build something that has to be refused without writing anything, and give the lines that say why."""
    (folder / "out" / "dev").mkdir(parents=True, exist_ok=True)
    (folder / "out" / "dev" / "root.yaml").write_text("kept")
    before = contents(folder / "out")
    result = build(folder, text, *arguments)
    assert (result.code, result.said) == (2, "")
    assert "Traceback" not in "\n".join(result.lines)
    assert contents(folder / "out") == before
    return result.lines


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def changed(old: str, new: str, text: str = BASE) -> str:
    """Change the first occurrence, which must be there."""
    assert old in text, old
    return text.replace(old, new, 1)


def place(marked: str) -> tuple[str, str]:
    """Take the caret out of a text and give the place it marked, as messages write it."""
    before, caret, after = marked.partition(CARET)
    assert caret, "the text marks no place"
    lines = before.split("\n")
    return before + after, f"app.yaml:{len(lines)}:{len(lines[-1]) + 1}"


def is_told(folder: Path, marked: str, path: str, words: str) -> None:
    """Assert that a mistake is told in full, at the place that is marked in the text."""
    text, where = place(marked)
    lines = refused(folder, text)
    (line,) = [line for line in lines if line.startswith(f"{where}: {path}: ")]
    assert words in line
    assert all(LINE.fullmatch(each) for each in lines), lines
