"""Variants: every legal way to be right, mistakes in other shapes, and what cannot be known from here."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.analysis.shared import analysed as whole
from tests.rules.running import cfn_lint, ours, stock

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.name for path in CASES.iterdir())


def root_of(name: str) -> Path:
    (root,) = (CASES / name).glob("root.*")
    return root


@pytest.mark.parametrize("name", NAMES)
def test_verdict(name: str) -> None:
    rule, kind = name.partition("-")[0], name.rpartition(".")[2]
    result = whole(root_of(name), project=CASES / name)
    found = {each.rule for each in result.findings if not each.rule.startswith("I")}
    verdicts = {cell.verdict.value for cell in result.cells}
    if kind == "bad":
        assert found == {rule}
        assert all(each.line > 1 and each.width > 1 for each in result.findings)
    elif kind == "good":
        shown = {cell.verdict.value for cell in result.cells if not cell.need.image}
        assert (found, shown) == (set(), {"yes"})
    else:
        assert found == set()
        assert "unknown" in verdicts
        assert "no" not in verdicts
        assert all(cell.because for cell in result.cells if cell.verdict.value == "unknown")


def test_kinds_are_known() -> None:
    assert {name.rpartition(".")[2] for name in NAMES} == {"bad", "good", "unknown"}


def test_cfn_lint_agrees_and_nothing_crashes() -> None:
    roots = [root_of(name) for name in NAMES]
    matches = cfn_lint(*(root.relative_to(CASES) for root in roots), folder=CASES)
    assert stock([each for each in matches if each.rule.startswith("E")]) == []
    found = {name: {each.rule for each in ours(matches) if each.file.startswith(f"{name}/")} for name in NAMES}
    # What a child shows by itself is reported from its own run, and none of these do.
    assert found == {name: {name.partition("-")[0]} if name.endswith(".bad") else set() for name in NAMES}
