"""Sentences that say the same of other resources, told once: the second names only the resources that differ."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NAME = re.compile(r"[\w.-]+/[\w./-]+\w|\bA?[A-Z]\w*\d+\b")
"""A resource by its path, or a logical id that is numbered, such as TaskSubnet2."""


def told_once(sentences: Iterable[str]) -> list[str]:
    """The sentences; one that repeats another but for names becomes an addition to that one."""
    first: dict[str, str] = {}
    others: dict[str, list[str]] = {}
    for sentence in sentences:
        shape = _NAME.sub("·", sentence)
        if shape not in first:
            first[shape] = sentence
            continue
        known = set(_NAME.findall(first[shape]))
        others.setdefault(shape, []).extend(name for name in _NAME.findall(sentence) if name not in known)
    return [
        f"{sentence} (the same of {', '.join(dict.fromkeys(others[shape]))})" if others.get(shape) else sentence
        for shape, sentence in first.items()
    ]
