"""What a change does to the bill, as a plan shows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Monthly:
    """US dollars a month before and after, the resources that make the difference, and the same in a sentence.

    Amounts are None where they are not known, which the sentence then says.
    """

    what: str
    old: float | None = None
    new: float | None = None
    resources: tuple[tuple[str, float, float], ...] = ()
