"""A shell for lines of the pages: what is ours runs in this process, everything else in bash; nothing runs for ever."""

from __future__ import annotations

import io
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from unittest import mock

from generator.__main__ import main
from generator.deploy.command import main as deploy
from generator.deploy.diagnose_command import main as diagnose

Program = Callable[[list[str]], int]

PATIENCE = 60
"""Seconds that a line may take in bash."""
OURS: Mapping[tuple[str, ...], Program] = {
    ("python", "scripts/deploy.py"): deploy,
    ("python", "scripts/diagnose.py"): diagnose,
    ("python", "-m", "generator", "deploy"): deploy,
    ("python", "-m", "generator", "diagnose"): diagnose,
    ("python", "-m", "generator"): main,
}


@dataclass(frozen=True)
class Said:
    """What came of a line."""

    code: int
    out: str
    err: str


@dataclass
class Shell:
    """Where somebody types: a folder, and what is done with the words of a line of ours before it runs."""

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    words: Callable[[list[str]], list[str]] = list

    def run(self, line: str, answers: str = "") -> Said:
        """Run one line, with answers to what it asks."""
        every = list(commands(line))
        if not all(map(_ours, every)):
            return self._bash(line)
        assert "&&" not in line, "what is ours tells by its exit code, and `&&` heeds it"
        return [self._command(words, answers) for words in every][-1]

    def _command(self, words: list[str], answers: str) -> Said:
        words, into, source = _redirected(words)
        prefix, program = _ours(words) or ((), main)
        out, err = io.StringIO(), io.StringIO()
        given = io.StringIO((self.folder / source).read_text() if source else answers)
        here = Path.cwd()
        os.chdir(self.folder)
        try:
            with self._known(), mock.patch.object(sys, "stdin", given), redirect_stdout(out), redirect_stderr(err):
                code = program(self.words([*prefix, *words[len(prefix) :]])[len(prefix) :])
        finally:
            os.chdir(here)
        if into:
            (self.folder / into).write_text(out.getvalue(), encoding="utf-8")
        return Said(code, out.getvalue(), err.getvalue())

    def _known(self) -> AbstractContextManager[object]:
        return mock.patch.dict(os.environ, self.environment)  # a rehearsal takes what is there away, and leaves it so

    def _bash(self, line: str) -> Said:
        if line.startswith("cd "):
            self.folder = (self.folder / line.removeprefix("cd ")).resolve(strict=True)
            return Said(0, "", "")
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        done = subprocess.run(
            ["bash", "-ec", line],
            cwd=self.folder,
            env={**os.environ, **self.environment, "PATH": path},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        return Said(done.returncode, done.stdout, done.stderr)


def commands(line: str) -> Iterator[list[str]]:
    """The words of each command of a line; `>` and `<` are words of their own."""
    shell = shlex.shlex(line, posix=True, punctuation_chars="|&;<>")
    shell.whitespace_split = True
    for joins, group in groupby(shell, key=lambda word: word in ("|", "&&", ";")):
        if not joins:
            yield list(group)


def _ours(words: Sequence[str]) -> tuple[tuple[str, ...], Program] | None:
    return next(((prefix, run) for prefix, run in OURS.items() if tuple(words[: len(prefix)]) == prefix), None)


def _redirected(words: list[str]) -> tuple[list[str], str, str]:
    """The words of the command itself, the file that its output goes to, and the one that its input comes from."""
    files = {mark: words[words.index(mark) + 1] if mark in words else "" for mark in (">", "<")}
    end = min((words.index(mark) for mark in files if mark in words), default=len(words))
    return words[:end], files[">"], files["<"]
