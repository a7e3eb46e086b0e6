"""How answers about one request become one: the first that decides wins, and few reasons are kept."""

from __future__ import annotations

from collections.abc import Iterable

from generator.logic import Answer, Truth, negation

KEPT_REASONS = 4
"""More reasons than these are noise to a reader."""

YES = Answer(Truth.YES)
NO = Answer(Truth.NO)


def no(*because: str) -> Answer:
    """The answer no, with its reasons."""
    return Answer(Truth.NO, because)


def unknown(*because: str) -> Answer:
    """The answer that it cannot be decided. It always has a reason."""
    return Answer(Truth.UNKNOWN, because or ("cannot be decided",))


def known(value: bool) -> Answer:
    """Yes or no, without a reason."""
    return YES if value else NO


def every(answers: Iterable[Answer]) -> Answer:
    """Yes when all are: one no decides, else one unknown does."""
    return _fold(answers, decisive=Truth.NO, otherwise=Truth.YES)


def some(answers: Iterable[Answer]) -> Answer:
    """Yes when one is: one yes decides, else one unknown does."""
    return _fold(answers, decisive=Truth.YES, otherwise=Truth.NO)


def opposite(answer: Answer) -> Answer:
    """The negated answer; an unknown stays unknown."""
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
        return Answer(Truth.UNKNOWN, _kept(doubts))
    return Answer(otherwise, _kept(rest))


def _kept(reasons: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reasons))[:KEPT_REASONS]
