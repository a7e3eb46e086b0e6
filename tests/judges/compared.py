"""One case of somebody else's, and what came of holding it against our answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Outcome(Enum):
    """How our answer stands to theirs."""

    AGREE = "agree"
    UNKNOWN = "unknown"
    DIFFER = "differ"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True)
class Compared:
    """A case by its name; ``detail`` says what was expected and answered, or why the case is none for us."""

    name: str
    outcome: Outcome
    detail: str = ""


def compare(name: str, theirs: object, ours: object, about: str = "") -> Compared:
    """Hold two answers against each other; ours is None when it is unknown."""
    if ours is None:
        return Compared(name, Outcome.UNKNOWN, about)
    if ours == theirs:
        return Compared(name, Outcome.AGREE)
    return Compared(name, Outcome.DIFFER, f"theirs {theirs!r}, ours {ours!r}" + (f": {about}" if about else ""))


def not_applicable(name: str, because: str) -> Compared:
    """Say that a case asks for what we do not answer."""
    return Compared(name, Outcome.NOT_APPLICABLE, because)


def figure(cases: Iterable[Compared]) -> str:
    """Count the outcomes in one line, as docs/judges.md has them."""
    counted = Counter(case.outcome for case in cases)
    return f"{counted.total()} cases: " + ", ".join(f"{counted[one]} {one.value}" for one in Outcome)
