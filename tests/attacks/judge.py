"""What the analysis says of a change that it did not say before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from generator.analysis.analyse import Analysis
from tests.attacks.change import Change
from tests.attacks.stacks import analysed

Row = tuple[str, str]
Answer = tuple[str, tuple[str, ...]]
"""A verdict, and its reasons."""


def told(change: Change) -> tuple[str, ...]:
    """The ids of new findings, advice left out, the rows that are not yes any more, and ``not seen``; empty: silent."""
    before, after = analysed_before(change.base), analysed(change.base, change.edits)
    return (*_findings(before, after), *_rows(before, after), *_unseen(before, after))


@cache
def analysed_before(base: str) -> Analysis:
    """What is known of a base."""
    return analysed(base, {})


def _findings(before: Analysis, after: Analysis) -> Iterator[str]:
    known = {(finding.rule, finding.message) for finding in before.findings}
    for finding in after.findings:
        if finding.rule[0] in "EW" and (finding.rule, finding.message) not in known:
            yield finding.rule


def _rows(before: Analysis, after: Analysis) -> Iterator[str]:
    known = _answers(before)
    for row, (verdict, because) in _answers(after).items():
        was, reasons = known.get(row, ("", ()))
        if verdict != "yes" and (verdict != was or set(because) - set(reasons)):
            yield f"{row[1]} of {row[0]}: {verdict}"


def _answers(analysis: Analysis) -> Mapping[Row, Answer]:
    return {(cell.task, cell.need.name): (cell.verdict.value, cell.because) for cell in analysis.cells}


def _unseen(before: Analysis, after: Analysis) -> Iterator[str]:
    known = {(place.file, place.why) for place in before.not_seen}
    if any((place.file, place.why) not in known for place in after.not_seen):
        yield "not seen"
