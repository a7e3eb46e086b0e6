"""What a need's causes and doubts are in words: the finding of the check that words each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.checks.registry import by_fault
from generator.finding import Finding
from generator.logic import Answer, Cause
from generator.needs.cause import Fault


def findings_of_causes(answer: Answer) -> Iterator[Finding]:
    """A finding for each cause of a no; nothing for every other answer."""
    return _worded(answer.causes)


def findings_of_answer(answer: Answer) -> Iterator[Finding]:
    """A finding for each cause of a no, and for each doubt, whatever the answer."""
    return _worded((*answer.causes, *answer.doubts))


def _worded(causes: Iterable[Cause]) -> Iterator[Finding]:
    for cause in causes:
        if isinstance(cause, Fault):
            yield by_fault()[type(cause)].word(cause)
