"""The matrix on the page: a fold for each task, a row with an anchor for each need."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

from generator.analysis import Cell, reasons
from generator.checks.lessons import named
from generator.logic import Truth
from generator.report.proofs import SIGNS, Matrix, lesson

WORDS = {Truth.YES: "proven", Truth.NO: "failing", Truth.UNKNOWN: "unknown"}
_FEW = 4
"""So many tasks are shown unfolded, those first that fail, then those of which something is not known."""


def row_id(root: int, at: int) -> str:
    """The anchor of a row."""
    return f"row-{root}-{at}"


def matrix_section(matrix: Matrix, root: int) -> Iterator[str]:
    """Write the filter, and a table for each task."""
    if not matrix.cells:
        yield "<p>No tasks in what was read.</p>" if matrix.not_seen else "<p>No tasks.</p>"
        return
    yield '<div data-matrix class="matrix">'
    yield (
        '<div class="tools" hidden role="search" aria-label="Rows of the matrix">'
        '<label>Find <input type="search" placeholder="task, need, resource"></label>'
        '<label>Show <select><option value="">all</option>'
        + "".join(f'<option value="{verdict.value}">{word}</option>' for verdict, word in WORDS.items())
        + '</select></label><button type="button" value="open">Unfold all</button>'
        '<button type="button" value="shut">Fold all</button><output aria-live="polite"></output></div>'
    )
    tasks = [(task, list(cells)) for task, cells in groupby(enumerate(matrix.cells), key=lambda entry: entry[1].task)]
    unfolded_ones = _unfolded({task: {cell.verdict for _, cell in cells} for task, cells in tasks})
    for task, cells in tasks:
        proven = sum(cell.verdict is Truth.YES for _, cell in cells)
        unfolded = " open" if task in unfolded_ones else ""
        yield f'<details{unfolded} data-task="{escape(task)}">'
        yield f"<summary>{escape(task)} <small>{proven} of {len(cells)} proven</small></summary>"
        yield f'<table class="stacked"><caption>What {escape(task)} needs, and why it has it or not</caption>'
        yield "<thead><tr><th>Answer</th><th>Need</th><th>Because</th></tr></thead>\n<tbody>"
        yield from (_row(cell, row_id(root, at)) for at, cell in cells)
        yield "</tbody></table></details>"
    yield "</div>"


def _unfolded(verdicts: dict[str, set[Truth]]) -> set[str]:
    """The tasks that a reader sees at once: all of a few, else the worst."""
    worst = sorted(verdicts, key=lambda task: (Truth.NO not in verdicts[task], Truth.UNKNOWN not in verdicts[task]))
    return {task for task in worst[:_FEW] if len(verdicts) <= _FEW or verdicts[task] != {Truth.YES}}


def _row(cell: Cell, name: str) -> str:
    sign = f'<td class="sign">{SIGNS[cell.verdict]} {WORDS[cell.verdict]}</td>'
    rules = f", {escape(', '.join(cell.rules))}" if cell.rules else ""
    if len(cell.causes) > 1:
        told = _several(cell)
    else:
        told = escape(reasons(cell))
        if cell.fix:
            told += f'<p class="fix"><b>Fix:</b> {escape(cell.fix)}</p>'
        told += f' <span class="lesson">{named(lesson(cell))}{rules}</span>' if cell.verdict is not Truth.YES else ""
    need = f'<th scope="row">{escape(cell.need.name)}<br><span class="soft">{escape(cell.need.why)}</span></th>'
    return f'<tr id="{name}" tabindex="-1" class="{cell.verdict.value}">{sign}{need}<td>{told}</td></tr>'


def _several(cell: Cell) -> str:
    """List the causes of a no, each with what mends it."""
    causes = "".join(
        f'<li>{escape(what)}<p class="fix"><b>Fix:</b> {escape(fix)} '
        f'<span class="lesson">{named(int(rule[3:5]))}, {escape(rule)}</span></p></li>'
        for what, rule, fix in cell.causes
    )
    return f"<ol>{causes}</ol>" + (f"<p>All of it when {escape(cell.when)}.</p>" if cell.when else "")
