"""Whether an image holds a program: present, absent or uncertain, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from generator.logic import Answer, Truth


@dataclass(frozen=True)
class Program:
    """The answer, and the ``paths`` where the program certainly lies.

    A *yes* without paths is found by its bare name, but nobody knows where; a *no* speaks of the directories of PATH
    and the usual ones, not of every corner of the image.
    """

    answer: Answer
    paths: tuple[str, ...] = ()

    @property
    def verdict(self) -> Truth:
        return self.answer.verdict

    @property
    def because(self) -> str:
        """The reason, as text for people."""
        return "; ".join(self.answer.because)


def present(because: str, *paths: str) -> Program:
    return Program(Answer(Truth.YES, (because,)), paths)


def absent(because: str) -> Program:
    return Program(Answer(Truth.NO, (because,)))


def uncertain(because: str) -> Program:
    return Program(Answer(Truth.UNKNOWN, (because,)))
