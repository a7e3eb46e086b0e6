"""Judge the words of Dockerfiles and shells by moby/buildkit: texts, and what they expand to.

FOLDER is its ``frontend/dockerfile/shell``. ``envVarTest`` is about the words of instructions, ``wordsTest`` about how
a line falls into words, which is what our reader of shells does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.images.shell_lexer import tokens
from generator.images.shell_words import Operator, Unclear, expand
from generator.images.variables import UNSEEN, BadWord
from generator.images.variables import expand as expand_word
from tests.judges.compared import Compared, compare, not_applicable

_ENVIRONMENT = {"PWD": "/home", "SHELL": "bash", "KOREAN": "\ud55c\uad6d\uc5b4", "NULL": ""}
"""What their test sets, lex_test.go, TestShellParser4EnvVars."""


def judge(folder: Path) -> Iterator[Compared]:
    """Expand each word of one file, and split each line of the other."""
    for path in sorted(folder.rglob("envVarTest")):
        for number, line in _lines(path):
            platform, source, expected = (part.strip() for part in line.split("|"))
            yield _word(f"envVarTest:{number} {source}", platform, source, expected)
    for path in sorted(folder.rglob("wordsTest")):
        yield from _split(path)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(path.read_text().split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def _word(name: str, platform: str, source: str, expected: str) -> Compared:
    if platform == "W":
        return not_applicable(name, "on Windows, whose variables are the same in both cases")
    try:
        expanded = expand_word(source, _ENVIRONMENT)
    except BadWord as error:
        return compare(name, expected, "error", str(error))
    return compare(name, expected, None if UNSEEN in expanded else expanded, f"expected {expected!r}")


def _split(path: Path) -> Iterator[Compared]:
    environment: dict[str, str] = {}
    for number, line in _lines(path):
        if variable := re.fullmatch(r"ENV ([^=]+)=(.*)", line):
            environment[variable[1]] = variable[2]
            continue
        source, expected = line.split(" | ")
        theirs = tuple(expected.split(","))
        name = f"wordsTest:{number} {source}"
        try:
            fields = [expand(each, environment) for each in tokens(source) if not isinstance(each, Operator)]
        except Unclear as error:
            yield compare(name, theirs, ("error",), str(error))
            continue
        seen = [field for part in fields for field in part or ()]
        yield compare(name, theirs, None if None in fields else tuple(seen), f"expected {expected!r}")
