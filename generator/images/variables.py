"""ARG and ENV: the variables of a Dockerfile and what they stand for (reference, "Environment replacement")."""

from __future__ import annotations

import re
from collections.abc import Mapping

_USE = re.compile(r"\\(.)|\$\{([A-Za-z_]\w*)(?:(:?[-+])((?:\\.|[^}\\])*))?\}|\$([A-Za-z_]\w*)|\$\{", re.DOTALL)
_PAIR = re.compile(r"([^\s=]+)=((?:\"(?:[^\"\\]|\\.)*\"|'[^']*'|\\.|[^\s\"'\\])*)(?:\s+|$)", re.DOTALL)

LONGEST = 8_000
"""Characters of a value: variables that double one another would fill the memory."""


def substitute(text: str, variables: Mapping[str, str], escape: str = "\\") -> str | None:
    """Put values in the place of variables; None when one of them is not known, or the text is no sane one."""
    if len(text) > LONGEST:
        return None
    pieces: list[str] = []
    at = 0
    for match in _USE.finditer(text):
        pieces.append(text[at : match.start()])
        at = match.end()
        if match[1] is not None:
            pieces.append(match[1] if escape == "\\" and match[1] in "$\\\"'" else match[0])
            continue
        name = match[2] or match[5]
        value = variables.get(name) if name else None
        if match[3]:
            value = _default(value, match[3], substitute(match[4], variables, escape))
        if value is None:
            return None
        pieces.append(value)
    pieces.append(text[at:])
    return "".join(pieces) if sum(map(len, pieces)) <= LONGEST else None


def _default(value: str | None, operator: str, word: str | None) -> str | None:
    """``${x:-word}`` and ``${x:+word}``: a variable that nothing sets is taken to be unset."""
    there = value is not None and (bool(value) or not operator.startswith(":"))
    if operator.endswith("+"):
        return word if there else ""
    return value if there else word


def pairs(text: str) -> list[tuple[str, str]]:
    """Split ``ENV a=1 b="two words"`` or ``ENV a the rest``; values keep their variables, not their quotes."""
    assignments: list[tuple[str, str]] = []
    at = 0
    while match := _PAIR.match(text, at):
        assignments.append((match[1], unquote(match[2])))
        at = match.end()
    if assignments:
        return assignments
    name, _, value = text.partition(" ")
    return [(name, value.strip())] if name and value.strip() else []


def unquote(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text
