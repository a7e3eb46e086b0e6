"""Laws of matching, tried on random patterns and texts."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from generator.iam import text
from generator.iam.match import matches
from generator.iam.pattern import arn, exact, wildcard
from generator.logic import Truth
from tests.effort import tries
from tests.iam.policy_strategies import (
    Filling,
    arns,
    covering,
    literals,
    mixed,
    plain,
    subjects,
    texts,
)  # fmt: skip

MANY = settings(max_examples=tries(150))
SOME = settings(max_examples=tries(50))


@MANY
@given(st.data(), st.sampled_from([exact, wildcard, "arn", "resource"]), st.one_of(subjects, mixed(arns), mixed(plain)))
def test_a_match_decided_with_tokens_stays_decided_when_they_are_known(data: Any, kind: Any, value: Any) -> None:
    pattern = data.draw(st.one_of(covering(value), mixed(literals)))

    def compared(one: Any, other: Any) -> Truth:
        pieces = text(one).parts if isinstance(one, str) else one.parts
        read = arn(pieces, crossing=kind == "resource") if isinstance(kind, str) else kind(pieces)
        return matches(read, text(other) if isinstance(other, str) else other).verdict

    before = compared(pattern, value)
    event(f"with tokens: {before}")
    filling = Filling(data.draw)
    assert {before, compared(filling.fill(pattern, texts()), filling.fill(value, texts()))} != {Truth.YES, Truth.NO}


@MANY
@given(st.text("ab:*?", max_size=8), st.text("ab:", max_size=8))
def test_wildcards_match_as_a_regular_expression_does(pattern: str, value: str) -> None:
    expression = "".join({"*": ".*", "?": "."}.get(one, re.escape(one)) for one in pattern)
    expected = re.fullmatch(expression, value) is not None
    assert matches(wildcard((pattern,)), text(value)).yes is expected
    assert matches(wildcard((pattern,)), text(value)).no is not expected


@MANY
@given(
    st.lists(st.text("ab*?", max_size=3), min_size=6, max_size=7),
    st.lists(st.text("ab", max_size=3), min_size=5, max_size=8),
)
def test_arns_match_field_by_field(pattern: list[str], value: list[str]) -> None:
    def fitting(one: str, other: str) -> bool:
        expression = "".join({"*": ".*", "?": "."}.get(mark, re.escape(mark)) for mark in one)
        return re.fullmatch(expression, other) is not None

    of_pattern, of_value = (":".join(fields).split(":", 5) for fields in (pattern, value))
    expected = len(of_value) == len(of_pattern) and all(map(fitting, of_pattern, of_value))
    answer = matches(arn((":".join(pattern),), crossing=False), text(":".join(value)))
    assert (answer.yes, answer.no) == (expected, not expected)


@SOME
@given(mixed(st.one_of(literals, plain)))
def test_every_text_matches_itself_and_a_star(value: Any) -> None:
    assert matches(exact(value.parts), value).yes
    assert matches(wildcard(value.parts), value).yes
    assert matches(wildcard(("*",)), value).yes
    assert matches(arn(("*",), crossing=True), value).yes


@SOME
@given(mixed(literals), mixed(plain), mixed(plain))
def test_a_star_more_matches_no_less(pattern: Any, before: Any, value: Any) -> None:
    joined = text(*before.parts, *value.parts)
    if matches(wildcard(pattern.parts), value).yes:
        assert matches(wildcard(("*", *pattern.parts)), joined).yes
    assert matches(wildcard((*before.parts, "*")), joined).yes
