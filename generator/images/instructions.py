"""A Dockerfile as a list of instructions (docs.docker.com/reference/dockerfile, 2026-08)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

LARGEST = 1_000_000
MOST = 5_000
_DIRECTIVE = re.compile(r"#\s*([A-Za-z][A-Za-z0-9-]*)\s*=\s*(.*?)\s*")
_FLAG = re.compile(r"\s*--([a-z][a-z0-9-]*)(?:=(\"[^\"]*\"|'[^']*'|\S*))?(?=\s|$)")
_NO_MORE_FLAGS = re.compile(r"\s*--(?=\s|$)")
_HEREDOC = re.compile(r"(?<![<\w$(])<<(-?)(['\"]?)([A-Za-z_][A-Za-z0-9_.]*)\2(?=\s|$|[;&|>)])")
_WITH_HEREDOC = frozenset({"RUN", "COPY", "ADD"})


class Malformed(ValueError):
    """The text is not a Dockerfile that can be read."""


@dataclass(frozen=True)
class Instruction:
    """One instruction. ``heredocs`` are the texts that its ``<<EOF`` stand for, by their delimiters."""

    line: int
    name: str
    text: str
    flags: Mapping[str, str] = field(default_factory=dict)
    heredocs: Mapping[str, str] = field(default_factory=dict)

    @property
    def array(self) -> list[str] | None:
        """The JSON form, as in ``CMD ["node", "app.js"]``; None for the shell form."""
        if not self.text.startswith("["):
            return None
        try:
            items = json.loads(self.text)
        except (ValueError, RecursionError):
            return None
        return items if isinstance(items, list) and all(isinstance(item, str) for item in items) else None


@dataclass(frozen=True)
class Parsed:
    instructions: tuple[Instruction, ...]
    escape: str


def parse(content: str | bytes) -> Parsed:
    """Read a Dockerfile. Raises Malformed, and nothing else, on what is none."""
    text = _text(content)
    lines = text.split("\n")
    escape, at = _directives(lines)
    instructions: list[Instruction] = []
    unended: set[str] = set()
    while at < len(lines):
        start = at
        logical, at = _logical(lines, at, escape)
        if not logical:
            continue
        name, _, rest = logical.replace("\t", " ", 1).partition(" ") if "\t" in logical[:12] else logical.partition(" ")
        heredocs: dict[str, str] = {}
        if name.upper() in _WITH_HEREDOC:
            heredocs, at = _heredocs(rest, lines, at, unended)
        instructions.append(read_instruction(start + 1, name, rest, heredocs))
        if len(instructions) > MOST:
            raise Malformed(f"it has more than {MOST} instructions")
    return Parsed(tuple(instructions), escape)


def read_instruction(line: int, name: str, rest: str, heredocs: Mapping[str, str]) -> Instruction:
    """Take the flags off the words after an instruction's name."""
    flags: dict[str, str] = {}
    at = 0
    while match := _FLAG.match(rest, at):
        flags[match[1]] = (match[2] or "").strip("\"'")
        at = match.end()
    after = _NO_MORE_FLAGS.match(rest, at)
    return Instruction(line, name.upper(), rest[after.end() if after else at :].strip(), flags, heredocs)


def _text(content: str | bytes) -> str:
    if len(content) > LARGEST:
        raise Malformed(f"it is larger than {LARGEST} bytes")
    if isinstance(content, bytes):
        try:
            content = content.decode("utf-8")
        except UnicodeDecodeError:
            raise Malformed("it is not UTF-8 text") from None
    if "\0" in content:
        raise Malformed("it holds a NUL byte")
    return content.removeprefix("\ufeff").replace("\r\n", "\n")


def _directives(lines: list[str]) -> tuple[str, int]:
    """Read ``# escape=`` and the like, which count only before anything else."""
    escape = "\\"
    for at, line in enumerate(lines):
        match = _DIRECTIVE.fullmatch(line.strip()[:1000])
        if not match:
            return escape, at
        if match[1].lower() == "escape":
            if match[2] not in ("\\", "`"):
                raise Malformed("its escape directive is neither \\ nor `")
            escape = match[2]
    return escape, len(lines)


def _logical(lines: list[str], at: int, escape: str) -> tuple[str, int]:
    """Join continued lines; comments and empty lines between them vanish. An escape that is escaped continues none."""
    pieces: list[str] = []
    while at < len(lines):
        line = lines[at]
        at += 1
        stripped = line.strip()
        if stripped.startswith("#") or (not stripped and pieces):
            if not pieces:
                return "", at
            continue
        bare = line.rstrip()
        if not bare.endswith(escape) or bare.endswith(2 * escape):
            pieces.append(line)
            break
        pieces.append(bare[:-1])
    return "".join(pieces).strip(), at


def _heredocs(rest: str, lines: list[str], at: int, unended: set[str]) -> tuple[dict[str, str], int]:
    """Take the texts of ``<<EOF`` from the lines that follow; one that never ends (``unended``) is none."""
    texts: dict[str, str] = {}
    for match in _HEREDOC.finditer(rest):
        if match[0] in unended:
            break
        end = at
        while end < len(lines) and (lines[end].lstrip("\t") if match[1] else lines[end]).rstrip("\r") != match[3]:
            end += 1
        if end == len(lines):
            unended.add(match[0])
            break
        texts[match[3]] = "\n".join(lines[at:end])
        at = end + 1
    return texts, at
