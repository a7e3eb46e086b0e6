"""What a need's causes are in words: the finding of the check that words each."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import finding
from generator.checks.registry import by_fault, checks
from generator.finding import Finding
from generator.logic import Answer
from generator.needs.cause import Fault, Worded


def worded(answer: Answer) -> Iterator[Finding]:
    """Give what makes an answer a no; nothing for every other answer."""
    for cause in answer.causes:
        if isinstance(cause, Fault):
            yield by_fault()[type(cause)].word(cause)
        elif isinstance(cause, Worded):
            yield told(cause)


def told(cause: Worded) -> Finding:
    """Bridge: make a finding of what is worded already."""
    return finding(checks()[cause.rule], cause.resource, cause.steps, cause.tasks, cause.what, cause.fix)
