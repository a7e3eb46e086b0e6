"""Stock cfn-lint runs over every template, finds what is wrong in any of them, and its verdicts are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.lint import stock
from tests.gallery import built


def test_a_mistake_is_found_wherever_it_stands_and_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = built("smallest", "dev")
    files = sorted(whole.composition.bodies)
    wrong = {files[0]: "Type: AWS::", files[-1]: "Type: AWS::"}
    texts = dict(whole.texts) | {file: whole.texts[file].replace(old, "Type: AWX::") for file, old in wrong.items()}
    wholes = [(texts, whole.composition.bodies, whole.composition.app.region)]
    (found,) = stock.lint_all(wholes, tmp_path)
    assert {finding.file for finding in found if finding.severity == "error"} == set(wrong)
    assert all(finding.line > 1 and finding.rule and finding.message for finding in found)

    monkeypatch.setattr(stock, "_run", lambda *_: pytest.fail("cfn-lint runs although every verdict is known"))
    assert stock.lint_all(wholes, tmp_path) == [found]
