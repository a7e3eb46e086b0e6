"""What makes a need fail, at the place to change. A need says which; the check of that class says it in words."""

from __future__ import annotations

from dataclasses import dataclass

from generator.logic import Answer, Cause
from generator.stack import Resource

Steps = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault(Cause):
    """Something wrong at a property. Each kind is a class of its own, with the fields that its check words.

    ``steps`` lead from the resource to the property, as for ``Resource.line``; empty for the resource itself.
    ``tasks`` are the paths of the services that suffer from it.
    """

    resource: Resource
    steps: Steps
    tasks: tuple[str, ...]


@dataclass(frozen=True)
class Worded(Cause):
    """Bridge: a cause that is worded where it is found."""

    rule: str
    resource: Resource
    steps: Steps
    what: str
    fix: str
    tasks: tuple[str, ...] = ()


def worded(answer: Answer) -> tuple[Worded, ...]:
    """Bridge: give the causes that are worded where they are found."""
    return tuple(cause for cause in answer.causes if isinstance(cause, Worded))
