"""Sentences and remedies are filled from the same fields."""

from __future__ import annotations

import pytest

from generator.checks.wording import remedied, worded
from generator.remedy import AddRefs, Exchange, GetAtt, LeaveOut, Write
from generator.stack import Literal


def test_several_are_told_with_commas_and_a_value_as_people_write_it() -> None:
    fields = {"names": ("One", Literal("Two")), "port": 80}
    assert worded({"open": "{names} on {port}"}, "open", fields) == "One, Two on 80"


def test_a_text_that_is_one_field_becomes_what_the_field_is() -> None:
    fields = {"names": ("One", Literal("Two")), "port": 80, "own": Exchange("a", "b"), "none": None}
    assert remedied(Write("Port", "{port}"), "", fields) == Write("Port", 80)
    assert remedied(Write("{port}s", "/{port}"), "", fields) == Write("80s", "/80")
    assert remedied(Write("Arn", GetAtt("{port}", "Arn")), "", fields) == Write("Arn", GetAtt(80, "Arn"))  # type: ignore[arg-type]
    assert remedied(AddRefs("Of", ("Zero", "{names}")), "", fields) == AddRefs("Of", ("Zero", "One", "Two"))
    assert remedied("{own}", "", fields) == Exchange("a", "b")
    assert remedied("{none}", "", fields) is None


def test_a_variant_may_have_none_and_a_field_that_there_is_not_is_no_silence() -> None:
    assert remedied({"off": LeaveOut("Role")}, "on", {}) is None
    with pytest.raises(KeyError):
        remedied(LeaveOut("{setting}"), "", {})
