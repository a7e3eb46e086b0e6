"""Which of some names is meant by one that is none of them: the same words in another order, or with a letter wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
# Judgement. Words that say what kind of text a value is, and not whose.
_FILLING = {"arn", "export", "id", "ids", "name", "output", "ref", "value"}
_LONG_ENOUGH, _ALIKE = 4, 0.75


def meant_by(name: str, known: Iterable[str]) -> str:
    """The one known name that a name is a slip of; empty where there is none, or more than one.

    A number or a single letter is never a slip: whoever writes SubnetC does not mean SubnetB.
    """
    alike = [each for each in known if _is_slip(_words(name), _words(each))]
    return alike[0] if len(alike) == 1 else ""


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(name) if word.lower() not in _FILLING]


def _is_slip(first: list[str], second: list[str]) -> bool:
    if not first or not second:
        return False
    if sorted(first) == sorted(second) or "".join(first) == "".join(second):
        return True
    if len(first) != len(second):
        return False
    differing = [pair for pair in zip(first, second, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and _alike(*differing[0])


def _alike(first: str, second: str) -> bool:
    if min(len(first), len(second)) < _LONG_ENOUGH:
        return False
    return SequenceMatcher(None, first, second).ratio() >= _ALIKE
