"""Nothing that a Default decides is taken for certain: whoever deploys may pass another value."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.analysis import Analysis
from generator.analysis.matrix import Cell
from generator.analysis.shared import analysed
from generator.checks.check import Check
from generator.checks.registry import checks
from generator.finding import Finding
from generator.logic import Truth
from tests.checks.moved import NAME, moved

RESTS = "this rests on the Default"


@pytest.mark.slow
@pytest.mark.parametrize("rule", sorted(checks()))
def test_what_rests_on_a_default_says_so_and_nothing_else_does(rule: str, tmp_path: Path) -> None:
    """The example with its values in parameters: findings and rows say on which they rest, or stay without Defaults."""
    check = checks()[rule]
    places = [finding.path for finding in found(rule, look(check, tmp_path, check.rejected))]
    text, values = moved(check, places)
    if not values:
        return
    with_defaults, given = look(check, tmp_path, text), look(check, tmp_path, text, values)
    without = look(check, tmp_path, moved(check, places, default=False)[0])
    certain = {finding.path for finding in found(rule, without)}
    for finding in found(rule, with_defaults):
        said = RESTS in finding.message and NAME in finding.message
        assert said == (finding.path not in certain), finding.message
    rows = {name(cell): cell for cell in without.cells}
    for cell in with_defaults.cells:
        other = rows.get(name(cell))
        if cell.verdict is not Truth.UNKNOWN and not says(cell) and other is not None:
            assert other.verdict is cell.verdict, name(cell)
    if found(rule, with_defaults):
        assert found(rule, given)
        assert {name(cell): cell.verdict for cell in given.cells} == {
            name(cell): cell.verdict for cell in with_defaults.cells
        }
    assert all(RESTS not in finding.message for finding in given.findings)
    assert not any(says(cell) for cell in given.cells)


def look(check: Check, folder: Path, text: str, values: dict[str, str] | None = None) -> Analysis:
    """Analyse a text beside the templates that the examples of a check nest."""
    for file, nested in check.nested.items():
        (folder / file).write_text(nested)
    (folder / "root.yaml").write_text(text)
    result = analysed(folder / "root.yaml", values, project=folder)
    assert result.crashes == ()
    return result


def found(rule: str, result: Analysis) -> list[Finding]:
    return [finding for finding in result.findings if finding.rule == rule]


def name(cell: Cell) -> tuple[str, str]:
    return cell.task, cell.need.name


def says(cell: Cell) -> bool:
    return any(RESTS in text for text in cell.because)
