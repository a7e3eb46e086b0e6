"""Variants: every legal way to be right, mistakes in other shapes, and what cannot be known from here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.analysis.shared import analysed
from tests.checks.cases import names, put
from tests.rules.running import Match, cfn_lint, our_rules, ours, stock

NAMES = names()


@pytest.mark.parametrize("name", NAMES)
def test_verdict(name: str, tmp_path: Path) -> None:
    rule, kind = name.partition("-")[0], name.rpartition(".")[2]
    result = analysed(put(name, tmp_path), project=tmp_path)
    found = {finding.rule for finding in result.findings if not finding.rule.startswith("I")}
    cells = [cell for cell in result.cells if not cell.need.image]
    verdicts = {cell.verdict.value for cell in cells}
    if kind == "bad":
        assert found == {rule}
        assert all(finding.line > 1 and finding.width > 1 for finding in result.findings)
    elif kind == "good":
        assert (found, verdicts) == (set(), {"yes"})
    else:
        assert found == set()
        assert "unknown" in verdicts
        assert "no" not in verdicts
        assert all(cell.because for cell in cells if cell.verdict.value == "unknown")


def test_kinds_are_known() -> None:
    assert {name.rpartition(".")[2] for name in NAMES} == {"bad", "good", "unknown"}


Linter = Callable[..., list[Match]]


@pytest.mark.parametrize("linter", [our_rules, pytest.param(cfn_lint, marks=pytest.mark.slow)])
def test_cfn_lint_agrees_and_nothing_crashes(linter: Linter, tmp_path: Path) -> None:
    """With our rules alone, or with cfn-lint's own as well, which find no error in any of them."""
    roots = [put(name, tmp_path / name) for name in NAMES]
    matches = linter(*(root.relative_to(tmp_path) for root in roots), folder=tmp_path)
    assert stock([match for match in matches if match.rule.startswith("E")]) == []
    found = {name: {match.rule for match in ours(matches) if match.file.startswith(f"{name}/")} for name in NAMES}
    # What a child shows by itself is reported from its own run, and none of these do.
    assert found == {name: {name.partition("-")[0]} if name.endswith(".bad") else set() for name in NAMES}
