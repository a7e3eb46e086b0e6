"""Judge our reader of Dockerfiles by moby/buildkit: files, and the instructions that BuildKit reads in them.

FOLDER is its ``frontend/dockerfile/parser/testfiles``. Each instruction of a ``result`` is a case: its name, its flags
and its words, which we split as BuildKit does.
"""

from __future__ import annotations

import re
from ast import literal_eval
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from generator.images.instructions import Instruction, Malformed, parse, read_instruction
from generator.images.variables import pairs, words
from tests.judges.compared import Compared, compare

Told = tuple[str, tuple[str, ...], tuple[str, ...]]
"""Name, flags, words."""

_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')
_LINE = re.compile(r"\(([a-z]+)((?: \[.*?\](?= |\)$))?)(.*)\)")
_WHOLE = frozenset({"RUN", "CMD", "ENTRYPOINT", "SHELL", "MAINTAINER", "WORKDIR", "USER", "STOPSIGNAL", "CONNECT"})
"""Instructions whose text is one word, unless it is an array."""


def judge(folder: Path) -> Iterator[Compared]:
    """Compare each instruction of each file."""
    for path in sorted(folder.rglob("result")):
        expected = [_told(line) for line in path.read_text().splitlines() if line.strip()]
        try:
            parsed = parse((path.parent / "Dockerfile").read_bytes())
        except Malformed as error:
            yield from (compare(f"{path.parent.name}:{each}", each, None, str(error)) for each in expected)
            continue
        ours = [_read(instruction, parsed.escape) for instruction in parsed.instructions]
        for number, (theirs, mine) in enumerate(zip_longest(expected, ours), 1):
            yield compare(f"{path.parent.name}:{number}", theirs, mine or ("nothing", (), ()))


def _told(line: str) -> Told:
    match = _LINE.fullmatch(line)
    if match is None:
        raise ValueError(f"{line} is no instruction as BuildKit prints them")
    name, flags, rest = match[1], match[2], match[3]
    return name.upper(), tuple(map(literal_eval, _TEXT.findall(flags))), tuple(map(literal_eval, _TEXT.findall(rest)))


def _read(instruction: Instruction, escape: str) -> Told:
    flags = tuple(f"--{name}" + (f"={value}" if value else "") for name, value in instruction.flags.items())
    return instruction.name, flags, _words(instruction.name, instruction, instruction.text, escape)


def _words(name: str, instruction: Instruction, text: str, escape: str) -> tuple[str, ...]:
    if name in ("ONBUILD", "HEALTHCHECK") and len(halves := text.split(None, 1)) == 2:
        inner = read_instruction(instruction.line, halves[0], halves[1], {})
        return (*(() if name == "ONBUILD" else (inner.name,)), *_words(inner.name, inner, inner.text, escape))
    if name in ("ENV", "LABEL"):
        delimiter = "=" if "=" in "".join(words(text, escape)[:1]) else ""
        return tuple(part for key, value in pairs(text, escape) for part in (key, value, delimiter))
    if instruction.array is not None:
        return tuple(instruction.array)
    if name == "ARG":
        return tuple(words(text, escape))
    return (text,) if name in _WHOLE and text else tuple(text.split())
