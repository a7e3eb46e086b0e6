"""What is checked automatically, and by which check."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Check
from generator.checks.lessons import named
from generator.checks.registry import checks
from generator.report.guides.table import prose, table

_SEVERITIES = {"E": "error", "W": "warning", "I": "advice"}


def checks_of(*words: str) -> str:
    """A table of checks: a number stands for those of a lesson, an id for one. Raises KeyError for what is neither."""
    chosen = dict.fromkeys(check for word in words for check in _meant(word))
    rows = [(check.id, _SEVERITIES[check.id[0]], named(check.lesson), prose(check.title)) for check in chosen]
    return table(("check", "", "lesson", "what it finds"), rows)


def _meant(word: str) -> Iterator[Check]:
    if not word.isdigit():
        yield checks()[word]
        return
    of_lesson = [check for check in checks().values() if check.lesson == int(word)]
    if not of_lesson:
        raise KeyError(word)
    yield from of_lesson
