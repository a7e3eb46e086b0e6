"""The list of rules: one a line for programs, and within the width of a terminal for people."""

from __future__ import annotations

import pytest

from generator.checks.registry import checks
from generator.report.rules_page import text
from generator.report.style import Style


@pytest.mark.parametrize("width", [60, 80])
def test_a_terminal_has_every_rule_within_its_width(width: int) -> None:
    lines = text(checks().values(), Style(width, cut=True)).splitlines()
    assert [line for line in lines if len(line) > width] == []
    assert [line.split()[0] for line in lines if line.startswith("  ") and line[2] != " "] == list(checks())


def test_a_pipe_has_one_line_for_each() -> None:
    lines = text(checks().values(), Style(80)).splitlines()
    assert [line.split()[0] for line in lines] == list(checks())
    assert all(check.title in line for line, check in zip(lines, checks().values(), strict=True))
