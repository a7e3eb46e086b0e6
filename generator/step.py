"""How far something is that takes long: said by whoever does it, shown by whoever called."""

from __future__ import annotations

from typing import Protocol


class Step(Protocol):
    """Hears what is being done, how many of it are done, of how many, and what comes next. It is called often."""

    def __call__(self, what: str, done: int, total: int, /, *then: str) -> None: ...


def silent(what: str, done: int, total: int, *then: str) -> None:
    """Show nothing: nobody watches."""


def followed(step: Step, *by: str) -> Step:
    """A step that is followed by others, as only the caller knows."""

    def told(what: str, done: int, total: int, *then: str) -> None:
        step(what, done, total, *then, *by)

    return told


def part(step: Step, what: str, number: int, total: int) -> Step:
    """The steps of one part of ``total`` parts. It is said at once that this is the part."""
    label = f"{what} ({number} of {total})" if total > 1 else what
    step(label, 0, 1)

    def told(inner: str, done: int, of: int, *then: str) -> None:
        step(f"{label}, {inner}", done, of, *then)

    return told
