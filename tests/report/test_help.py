"""Help folds to the terminal: a line that is broken by the terminal itself is hard to read and to copy."""

from __future__ import annotations

import argparse

import pytest

from generator.report.help import Help

EXAMPLES = """\
examples:
  prog lint                                  # what build wrote
  prog lint infra/ --baseline known.json --write-baseline    # accept what is there; afterwards all that is new fails
  prog short       says what it does

exit codes: 0 done, or nothing to do; 1 findings, something that fails;
2 wrong usage."""


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_every_line_fits_and_commands_stay_whole(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    told = argparse.ArgumentParser(prog="prog", epilog=EXAMPLES, formatter_class=Help).format_help().splitlines()
    assert [line for line in told if len(line) > columns] == []
    command = "  prog lint infra/ --baseline known.json --write-baseline"
    assert len([line for line in told if line.startswith(command)]) == 1
    assert (command in told) == (columns < 200), "with its remark behind it, where there is room"
    assert "  prog short       says what it does" in told
    (codes,) = [index for index, line in enumerate(told) if line.startswith("exit codes:")]
    assert " ".join(told[codes:]).endswith("something that fails; 2 wrong usage.")
    assert told[codes - 1] == ""
