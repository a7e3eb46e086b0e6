"""Three-valued truth: yes, no, or honestly unknown."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Truth(StrEnum):
    """Kleene's logic: what is unknown stays unknown unless the rest decides."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


_OPPOSITE = {Truth.YES: Truth.NO, Truth.NO: Truth.YES, Truth.UNKNOWN: Truth.UNKNOWN}


def truth(value: bool) -> Truth:
    """Give the truth of a plain boolean."""
    return Truth.YES if value else Truth.NO


def negation(value: Truth) -> Truth:
    """Give yes for no, no for yes."""
    return _OPPOSITE[value]


def every(values: Iterable[Truth]) -> Truth:
    """Give no as soon as one is no, yes only if all are."""
    result = Truth.YES
    for value in values:
        if value is Truth.NO:
            return Truth.NO
        if value is Truth.UNKNOWN:
            result = Truth.UNKNOWN
    return result


def some(values: Iterable[Truth]) -> Truth:
    """Give yes as soon as one is yes, no only if all are."""
    return negation(every(negation(value) for value in values))
