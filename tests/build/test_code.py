"""A verdict is kept under a digest of all code that has a say in it, so that mending that code takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import grimp
import pytest

from generator.build import code, proof, schema_file


@pytest.mark.parametrize(
    ("starts", "parts"),
    [
        (["analysis"], proof.PROVING),
        (["config.schema", "compose.modules"], schema_file.MADE_BY),
    ],
)
def test_all_that_has_a_say_is_in_the_digest(starts: list[str], parts: Sequence[str]) -> None:
    graph = grimp.build_graph("generator", cache_dir=None)
    inside = [f"generator.{start}" for start in starts]
    inside += [each for start in inside for each in graph.find_descendants(start)]
    asked = {*inside, *(each for start in inside for each in graph.find_upstream_modules(start))}
    assert {each.split(".")[1] for each in asked if "." in each} <= set(parts)


@pytest.mark.parametrize("changed", ["logic.py", "iam/decision.py", "iam/known.yaml"])
def test_a_change_in_a_module_a_folder_or_data_is_another_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    (tmp_path / "iam").mkdir()
    for name in ("logic.py", "iam/decision.py", "iam/known.yaml"):
        (tmp_path / name).write_text("before")
    monkeypatch.setattr(code, "PACKAGE", tmp_path)
    before = code.code.__wrapped__(("logic", "iam"))
    (tmp_path / changed).write_text("after")
    assert code.code.__wrapped__(("logic", "iam")) != before
