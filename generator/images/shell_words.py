"""Words of a shell command line, and what each expands to as far as it is known (POSIX.1-2024, XCU 2.6)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

_LONGEST = 8_000
_BRACED = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-=+])(.*))?", re.DOTALL)


class Unclear(ValueError):
    """The text is not shell that can be read with certainty."""


@dataclass(frozen=True)
class Part:
    """A piece of a word. ``variable`` holds what stands in ``${...}``, ``command`` the text in ``$(...)``."""

    kind: Literal["text", "variable", "command"]
    text: str
    quoted: bool = False


@dataclass(frozen=True)
class Word:
    parts: tuple[Part, ...]

    @property
    def keyword(self) -> str:
        """The word as a reserved word would be written: bare, in one piece; else empty."""
        part = self.parts[0] if len(self.parts) == 1 else None
        return part.text if part and part.kind == "text" and not part.quoted else ""

    @property
    def commands(self) -> list[str]:
        return [part.text for part in self.parts if part.kind == "command"]


@dataclass(frozen=True)
class Operator:
    text: str


Token = Word | Operator


def expand(word: Word, variables: Mapping[str, str]) -> list[str] | None:
    """The fields that a word becomes; None when it depends on what is not known."""
    fields = [""]
    started = parted = False
    for part in word.parts:
        text = (
            part.text if part.kind == "text" else _value_of(part.text, variables) if part.kind == "variable" else None
        )
        if text is None or (part.kind == "variable" and len(text) > _LONGEST):
            return None
        whole = part.kind == "text" or part.quoted
        pieces = [text] if whole else text.split()
        if started and (parted or (not whole and text[:1].isspace())) and pieces:
            fields.append("")
        if pieces:
            fields[-1] += pieces[0]
            fields += pieces[1:]
        parted = not whole and (text[-1:].isspace() or (parted and not text))
        started = started or bool(pieces)
    return fields if started else []


def _value_of(expression: str, variables: Mapping[str, str]) -> str | None:
    match = _BRACED.fullmatch(expression)
    if not match:
        return None
    name, operator, word = match[1], match[2], match[3]
    value = variables.get(name)
    if not operator:
        return value
    if "$" in word or "`" in word or value is None:
        return None
    empty = operator.startswith(":") and not value
    if operator.endswith("+"):
        return "" if empty else str(word)
    return str(word) if empty else value
