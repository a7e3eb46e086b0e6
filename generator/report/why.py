"""Rows of the matrix with all that their answers rest on, a step a line."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase

from generator.analysis import Cell
from generator.checks.lessons import named
from generator.errors import InputError, Problem, did_you_mean
from generator.logic import Truth
from generator.report.proofs import Matrix, lesson, summary
from generator.report.style import Style

_VERDICTS = {Truth.YES: "proven", Truth.NO: "failing", Truth.UNKNOWN: "unknown"}


def rows(matrices: Sequence[Matrix], task: str, need: str) -> list[Matrix]:
    """Only the rows of a task and a need; ``*`` stands for any part of a name. Raises InputError when there is none."""
    kept = [replace(each, cells=tuple(_chosen(each.cells, task, need)), not_seen=()) for each in matrices]
    if chosen := [each for each in kept if each.cells]:
        return chosen
    cells = [cell for matrix in matrices for cell in matrix.cells]
    of_task = [cell.need.name for cell in cells if fnmatchcase(cell.task, task)]
    if of_task:
        raise _none(f"{task} has no such need", need, dict.fromkeys(of_task))
    raise _none("there is no such task", task, dict.fromkeys(cell.task for cell in cells))


def _none(what: str, asked: str, known: dict[str, None]) -> InputError:
    there = f"there is {', '.join(known)}" if known else "no task was seen at all"
    return InputError([Problem((), what, asked, hint=did_you_mean(asked, known) or there, where="--why")])


def _chosen(cells: Sequence[Cell], task: str, need: str) -> Iterator[Cell]:
    return (cell for cell in cells if fnmatchcase(cell.task, task) and fnmatchcase(cell.need.name, need))


def text(matrices: Sequence[Matrix], style: Style) -> str:
    """Write each row as a list: every step of the way, whole, and what mends it."""
    lines = []
    for matrix in matrices:
        lines += [style.bold(matrix.root) + (style.dim(f"  {matrix.region}") if matrix.region else ""), ""]
        for cell in matrix.cells:
            lines += [*_row(cell, style), ""]
    return "\n".join([*lines, summary(matrices, style)]) + "\n"


def _row(cell: Cell, style: Style) -> Iterator[str]:
    paint = {Truth.YES: style.green, Truth.NO: style.red, Truth.UNKNOWN: style.yellow}[cell.verdict]
    yield f"  {style.bold(cell.task)}  {cell.need.name}: {paint(_VERDICTS[cell.verdict])}"
    steps = [what for what, _, _ in cell.causes] if len(cell.causes) > 1 else list(cell.because)
    for number, step in enumerate(steps, 1):
        yield from _wrapped(step, f"{number:>5}. ", style)
        if len(cell.causes) > 1:
            _, rule, fix = cell.causes[number - 1]
            yield from _wrapped(f"fix: {fix} ({rule})", "       ", style)
    if cell.when:
        yield from _wrapped(f"when {cell.when}", "       ", style)
    if cell.fix and len(cell.causes) < 2:
        yield from _wrapped(f"fix: {cell.fix} ({', '.join(cell.rules)})", "       ", style)
    yield from _wrapped(named(lesson(cell)), "       ", style)


def _wrapped(words: str, lead: str, style: Style) -> list[str]:
    return textwrap.wrap(
        words,
        style.width,
        initial_indent=lead,
        subsequent_indent=" " * len(lead),
        break_long_words=False,
        break_on_hyphens=False,
    )
