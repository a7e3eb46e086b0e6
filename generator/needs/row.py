"""One row of the matrix: a task, a need, and the answer."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.logic import Answer


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
    foreign: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
    """Paths of resources that the task leads to and that are not asked here: those of its other load balancers."""


@dataclass(frozen=True)
class Proof:
    """One cell of the matrix: a task, a need, and the answer."""

    root: str
    task: str
    need: Need
    answer: Answer
