"""Three-valued logic: yes, no, or honestly unknown, alone or with what carries it.

Everything that is asked of templates, policies and images is answered in these terms: by the paths and permissions of
``needs``, by the policies of ``iam``, by the contents of ``images``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Truth(StrEnum):
    """Kleene's logic: what is unknown stays unknown unless the rest decides."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


_OPPOSITE = {Truth.YES: Truth.NO, Truth.NO: Truth.YES, Truth.UNKNOWN: Truth.UNKNOWN}


def truth(value: bool) -> Truth:
    """The truth of a plain boolean."""
    return Truth.YES if value else Truth.NO


def negation(value: Truth) -> Truth:
    """Yes for no, no for yes."""
    return _OPPOSITE[value]


def every(values: Iterable[Truth]) -> Truth:
    """No as soon as one is no, yes only if all are."""
    result = Truth.YES
    for value in values:
        if value is Truth.NO:
            return Truth.NO
        if value is Truth.UNKNOWN:
            result = Truth.UNKNOWN
    return result


def some(values: Iterable[Truth]) -> Truth:
    """Yes as soon as one is yes, no only if all are."""
    return negation(every(negation(value) for value in values))


@dataclass(frozen=True)
class Cause:
    """What makes a *no* of a need. ``generator.needs.cause`` adds the place to change; a check finds the words."""


@dataclass(frozen=True)
class Answer:
    """Yes with the evidence, no with what causes it, or unknown with the value that would decide it."""

    verdict: Truth
    because: tuple[str, ...] = ()
    """Texts for people, in the order in which the evidence was followed."""
    causes: tuple[Cause, ...] = ()
    doubts: tuple[Cause, ...] = ()
    """What would cause a no if the code of a task does what no template tells."""

    @property
    def yes(self) -> bool:
        return self.verdict is Truth.YES

    @property
    def no(self) -> bool:
        return self.verdict is Truth.NO

    @property
    def unknown(self) -> bool:
        return self.verdict is Truth.UNKNOWN


def yes(*because: str) -> Answer:
    """Answer yes, with the evidence in the order in which it was followed."""
    return Answer(Truth.YES, because)


def no(cause: Cause) -> Answer:
    """Answer no, because of one thing that can be changed."""
    return Answer(Truth.NO, (), (cause,))


def unknown(*because: str) -> Answer:
    """Answer that it cannot be decided here, and which values would decide it."""
    return Answer(Truth.UNKNOWN, because)


def all_of(answers: Iterable[Answer]) -> Answer:
    """Unite answers that must all be yes: no as soon as one is, else unknown as soon as one is."""
    given = list(answers)
    doubts = tuple(doubt for answer in given for doubt in answer.doubts)
    for verdict in (Truth.NO, Truth.UNKNOWN):
        those = [answer for answer in given if answer.verdict is verdict]
        if those:
            causes = tuple(cause for answer in those for cause in answer.causes)
            return Answer(verdict, _joined(those), causes, doubts)
    return Answer(Truth.YES, _joined(given), doubts=doubts)


def any_of(answers: Iterable[Answer]) -> Answer:
    """Unite answers of which one must be yes. With none at all, the answer is unknown."""
    given = list(answers)
    for verdict in (Truth.YES, Truth.UNKNOWN):
        those = [answer for answer in given if answer.verdict is verdict]
        if those:
            return Answer(verdict, those[0].because)
    if not given:
        return unknown("these templates do not show what offers it")
    return Answer(Truth.NO, _joined(given), tuple(cause for answer in given for cause in answer.causes))


def _joined(answers: Iterable[Answer]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for answer in answers for text in answer.because))
