"""The form of what a service refuses: a function of one resource and its graph, or of a graph, that says each fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.stack import Graph, Resource

Refusal = Callable[[Graph, Resource], Iterator[str]]
"""Says each fault of a resource in a sentence, and nothing of one that may be taken."""
Refusals = Mapping[str, tuple[Refusal, ...]]
"""What is asked of the resources of each type."""
Together = tuple[Callable[[Graph], Iterator[str]], ...]
"""What is asked of the resources of a graph together: whether two of them are for one thing that takes one."""


class Idle(str):
    """What AWS takes, and what perhaps comes to nothing: an event that nobody sends, a log group of another name."""

    __slots__ = ()


class Placed(str):
    """A sentence about one property of a resource, and what to write there."""

    resource: Resource
    steps: tuple[str | int, ...]
    change: str

    def __new__(cls, said: str, resource: Resource, *steps: str | int, change: str) -> Placed:
        """Keep where it is beside what is said."""
        made = super().__new__(cls, said)
        made.resource, made.steps, made.change = resource, steps, change
        return made


class Surely(Placed):
    """What is certainly refused, whatever is not known: a finding, and the row is *no*."""


class Never(Placed):
    """What AWS takes, and what certainly never comes about: a finding, and the row says so."""
