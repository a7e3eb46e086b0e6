"""How answers about one request become one: the first that decides wins, and few reasons are kept."""

from __future__ import annotations

from collections.abc import Iterable

from generator.logic import Answer, Truth, negation

KEPT_REASONS = 4
"""More reasons than these are noise to a reader."""

YES = Answer(Truth.YES)
NO = Answer(Truth.NO)


def no(*because: str) -> Answer:
    """Answer no. What IAM denies has reasons; what causes it, and where to change it, is for a need to say."""
    return Answer(Truth.NO, because)


def unknown(*because: str) -> Answer:
    """Answer that it cannot be decided. An unknown always has a reason."""
    return Answer(Truth.UNKNOWN, because or ("cannot be decided",))


def known(value: bool) -> Answer:
    """Turn a fact into an answer without a reason."""
    return YES if value else NO


def every(answers: Iterable[Answer]) -> Answer:
    """Yes when all are: one no decides, else one unknown does."""
    return _fold(answers, decisive=Truth.NO, otherwise=Truth.YES)


def some(answers: Iterable[Answer]) -> Answer:
    """Yes when one is: one yes decides, else one unknown does."""
    return _fold(answers, decisive=Truth.YES, otherwise=Truth.NO)


def opposite(answer: Answer) -> Answer:
    """Negate; an unknown stays unknown."""
    return Answer(negation(answer.verdict), answer.because)


def _fold(answers: Iterable[Answer], decisive: Truth, otherwise: Truth) -> Answer:
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
        return Answer(Truth.UNKNOWN, _first(doubts))
    return Answer(otherwise, _first(rest))


def _first(reasons: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reasons))[:KEPT_REASONS]
