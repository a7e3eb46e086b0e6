"""The matrix as one HTML file that needs nothing else, light or dark as the reader's system is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from generator.analysis import Cell
from generator.checks.lessons import named
from generator.logic import Truth
from generator.report.proofs import ASSUMES, SIGNS, Matrix, counts, lesson, reasons, unseen_count

_STYLE = """\
:root { color-scheme: light dark; --text: #1f2328; --soft: #59636e; --line: #d1d9e0; --back: #ffffff; --row: #f6f8fa;
        --yes: #1a7f37; --no: #d1242f; --unknown: #9a6700; }
@media (prefers-color-scheme: dark) {
  :root { --text: #f0f6fc; --soft: #9198a1; --line: #3d444d; --back: #0d1117; --row: #151b23;
          --yes: #3fb950; --no: #f85149; --unknown: #d29922; }
}
body { font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--back); max-width: 72rem;
       margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2.5rem; } h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
h2 small, h3 small, .lesson { color: var(--soft); font-weight: normal; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; font-size: .85rem; } tr.no td, tr.unknown td { background: var(--row); }
td.sign { width: 1.5rem; font-weight: bold; } td.need { white-space: nowrap; font-family: ui-monospace, monospace; }
.yes .sign, b.yes { color: var(--yes); } .no .sign, b.no { color: var(--no); }
.unknown .sign, b.unknown { color: var(--unknown); } .fix { margin: .25rem 0 0; }
ol { margin: 0; padding-left: 1.2rem; } li + li { margin-top: .5rem; }
@media (max-width: 40rem) { td.need { white-space: normal; } }
"""
_WORDS = {Truth.YES: "proven", Truth.NO: "failing", Truth.UNKNOWN: "unknown"}


def html(matrices: Sequence[Matrix]) -> str:
    """Write the page."""
    counted = zip(_WORDS.items(), counts(matrices), strict=True)
    told = ", ".join(f'<b class="{verdict.value}">{count} {word}</b>' for (verdict, word), count in counted)
    if unseen := unseen_count(matrices):
        told = f'<b class="unknown">{unseen} not seen</b>' + (f", {told}" if any(m.cells for m in matrices) else "")
    elif not any(matrix.cells for matrix in matrices):
        told = "No tasks: nothing to prove."
    assumed = "".join(f"<li>{escape(assumption)}</li>" for assumption in ASSUMES)
    body = "\n".join(line for matrix in matrices for line in _root(matrix))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>What every task needs, and gets</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>What every task needs, and gets</h1>\n<p>{told}</p>\n{body}\n"
        f"<h2>Assumed</h2>\n<ul>{assumed}</ul>\n</body>\n</html>\n"
    )


def _root(matrix: Matrix) -> Iterator[str]:
    yield f"<h2>{escape(matrix.root)} <small>{escape(matrix.region)}</small></h2>"
    if not matrix.cells:
        yield "<p>No tasks in what was read.</p>" if matrix.not_seen else "<p>No tasks.</p>"
    for task, cells in groupby(matrix.cells, key=lambda cell: cell.task):
        every = list(cells)
        proven = sum(cell.verdict is Truth.YES for cell in every)
        yield f"<h3>{escape(task)} <small>{proven} of {len(every)} proven</small></h3>"
        yield "<table>\n<thead><tr><th></th><th>Need</th><th>Because</th></tr></thead>\n<tbody>"
        yield from (_row(cell) for cell in every)
        yield "</tbody>\n</table>"
    if matrix.not_seen:
        yield "<h3>Not seen</h3>\n<ul>"
        for place in matrix.not_seen:
            name = f"<b>{escape(place.resource)}</b>: " if place.resource else ""
            yield f"<li>{name}{escape(place.why)} <small>({escape(place.file)}:{place.line})</small></li>"
        yield "</ul>"


def _several(cell: Cell) -> str:
    """List the causes of a no, each with what mends it."""
    causes = "".join(
        f'<li>{escape(what)}<p class="fix"><b>Fix:</b> {escape(fix)} '
        f'<span class="lesson">{named(int(rule[3:5]))}, {escape(rule)}</span></p></li>'
        for what, rule, fix in cell.causes
    )
    return f"<ol>{causes}</ol>" + (f"<p>All of it when {escape(cell.when)}.</p>" if cell.when else "")


def _row(cell: Cell) -> str:
    word = _WORDS[cell.verdict]
    sign = f'<td class="sign" title="{word}" aria-label="{word}">{SIGNS[cell.verdict]}</td>'
    rules = f", {escape(', '.join(cell.rules))}" if cell.rules else ""
    if len(cell.causes) > 1:
        told = _several(cell)
    else:
        told = f"{escape(reasons(cell))}"
        if cell.fix:
            told += f'<p class="fix"><b>Fix:</b> {escape(cell.fix)}</p>'
        told += f' <span class="lesson">{named(lesson(cell))}{rules}</span>' if cell.verdict is not Truth.YES else ""
    need = f'<td class="need" title="{escape(cell.need.why)}">{escape(cell.need.name)}</td>'
    return f'<tr class="{cell.verdict.value}">{sign}{need}<td>{told}</td></tr>'
