"""Yes, no or unknown, each with its reason: the only three things said about an image."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["yes", "no", "unknown"]


@dataclass(frozen=True)
class Answer:
    """A verdict and, as text for people, what it rests on."""

    verdict: Verdict
    because: str


@dataclass(frozen=True)
class Program(Answer):
    """Whether an image holds a program.

    ``paths`` are the places where it certainly lies. A *yes* without paths is found by its bare name, but nobody
    knows where; a *no* speaks of the directories of PATH and the usual ones, not of every corner of the image.
    """

    paths: tuple[str, ...] = ()


def yes(because: str, *paths: str) -> Program:
    return Program("yes", because, paths)


def no(because: str) -> Program:
    return Program("no", because)


def unknown(because: str) -> Program:
    return Program("unknown", because)
