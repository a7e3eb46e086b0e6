"""Every lesson that a check or an entry of the catalogue belongs to has a name, and only those have one."""

from __future__ import annotations

from generator.catalogue import entries
from generator.checks.lessons import NAMES
from generator.checks.registry import checks


def test_names_are_those_of_lessons_that_are_taught() -> None:
    taught = {check.lesson for check in checks().values()} | {entry.lesson for entry in entries() if entry.lesson}
    assert NAMES.keys() == taught - {0}


def test_no_two_lessons_share_a_name() -> None:
    assert len(set(NAMES.values())) == len(NAMES)
