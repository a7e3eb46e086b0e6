"""What the command that starts a container does to its programs: ``sh -c 'apk add curl && node server.js'``.

A container has what its image holds and what is done before its health is asked for. Whether an installation at the
start succeeds, and when, no template tells; so it takes back that a program is missing, and proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from posixpath import basename, dirname, normpath

from generator.awsdata import packages
from generator.images.contents import USUAL
from generator.images.shell_steps import Step, steps
from generator.images.shell_tree import DEEPEST
from generator.images.shell_words import Unclear, expand

_SHELLS = frozenset({"sh", "ash", "bash", "dash"})
_WRAPPERS = frozenset(
    {"sudo", "env", "exec", "nice", "nohup", "time", "command", "eatmydata", "tini", "dumb-init", "--"}
)
_ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=.*", re.DOTALL)
_OF_LANGUAGES = re.compile(
    r"(?:npm|pnpm|bun)\s.*\b(?:install|i|ci|add)\b.*|yarn(?:\s.*\b(?:install|add)\b.*)?|(?:npx|bunx|pipx|uvx)\s.*"
    r"|(?:python[\d.]*\s+-m\s+)?pip[\d.]*\s.*\binstall\b.*|easy_install\s.*|corepack\s.*"
    r"|(?:gem|bundle|cargo|go|poetry|pdm|pipenv|uv|composer|luarocks)\s.*\b(?:install|add|get|sync|tool)\b.*",
    re.DOTALL,
)
_PUT = frozenset({"cp", "mv", "ln", "install", "tar", "bsdtar", "unzip"})
_TARGETS = {
    "curl": re.compile(r"-[A-Za-z]*[oO]|--output|--remote-name"),
    "wget": re.compile(r"-[A-Za-z]*O|--output-document"),
}
_NOWHERE = ("-", "/dev/null", "/dev/stdout")


def installs(words: Sequence[str | None]) -> str:
    """Name a command of a container's start that may put programs into it; empty where there is none.

    ``words`` are its entry point and command, None for a word that is not known.
    """
    return next(_of_command(list(words), 0), "")


def _of_script(text: str, depth: int) -> Iterator[str]:
    try:
        read = steps(text) if depth <= DEEPEST else None
    except Unclear:
        read = None
    if read is None:
        yield "a script that cannot be read"
        return
    for step in read:
        yield from _of_step(step, depth)


def _of_step(step: Step, depth: int) -> Iterator[str]:
    fields: list[str | None] = []
    for word in step.words:
        expanded = expand(word, {})
        fields += [None] if expanded is None else expanded
        for inner in word.commands:
            yield from _of_script(inner, depth + 1)
    for word in step.written:
        for place in expand(word, {}) or ():
            if dirname(normpath(place)) in USUAL:
                yield f"> {place}"
    yield from _of_command(fields, depth)


def _of_command(words: list[str | None], depth: int) -> Iterator[str]:
    while words and words[0] is not None and (_ASSIGNMENT.fullmatch(words[0]) or basename(words[0]) in _WRAPPERS):
        words = words[1:]
        while words and (words[0] or "").startswith("-"):
            words = words[1:]
    if not words or words[0] is None:
        return
    name = basename(words[0])
    text = " ".join([name, *(word or "..." for word in words[1:])])
    if name in _SHELLS:
        yield from _of_shell(words, depth)
    elif _puts_programs(name, words, text):
        yield " ".join(text.split())[:60]


def _of_shell(words: list[str | None], depth: int) -> Iterator[str]:
    for at, word in enumerate(words[1:], start=1):
        if word and word.startswith("-") and "c" in word and not word.startswith("--"):
            script = words[at + 1] if at + 1 < len(words) else None
            if script is None:
                yield "a script that is not known here"
            else:
                yield from _of_script(script, depth + 1)
            return
    yield f"{basename(words[0] or '')} with a script that is not shown"


def _puts_programs(name: str, words: list[str | None], text: str) -> bool:
    if name in packages.managers():
        return any(word in packages.managers()[name] for word in words[1:])
    if name in _TARGETS:
        options = enumerate(words[1:], start=1)
        return any(word and _TARGETS[name].match(word) and _named(words, at) not in _NOWHERE for at, word in options)
    if name in _PUT:
        return any(word is None or word == "/" or _on_path(word) for word in words[1:])
    return bool(_OF_LANGUAGES.fullmatch(text[:4000]))


def _named(words: list[str | None], at: int) -> str | None:
    """The file that an option names: after ``=``, or in the next word."""
    _, equals, value = (words[at] or "").partition("=")
    return value if equals else words[at + 1] if at + 1 < len(words) else ""


def _on_path(word: str) -> bool:
    place = normpath(word)
    return place in USUAL or dirname(place) in USUAL
