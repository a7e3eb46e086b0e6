"""Lines fold at words on a terminal, and stay whole for programs and for who copies a command."""

from __future__ import annotations

import pytest

from generator.report.folding import folded
from generator.report.style import Style

NARROW = Style(width=40, cut=True)
LONG = "output/dev: 10 templates, 53 resources, 11 needs of tasks proven, 11 of 11 files written"


def test_what_is_longer_than_the_terminal_folds_at_words() -> None:
    lines = folded(f"short\n{LONG}\n", NARROW).split("\n")
    assert (lines[0], lines[-1]) == ("short", "")
    assert all(len(line) <= NARROW.width for line in lines)
    assert " ".join(" ".join(lines[1:]).split()) == LONG


def test_colour_takes_no_room() -> None:
    line = f"\033[33m{'a' * 20}\033[0m {'b' * 18}"
    assert folded(line, NARROW) == line


def test_a_file_has_one_line_for_each() -> None:
    assert folded(LONG, Style(width=40)) == LONG


@pytest.mark.parametrize("command", [f"  aws ecs {'x ' * 40}", f"   look    $ aws ecs {'x ' * 40}"])
def test_a_command_stays_whole(command: str) -> None:
    assert folded(command, NARROW) == command
