"""The matrix of tasks and needs: for a terminal, and as JSON."""

from __future__ import annotations

import json
import shlex
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from generator.analysis import Cell, NotSeen, reasons
from generator.checks.lessons import named
from generator.logic import Truth
from generator.report.alike import told_once
from generator.report.style import Style

SIGNS = {Truth.YES: "✓", Truth.NO: "✗", Truth.UNKNOWN: "?"}
_PLAIN = {Truth.YES: "+", Truth.NO: "x", Truth.UNKNOWN: "?"}

ASSUMES = (
    "No policy of the organisation (SCP or RCP) denies what these roles allow.",
    "The account's settings and quotas, and the capacity of the region, suffice.",
    "Nothing outside of these templates takes away or denies what they create, or name in their own account.",
    "The network ACLs of subnets that are made elsewhere let everything through.",
    "Secrets and parameters that are made elsewhere have a value, and AWS's own key unless a template names another.",
    "NAT gateways that are made elsewhere and named here lead to the internet.",
    "A prefix list of AWS that is named by its id is the one of S3, where that is not known here.",
    "What is named here and made elsewhere is there: groups of logs, keys, key pairs, roles, buckets, functions, "
    "versions, snapshots.",
    "Images exist under their tags, and what they run works.",
    "Whoever deploys gives the parameters values that the Rules of the template accept, and validates by hand the "
    "certificates that no hosted zone validates.",
    "Types of services that tasks have nothing to do with, and that nobody placed here, take nothing away.",
    "What public templates usually set, and nothing here looks at, AWS takes in these as well.",
)
"""What no template can show, and every yes rests on."""
_ASSUMED_IN_SHORT = (
    f"Assumed: {len(ASSUMES)} things that no template shows (policies of the organisation, quotas, what is made "
    "elsewhere, images that run). Into a file or a pipe, all of them are listed."
)


@dataclass(frozen=True)
class Matrix:
    """The cells of one root template, as it was given, the region it is for, and what of it was not seen."""

    root: str
    region: str
    cells: tuple[Cell, ...]
    not_seen: tuple[NotSeen, ...] = ()

    @property
    def blind(self) -> bool:
        """Whether there is no answer at all, and something that would have needed one may be in what was not seen."""
        return not self.cells and bool(self.not_seen)


def text(matrices: Sequence[Matrix], style: Style, again: str = "") -> str:
    """Write a block for each task: a line for what is proven, all the words for what is not.

    ``again`` is the command that was typed; a terminal, which cuts what is proven, is told how to see a row whole.
    """
    blocks = []
    for matrix in matrices:
        head = style.bold(matrix.root) + (style.dim(f"  {matrix.region}") if matrix.region else "")
        blocks.append(head)
        if not matrix.cells:
            blocks.append("  no tasks in what was read\n" if matrix.not_seen else "  no tasks\n")
        for task, cells in groupby(matrix.cells, key=lambda cell: cell.task):
            blocks.append("\n".join(_block(task, list(cells), style)) + "\n")
        if matrix.not_seen:
            blocks.append("\n".join(_unseen(matrix.not_seen, style)) + "\n")
    if any(matrix.cells for matrix in matrices):
        # On a terminal, a page of premises below every answer hides the answer.
        told = _ASSUMED_IN_SHORT if style.cut else f"Assumed: {' '.join(ASSUMES)}"
        blocks += [style.dim(line) for line in _wrapped(told, "", "  ", style)]
    if style.cut and again and (shown := _most_open(matrices)):
        blocks.append(f"every step of a row:\n  {again} --why {shown.task} {shlex.quote(shown.need.name)}")
    return "\n".join([*blocks, summary(matrices, style)]) + "\n"


def _most_open(matrices: Sequence[Matrix]) -> Cell | None:
    """The first row that fails; where none does, the first that is unknown; where all is proven, the first."""
    cells = [cell for matrix in matrices for cell in matrix.cells]
    return min(cells, key=lambda cell: (Truth.NO, Truth.UNKNOWN, Truth.YES).index(cell.verdict), default=None)


def _unseen(places: Sequence[NotSeen], style: Style) -> Iterator[str]:
    yield f"  {style.bold('not seen')}"
    for place in places:
        name = f"{place.resource}: " if place.resource else ""
        yield from _wrapped(f"? {name}{place.why} ({place.file}:{place.line})", "  ", "    ", style)


