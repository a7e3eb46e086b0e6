"""Which formats of dates and which patterns the awslogs driver compiles."""

from __future__ import annotations

import pytest

from generator.ecs.containers.log_patterns import of_format, refused


@pytest.mark.parametrize("written", ["[%Q]", "[%Y-%m-%d %H:%M:%S]", "[%b %d, %Y %H:%M:%S]", "(%Y"])
def test_brackets_of_the_log_have_to_be_told_from_those_of_a_pattern(written: str) -> None:
    assert refused(of_format(written))


@pytest.mark.parametrize(
    "written",
    [r"\[%Y-%m-%d %H:%M:%S\]", "%b %d, %Y %H:%M:%S", "%d/%b/%Y:%H:%M:%S %z", "%Y-%m-%dT%H:%M:%S.%fZ", "%Q", "%"],
)
def test_formats_that_become_a_pattern_are_taken(written: str) -> None:
    assert not refused(of_format(written))


@pytest.mark.parametrize("pattern", [r"^(?!\s)", "(?<=a)b", r"(a)\1", "(INFO|WARN", "*abc"])
def test_patterns_that_go_does_not_compile_are_refused(pattern: str) -> None:
    assert refused(pattern)


@pytest.mark.parametrize("pattern", [r"^\d{4}-", r"^\[", r"a\\1", r"^\p{L}", "^[[:alpha:]]", "(?i)^info", "^{"])
def test_patterns_that_it_may_compile_are_let_be(pattern: str) -> None:
    assert not refused(pattern)
