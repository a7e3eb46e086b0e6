"""What a need's causes are in words: the finding of the check that words each."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.registry import by_fault
from generator.finding import Finding
from generator.logic import Answer
from generator.needs.cause import Fault


def findings_of_causes(answer: Answer) -> Iterator[Finding]:
    """A finding for each cause of a no; nothing for every other answer."""
    for cause in answer.causes:
        if isinstance(cause, Fault):
            yield by_fault()[type(cause)].word(cause)
