"""What is not known of something that is written out names it as it is written."""

from __future__ import annotations

from generator.logic import Answer, Truth, unknown
from generator.stack import Literal, Value


def naming(written: Value, answer: Answer) -> Answer:
    """The same answer; one that is unknown names what is written out in each reason that does not."""
    if answer.verdict is not Truth.UNKNOWN or not isinstance(written, Literal):
        return answer
    return unknown(*(each if written.text in each else f"{written.text}: {each}" for each in answer.because))
