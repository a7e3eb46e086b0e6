"""The answer to one question of the proof, and what carries it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.stack import Resource, Truth


@dataclass(frozen=True)
class Fault:
    """What is wrong, at the resource and property that should be changed.

    ``rule`` is the id of the check that reports it (ECS050), ``what`` says what was found and why it fails at run
    time, ``fix`` names the property to change. ``steps`` lead to the property, as for ``Resource.line``; empty for the
    resource itself. ``tasks`` are the paths of the services that suffer from it.
    """

    rule: str
    resource: Resource
    steps: tuple[str | int, ...]
    what: str
    fix: str
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """Yes with the evidence, no with the faults that make it so, or unknown with the value that would decide it."""

    verdict: Truth
    because: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def yes(*because: str) -> Answer:
    """Answer yes, with the evidence in the order in which it was followed."""
    return Answer(Truth.YES, because)


def no(fault: Fault, *because: str) -> Answer:
    """Answer no, because of one fault."""
    return Answer(Truth.NO, because or (fault.what,), (fault,))


def unknown(*because: str) -> Answer:
    """Answer that it cannot be decided here, and which values would decide it."""
    return Answer(Truth.UNKNOWN, because)


def all_of(answers: Iterable[Answer]) -> Answer:
    """Unite answers that must all be yes: no as soon as one is, else unknown as soon as one is."""
    every = list(answers)
    for verdict in (Truth.NO, Truth.UNKNOWN):
        some = [answer for answer in every if answer.verdict is verdict]
        if some:
            return Answer(verdict, _joined(some), tuple(fault for answer in some for fault in answer.faults))
    return Answer(Truth.YES, _joined(every))


def any_of(answers: Iterable[Answer]) -> Answer:
    """Unite answers of which one must be yes. With none at all, the answer is unknown."""
    every = list(answers)
    for verdict in (Truth.YES, Truth.UNKNOWN):
        some = [answer for answer in every if answer.verdict is verdict]
        if some:
            return Answer(verdict, some[0].because)
    if not every:
        return unknown("nothing offers it")
    return Answer(Truth.NO, _joined(every), tuple(fault for answer in every for fault in answer.faults))


def _joined(answers: Iterable[Answer]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for answer in answers for text in answer.because))


@dataclass(frozen=True)
class Need:
    """One thing that a task needs, such as ``ecr.api``, ``logs``, ``secret DB_PASSWORD`` or ``database``.

    ``lesson`` is the lesson that a failing need belongs to in general; a fault's rule says it exactly.
    """

    name: str
    lesson: int
    why: str
    image: bool = False
    """Whether an image decides it as well, which no template shows."""


@dataclass(frozen=True)
class Proof:
    """One cell of the matrix: a task, a need, and the answer."""

    root: str
    task: str
    need: Need
    answer: Answer
