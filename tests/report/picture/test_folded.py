"""Tables of many rows are folded away, and say how many they are; what is open to everybody stays in sight."""

from __future__ import annotations

from generator.report.picture.exposure import Table
from generator.report.picture.folded import MOST, folding
from generator.report.picture.page import _exposure


def test_few_rows_stand_in_the_open() -> None:
    assert list(folding(MOST, "rows", ["<table>"])) == ["<table>"]
    assert next(iter(folding(MOST + 1, "rows", ["<table>"]))) == f"<details><summary>{MOST + 1} rows</summary>"


def test_what_is_open_to_everybody_is_never_folded_away() -> None:
    rows = (*((f"group {at}", "from inside") for at in range(MOST + 1)), ("door", "0.0.0.0/0"))
    table = Table("groups", "Groups", ("Group", "From"), rows, "none", frozenset(rows[-1:]))
    before, fold, after = "".join(_exposure([table])).partition("<details>")
    assert fold
    assert "door" in before
    assert "door" not in after
    assert after.count("<tr>") == MOST + 2
