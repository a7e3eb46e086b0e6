"""Three-valued answers: yes, no, or unknown, each with its reasons (Kleene's logic)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

KEPT_REASONS = 4
"""More reasons than these are noise to a reader."""


class Verdict(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Answer:
    """A verdict and why. An unknown always has a reason."""

    verdict: Verdict
    because: tuple[str, ...] = ()

    @property
    def yes(self) -> bool:
        return self.verdict is Verdict.YES

    @property
    def no(self) -> bool:
        return self.verdict is Verdict.NO

    @property
    def unknown(self) -> bool:
        return self.verdict is Verdict.UNKNOWN


YES = Answer(Verdict.YES)
NO = Answer(Verdict.NO)


def yes(*because: str) -> Answer:
    return Answer(Verdict.YES, because)


def no(*because: str) -> Answer:
    return Answer(Verdict.NO, because)


def unknown(*because: str) -> Answer:
    return Answer(Verdict.UNKNOWN, because or ("cannot be decided",))


def known(value: bool) -> Answer:
    """Turn a fact into an answer without a reason."""
    return YES if value else NO


def every(answers: Iterable[Answer]) -> Answer:
    """Give yes when all are: one no decides, else one unknown does."""
    return _fold(answers, decisive=Verdict.NO, otherwise=Verdict.YES)


def some(answers: Iterable[Answer]) -> Answer:
    """Give yes when one is: one yes decides, else one unknown does."""
    return _fold(answers, decisive=Verdict.YES, otherwise=Verdict.NO)


def opposite(answer: Answer) -> Answer:
    """Negate; an unknown stays unknown."""
    swapped = {Verdict.YES: Verdict.NO, Verdict.NO: Verdict.YES, Verdict.UNKNOWN: Verdict.UNKNOWN}
    return Answer(swapped[answer.verdict], answer.because)


def _fold(answers: Iterable[Answer], decisive: Verdict, otherwise: Verdict) -> Answer:
    doubts: list[str] = []
    rest: list[str] = []
    doubtful = False
    for answer in answers:
        if answer.verdict is decisive:
            return answer
        if answer.unknown:
            doubtful = True
            doubts += answer.because
        else:
            rest += answer.because
    if doubtful:
        return Answer(Verdict.UNKNOWN, _first(doubts))
    return Answer(otherwise, _first(rest))


def _first(reasons: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reasons))[:KEPT_REASONS]
