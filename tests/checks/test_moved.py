"""No check takes what a Default decides for certain: whoever deploys may pass another value."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.analysis.shared import analysed
from generator.checks.check import Check
from generator.checks.registry import checks
from generator.finding import Finding
from tests.checks.moved import NAME, moved

RESTS = "this rests on the Default"


@pytest.mark.slow
@pytest.mark.parametrize("rule", sorted(checks()))
def test_what_rests_on_a_default_says_so_and_nothing_else_does(rule: str, tmp_path: Path) -> None:
    """The example with its values in parameters: a finding says which it rests on, or stays without their Defaults."""
    check = checks()[rule]
    places = [finding.path for finding in found(check, tmp_path, check.rejected)]
    text, values = moved(check, places)
    if not values:
        return
    with_defaults = found(check, tmp_path, text)
    without, _ = moved(check, places, default=False)
    certain = {finding.path for finding in found(check, tmp_path, without)}
    for finding in with_defaults:
        said = RESTS in finding.message and NAME in finding.message
        assert said == (finding.path not in certain), finding.message
    if with_defaults:
        given = found(check, tmp_path, text, values)
        assert given
        assert all(RESTS not in finding.message for finding in given)


def found(check: Check, folder: Path, text: str, values: dict[str, str] | None = None) -> list[Finding]:
    """What a check finds in a text, beside the templates that its examples nest."""
    for name, nested in check.nested.items():
        (folder / name).write_text(nested)
    (folder / "root.yaml").write_text(text)
    result = analysed(folder / "root.yaml", values, project=folder)
    assert result.crashes == ()
    return [finding for finding in result.findings if finding.rule == check.id]
