"""The lines that the pages tell a reader to type, one by one, as a shell reads them; and those that no test runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import yaml

from tests.gallery import ROOT

WALKS = "docs/walks/"
"""Those pages tests/test_walks.py runs, from their first line to the last."""
_BLOCK = re.compile(r"^ *```sh\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"(?:^|\s)#.*$")
_LOOP = re.compile(r"^ *for .*?^ *done$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Line:
    """What is typed: on which page, in which of its blocks, without the comment behind it."""

    page: str
    block: int
    text: str


def pages() -> list[str]:
    """Every page, from the folder of the repository."""
    return ["README.md", "CONTRIBUTING.md", *sorted(p.relative_to(ROOT).as_posix() for p in ROOT.glob("docs/**/*.md"))]


@cache
def lines() -> tuple[Line, ...]:
    """Every line of every page, in order. One that is continued, or a loop, is a single line."""
    return tuple(
        Line(page, number, text)
        for page in pages()
        for number, block in enumerate(_BLOCK.findall((ROOT / page).read_text(encoding="utf-8")))
        for text in _typed(block)
    )


def _typed(block: str) -> Iterator[str]:
    whole = _LOOP.sub(lambda loop: loop[0].replace("\n", "; ").replace("; do;", "; do"), block.replace("\\\n", " "))
    for line in whole.splitlines():
        if text := " ".join(_COMMENT.sub("", line).split()):
            yield text


@cache
def not_run() -> dict[str, str]:
    """Patterns of lines that no test of the pages runs, each with the reason."""
    listed = yaml.safe_load(Path(__file__).with_name("not_run.yaml").read_text(encoding="utf-8"))
    return {pattern: each["because"] for each in listed for pattern in each["lines"]}


def why_not(line: Line) -> str | None:
    """Why a line is not run; None when it is."""
    return next((because for pattern, because in not_run().items() if _matches(line, pattern)), None)


def unmatched() -> list[str]:
    """Patterns that no line has any more."""
    return [pattern for pattern in not_run() if not any(_matches(line, pattern) for line in lines())]


def _matches(line: Line, pattern: str) -> bool:
    page, text = pattern.split(": ", 1) if pattern.startswith(("docs/", "CONTRIBUTING")) else ("*", pattern)
    literal = re.sub(r"\[", "[[]", text)
    return fnmatchcase(line.page, page) and fnmatchcase(line.text, literal)
