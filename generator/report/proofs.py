"""The matrix of tasks and needs: for a terminal, and as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from generator.report.style import Style
from generator.stack import Truth
from generator.whole import Cell

SIGNS = {Truth.YES: "✓", Truth.NO: "✗", Truth.UNKNOWN: "?"}
_PLAIN = {Truth.YES: "+", Truth.NO: "x", Truth.UNKNOWN: "?"}


@dataclass(frozen=True)
class Matrix:
    """The cells of one root template, as it was given, and the region it is for."""

    root: str
    region: str
    cells: tuple[Cell, ...]


def text(matrices: Sequence[Matrix], style: Style) -> str:
    """Write a block for each task: a line for what is proven, all the words for what is not."""
    blocks = []
    for matrix in matrices:
        head = style.bold(matrix.root) + (style.dim(f"  {matrix.region}") if matrix.region else "")
        blocks.append(head)
        if not matrix.cells:
            blocks.append("  no tasks\n")
        for task, cells in groupby(matrix.cells, key=lambda cell: cell.task):
            blocks.append("\n".join(_block(task, list(cells), style)) + "\n")
    return "\n".join([*blocks, summary(matrices, style)]) + "\n"


def _block(task: str, cells: list[Cell], style: Style) -> Iterator[str]:
    count = f"{sum(cell.verdict is Truth.YES for cell in cells)} of {len(cells)} proven"
    gap = max(2, style.width - 2 - len(task) - len(count))
    yield f"  {style.bold(task)}{' ' * gap}{style.dim(count)}"
    yield "  " + style.dim(("─" if style.signs else "-") * (style.width - 2))
    widest = min(max(len(cell.need.name) for cell in cells), style.width // 3)
    for cell in cells:
        yield from _row(cell, widest, style)


def _row(cell: Cell, widest: int, style: Style) -> Iterator[str]:
    paint = {Truth.YES: style.green, Truth.NO: style.red, Truth.UNKNOWN: style.yellow}[cell.verdict]
    sign = (SIGNS if style.signs else _PLAIN)[cell.verdict]
    name = _cut(cell.need.name, widest, style)
    lead = f"  {paint(sign)} {name:<{widest}}  "
    hang = " " * (widest + 6)
    room = style.width - len(hang)
    evidence = because(cell, " → " if style.signs else " -> ")
    if cell.verdict is Truth.YES:
        yield (lead + style.dim(_cut(evidence, room, style) if style.cut else evidence)).rstrip()
        return
    first, *others = textwrap.wrap(evidence, room, break_long_words=False, break_on_hyphens=False) or [""]
    yield lead + first
    yield from (hang + line for line in others)
    if cell.fix:
        words = f"fix: {cell.fix} ({', '.join(cell.rules)})"
        yield from textwrap.wrap(
            words,
            style.width,
            initial_indent=hang,
            subsequent_indent=hang,
            break_long_words=False,
            break_on_hyphens=False,
        )


def because(cell: Cell, arrow: str = " → ") -> str:
    """Say what an answer rests on, as one line, without repeating whose it is."""
    steps = [each for each in cell.because if each != cell.task]
    said = (arrow if cell.verdict is Truth.YES else "; ").join(steps)
    return f"{said} (when {cell.when})" if cell.when else said


def _cut(words: str, room: int, style: Style) -> str:
    more = "…" if style.signs else "..."
    return words if len(words) <= room else words[: room - len(more)] + more


def summary(matrices: Sequence[Matrix], style: Style) -> str:
    """Count the answers."""
    yes, no, unknown = counts(matrices)
    said = f"{yes + no + unknown} needs: {yes} proven, {no} failing, {unknown} unknown"
    return (style.red if no else style.yellow if unknown else style.green)(said)


def counts(matrices: Sequence[Matrix]) -> tuple[int, int, int]:
    """Count yes, no and unknown."""
    found = [cell.verdict for matrix in matrices for cell in matrix.cells]
    return (found.count(Truth.YES), found.count(Truth.NO), found.count(Truth.UNKNOWN))


def as_json(matrices: Sequence[Matrix]) -> str:
    """Give the documented JSON."""
    tasks = [
        {"root": matrix.root, "service": task, "needs": [_need(cell) for cell in cells]}
        for matrix in matrices
        for task, cells in groupby(matrix.cells, key=lambda cell: cell.task)
    ]
    words = ("yes", "no", "unknown")
    return json.dumps({"tasks": tasks, "summary": dict(zip(words, counts(matrices), strict=True))}, indent=2) + "\n"


def lesson(cell: Cell) -> int:
    """Give the lesson of the rule that fails, else the one that the need belongs to."""
    return int(cell.rules[0][3:5]) if cell.rules else cell.need.lesson


def _need(cell: Cell) -> dict[str, Any]:
    evidence = [*cell.because, *([f"when {cell.when}"] if cell.when else [])]
    name, verdict = cell.need.name, cell.verdict.value
    return {"need": name, "verdict": verdict, "because": evidence, "lesson": lesson(cell), "fix": cell.fix}