def _wrapped(words: str, first: str, hang: str, style: Style) -> list[str]:
    return textwrap.wrap(
        words,
        style.width,
        initial_indent=first,
        subsequent_indent=hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


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
    if len(cell.causes) > 1:
        yield from _several(cell, lead, hang, style)
        return
    evidence = reasons(cell, " → " if style.signs else " -> ")
    if cell.verdict is Truth.YES:
        yield (lead + style.dim(_cut(evidence, room, style) if style.cut else evidence)).rstrip()
        return
    first, *others = textwrap.wrap(evidence, room, break_long_words=False, break_on_hyphens=False) or [""]
    yield lead + first
    yield from (hang + line for line in others)
    if cell.fix:
        yield from _wrapped(f"fix: {cell.fix} ({', '.join(cell.rules)})", hang, hang, style)
        yield from _wrapped(named(lesson(cell)), hang, hang, style)


def _several(cell: Cell, lead: str, hang: str, style: Style) -> Iterator[str]:
    """Number the causes of a no, each with what mends it."""
    for number, (what, rule, fix) in enumerate(_united(cell.causes), 1):
        first, *others = _wrapped(what, f"{hang}{number}. ", f"{hang}   ", style)
        yield lead + first[len(hang) :] if number == 1 else first
        yield from others
        for words in (f"fix: {fix} ({rule})", named(int(rule[3:5]))):
            yield from _wrapped(words, f"{hang}   ", f"{hang}   ", style)
    if cell.when:
        yield from _wrapped(f"all of it when {cell.when}", hang, hang, style)


def _united(causes: Sequence[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """Tell what one change mends once, with all that it mends."""
    by_mending: dict[tuple[str, str], list[str]] = {}
    for what, rule, fix in causes:
        by_mending.setdefault((rule, fix), []).append(what)
    for (rule, fix), whats in by_mending.items():
        yield from ((told, rule, fix) for told in told_once(whats))


def _cut(words: str, room: int, style: Style) -> str:
    more = "…" if style.signs else "..."
    return words if len(words) <= room else words[: room - len(more)] + more


def summary(matrices: Sequence[Matrix], style: Style) -> str:
    """Count the answers, and what was not seen. Where there is no answer, nothing is counted."""
    yes, no, unknown = counts(matrices)
    unseen = unseen_count(matrices)
    more = f"{unseen} {'place' if unseen == 1 else 'places'} not seen" if unseen else ""
    if not yes + no + unknown:
        return style.red(f"nothing is proven: no task was seen, and {more}") if more else "no tasks: nothing to prove"
    if blind := [matrix.root for matrix in matrices if matrix.blind]:
        more += f", and no task of {', '.join(blind)}"
    count = yes + no + unknown
    needs = "1 need" if count == 1 else f"{count} needs"
    said = f"{needs}: {yes} proven, {no} failing, {unknown} unknown{'; ' if more else ''}{more}"
    return (style.red if no else style.yellow if unknown or unseen else style.green)(said)


def counts(matrices: Sequence[Matrix]) -> tuple[int, int, int]:
    """Count yes, no and unknown."""
    verdicts = [cell.verdict for matrix in matrices for cell in matrix.cells]
    return (verdicts.count(Truth.YES), verdicts.count(Truth.NO), verdicts.count(Truth.UNKNOWN))


def unseen_count(matrices: Sequence[Matrix]) -> int:
    """Count the places that were not seen."""
    return sum(len(matrix.not_seen) for matrix in matrices)


def as_json(matrices: Sequence[Matrix]) -> str:
    """The documented JSON."""
    tasks = [
        {"root": matrix.root, "service": task, "needs": [_need(cell) for cell in cells]}
        for matrix in matrices
        for task, cells in groupby(matrix.cells, key=lambda cell: cell.task)
    ]
    not_seen = [{"root": matrix.root} | asdict(place) for matrix in matrices for place in matrix.not_seen]
    assumes = list(ASSUMES) if tasks else []
    words = ("yes", "no", "unknown", "not_seen", "assumes")
    summary = dict(zip(words, (*counts(matrices), len(not_seen), len(assumes)), strict=True))
    made = {"tasks": tasks, "assumes": assumes, "not_seen": not_seen, "summary": summary}
    return json.dumps(made, indent=2) + "\n"


def lesson(cell: Cell) -> int:
    """The lesson of the rule that fails, else the one that the need belongs to."""
    return int(cell.rules[0][3:5]) if cell.rules else cell.need.lesson


def _need(cell: Cell) -> dict[str, Any]:
    evidence = [*cell.because, *([f"when {cell.when}"] if cell.when else [])]
    name, verdict = cell.need.name, cell.verdict.value
    return {"need": name, "verdict": verdict, "because": evidence, "lesson": lesson(cell), "fix": cell.fix}
