"""What two unique tokens stand for is never the same: the ARNs of two roles of one template."""

from __future__ import annotations

import pytest

from generator.iam.match import matches
from generator.iam.pattern import arn
from generator.iam.text import Part, Text, Token
from generator.logic import Truth

FIRST, SECOND = (Token(name, "*", unique=True) for name in ("First", "Second"))
PLAIN = Token("Plain", "*")


@pytest.mark.parametrize(
    ("pattern", "value", "verdict"),
    [
        ((FIRST,), (FIRST,), Truth.YES),
        ((FIRST,), (SECOND,), Truth.NO),
        ((FIRST,), (PLAIN,), Truth.UNKNOWN),
        ((FIRST, ":", PLAIN), (SECOND, ":", PLAIN), Truth.NO),
        ((FIRST, ":1"), (SECOND, ":", PLAIN), Truth.NO),
        ((FIRST, "-a"), (SECOND,), Truth.UNKNOWN),
    ],
)
def test_unique_tokens_differ(pattern: tuple[Part, ...], value: tuple[Part, ...], verdict: Truth) -> None:
    before = "arn:aws:iam::111122223333:role/"
    assert matches(arn((before, *pattern), crossing=True), Text((before, *value))).verdict is verdict
