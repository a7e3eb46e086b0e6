"""What keeps a task from starting is told, however it was added to a stack that is proven."""

from pathlib import Path

import pytest

from tests.attacks.__main__ import main
from tests.attacks.change import SILENT, changes, topics
from tests.attacks.judge import analysed_before, told
from tests.attacks.table import figures

PAGE = Path(__file__).parents[2] / "docs" / "attacks.md"
EVERY = [change for topic in topics() for change in changes(topic)]


@pytest.mark.slow
@pytest.mark.parametrize("topic", topics())
def test_a_change_is_told_unless_it_is_listed_as_silent(topic: str) -> None:
    silent = {change.name for change in changes(topic) if not told(change)}
    assert silent == {change.name for change in changes(topic) if change.silent}


@pytest.mark.slow
@pytest.mark.parametrize("base", sorted({change.base for change in EVERY}))
def test_what_is_attacked_is_proven(base: str) -> None:
    before = analysed_before(base)
    assert [cell for cell in before.cells if cell.verdict.value == "no"] == []
    assert [finding for finding in before.findings if finding.rule.startswith("E")] == []


def test_what_is_silent_says_why_and_nothing_else_does() -> None:
    assert {change.silent for change in EVERY} <= {"", *SILENT}
    assert [change.name for change in EVERY if bool(change.silent) != bool(change.because)] == []


def test_no_change_is_counted_twice() -> None:
    assert len({(change.topic, change.name) for change in EVERY}) == len(EVERY)


def test_the_page_has_these_figures() -> None:
    assert f"-->\n{figures(EVERY)}\n<!-- end -->" in PAGE.read_text(encoding="utf-8")


def test_a_change_that_is_silent_or_told_against_its_list_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["networks", "--only", "bpa"]) == 0
    told_of = "bpa (nat)"
    assert told_of not in capsys.readouterr().out
    assert main(["networks", "--only", "bpa", "--show"]) == 0
    assert told_of in capsys.readouterr().out
