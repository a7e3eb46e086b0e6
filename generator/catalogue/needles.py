"""Words of which a text must hold one for an expression to be found in it: looked for first, as that is far quicker.

Nearly every text lacks nearly every entry's words, so ``str in str`` says no long before an expression would.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Needles = tuple[str, ...]
"""Words of which one is in every text that matches; none when nothing is known to be."""

_ATOM = re.compile(
    r"(?P<group>\()|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|\\(?P<escaped>[^A-Za-z0-9])|(?P<kind>\\.|[.^$])|(?P<letter>.)",
    re.DOTALL,
)
_QUANTIFIER = re.compile(r"[?*+][?+]?|\{(?P<least>\d*)(?:,\d*)?\}[?+]?")


def needles(expression: str) -> Needles:
    """Read off a regular expression without flags which words one of which it needs, the longest that there are."""
    found: list[str] = []
    for branch in _branches(expression):
        words = max(_needed(branch), key=_shortest, default=())
        if not words:
            return ()
        found += words
    return tuple(dict.fromkeys(found))


def _shortest(words: Needles) -> int:
    return min(map(len, words), default=0)


def _branches(expression: str) -> Iterator[str]:
    """The alternatives of an expression, without those within its groups."""
    depth, begin = 0, 0
    for atom in re.finditer(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", expression, re.DOTALL):
        depth += (atom[0] == "(") - (atom[0] == ")")
        if atom[0] == "|" and not depth:
            yield expression[begin : atom.start()]
            begin = atom.end()
    yield expression[begin:]


def _needed(branch: str) -> Iterator[Needles]:
    """What one alternative needs, each by itself: its runs of letters, and its groups."""
    at, run = 0, ""
    while atom := _ATOM.match(branch, at):
        at = atom.end()
        inner = ""
        if atom["group"]:
            inner, at = _group(branch, at)
        quantifier = _QUANTIFIER.match(branch, at)
        at = quantifier.end() if quantifier else at
        least = _least(quantifier)
        letter = (atom["escaped"] or atom["letter"] or "") if least else ""
        run += letter
        if letter and not quantifier:
            continue
        if run:
            yield (run,)
        run = ""
        if least and inner.startswith("?:"):
            yield needles(inner[2:])
    if run:
        yield (run,)


def _least(quantifier: re.Match[str] | None) -> int:
    """How often, at least, what stands before a quantifier is there."""
    if quantifier is None or quantifier[0].startswith("+"):
        return 1
    return int(quantifier["least"] or 0)


def _group(branch: str, begin: int) -> tuple[str, int]:
    """What stands in the group that begins here, and where it has ended."""
    depth = 1
    for atom in re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()]", re.DOTALL).finditer(branch, begin):
        depth += (atom[0] == "(") - (atom[0] == ")")
        if not depth:
            return branch[begin : atom.start()], atom.end()
    raise ValueError(f"a group of {branch!r} does not end")
