"""Patterns with * and ?, held against regular expressions and against every short text."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.text.wildcards import Undecided, covers, example, matches, meet, sides

QUICK = settings(max_examples=200, deadline=None, derandomize=True)
PATTERN = st.text("ab*?", max_size=6)
TEXTS = ["".join(letters) for length in range(5) for letters in product("abz", repeat=length)]


def taken(pattern: str, text: str) -> bool:
    """What the load balancer does, written down a second time."""
    return re.fullmatch(re.escape(pattern).replace(r"\*", ".*").replace(r"\?", "."), text) is not None


@QUICK
@given(PATTERN, st.text("ab", max_size=8))
def test_a_pattern_takes_what_the_regular_expression_takes(pattern: str, text: str) -> None:
    assert matches(pattern, text) == taken(pattern, text)


@QUICK
@given(st.lists(PATTERN, min_size=1, max_size=2), st.lists(PATTERN, max_size=3))
def test_an_example_is_one_and_where_there_is_none_no_short_text_is_one(inside: list[str], outside: list[str]) -> None:
    def fits(text: str) -> bool:
        return all(taken(each, text) for each in inside) and not any(taken(each, text) for each in outside)

    found = example(inside, outside)
    if found is None:
        assert [text for text in TEXTS if fits(text)] == []
    else:
        assert fits(found)


@QUICK
@given(PATTERN, PATTERN)
def test_covering_and_meeting(one: str, other: str) -> None:
    shared = [text for text in TEXTS if taken(one, text) and taken(other, text)]
    if shared:
        assert meet(one, other)
    if covers(one, other):
        assert [text for text in TEXTS if taken(other, text)] == shared


@QUICK
@given(PATTERN, st.lists(PATTERN, max_size=3, unique=True))
def test_every_set_of_others_that_take_a_text_together_is_found(pattern: str, others: list[str]) -> None:
    found = {side: text for text, side in sides([pattern], others)}
    for side, text in found.items():
        assert taken(pattern, text)
        assert side == {each for each in others if taken(each, text)}
    short = {frozenset(each for each in others if taken(each, text)) for text in TEXTS if taken(pattern, text)}
    assert short <= set(found)


def test_what_takes_too_long_is_not_decided() -> None:
    with pytest.raises(Undecided):
        covers("*a" + "?" * 41, "*a" + "?" * 40 + "b")
