"""Comparisons in patterns of events: operators that there are not, and values that they do not take."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.stack import Listing, Literal, Mapping, Value

OPERATORS = ("prefix", "suffix", "equals-ignore-case", "wildcard", "anything-but", "numeric", "exists", "cidr")
_COMPARES = ("<", ">", "<=", ">=", "=")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")
_DEPTH = 40


def filter_faults(pattern: Value, depth: int = _DEPTH) -> Iterator[str]:
    """Say what is no comparison.

    Source: EventBridge User Guide, "Comparison operators for use in event patterns" ($or stands where a field does);
    from memory, 2026-11.
    """
    if not isinstance(pattern, Mapping) or depth == 0:
        return
    for key, value in pattern.entries:
        if key == "$or":
            continue
        if isinstance(value, Mapping):
            yield from filter_faults(value, depth - 1)
        for inner in value.items if isinstance(value, Listing) else ():
            if isinstance(inner, Mapping) and len(inner.entries) == 1 and inner.rest is None:
                yield from _of_comparison(key, *inner.entries[0])


def _of_comparison(field: str, operator: str, given: Value) -> Iterator[str]:
    if operator not in OPERATORS:
        yield f"compares {field[:40]} by {operator[:40]}, and {', '.join(OPERATORS)} are taken"
    elif operator == "numeric" and isinstance(given, Listing):
        words = [each.text if isinstance(each, Literal) else None for each in given.items]
        for place, word in enumerate(words):
            fits = word in _COMPARES if place % 2 == 0 else word is None or bool(_NUMBER.fullmatch(word))
            if not fits:
                yield f"compares {field[:40]} numerically with {word}, and an operator and a number are taken in turn"
                return
