"""One HTML file that needs nothing else: the picture, the matrix, the resources, what is open, what was not seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from generator.logic import Truth
from generator.report.picture.bundles import bundled
from generator.report.picture.exposure import Row, Table, exposure
from generator.report.picture.folded import MOST, folding
from generator.report.picture.matrix_section import WORDS, matrix_section, row_id
from generator.report.picture.model import Edge, Picture
from generator.report.picture.page_script import SCRIPT
from generator.report.picture.page_style import STYLE
from generator.report.picture.reasons import Used, used
from generator.report.picture.svg import STYLE as PICTURE_STYLE
from generator.report.picture.svg import WORDS as EDGE_WORDS
from generator.report.picture.svg import drawing, said_of
from generator.report.picture.whole import Whole
from generator.report.proofs import ASSUMES, SIGNS, Matrix, counts, unseen_count

TITLE = "What every task needs, and gets"
_MOST_REASONS = 6


@dataclass(frozen=True)
class Section:
    """A part of the page that somebody else writes, such as the cost: its anchor, its heading, and its HTML."""

    anchor: str
    title: str
    html: str
    leads: bool = False
    """Whether it stands before the picture."""


def page(wholes: Sequence[Whole], more: Mapping[str, Sequence[Section]] | None = None) -> str:
    """Write the page. ``more`` has further sections, by the name of the root that they are about."""
    blocks = [_root(whole, at, (more or {}).get(whole.matrix.root, ())) for at, whole in enumerate(wholes)]
    parts = [(anchor, title) for block in blocks for anchor, title, _ in block]
    body = "\n".join(line for block in blocks for _, _, lines in block for line in lines)
    assumed = "".join(f"<li>{escape(assumption)}</li>" for assumption in ASSUMES)
    contents = [[(anchor, title) for anchor, title, _ in block] for block in blocks]
    last = [("assumed", "Assumed")]
    contents = [contents[0] + last] if len(contents) == 1 else [*contents, last]
    links = "".join(f"<ul>{_links(each)}</ul>" for each in contents)
    first = next((anchor for anchor, title in parts if title == "Matrix"), "assumed")
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{TITLE}</title>\n<style>\n{STYLE}{PICTURE_STYLE}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#{first}">To the matrix</a>\n<header><h1>{TITLE}</h1>\n<p>{_summary(wholes)}</p>\n'
        f'<nav aria-label="Parts of this page">{links}</nav></header>\n'
        f'<main>\n{body}\n<section><h2 id="assumed">Assumed</h2>\n<ul>{assumed}</ul></section>\n</main>\n'
        f"<script>\n{SCRIPT}</script>\n</body>\n</html>\n"
    )


def _links(parts: Iterable[tuple[str, str]]) -> str:
    return "".join(f'<li><a href="#{anchor}">{escape(title)}</a></li>' for anchor, title in parts)


def _summary(wholes: Sequence[Whole]) -> str:
    matrices = [whole.matrix for whole in wholes]
    counted = zip(WORDS.items(), counts(matrices), strict=False)
    # None that fail are no alarm: a count of nothing has no colour.
    told = ", ".join(
        _counted(f'<b class="{verdict.value}">{count} {word}</b>', verdict, matrices) if count else f"{count} {word}"
        for (verdict, word), count in counted
    )
    if unseen := unseen_count(matrices):
        return f'<b class="unknown">{unseen} not seen</b>' + (f", {told}" if any(m.cells for m in matrices) else "")
    return told if any(matrix.cells for matrix in matrices) else "No tasks: nothing to prove."


def _counted(said: str, verdict: Truth, matrices: Sequence[Matrix]) -> str:
    """What is not proven leads to the first row of its kind."""
    rows = (
        row_id(at, row)
        for at, matrix in enumerate(matrices)
        for row, cell in enumerate(matrix.cells)
        if cell.verdict is verdict
    )
    return said if verdict is Truth.YES else f'<a href="#{next(rows)}">{said}</a>'


Part = tuple[str, str, list[str]]
"""Anchor, title for the list of parts, and lines."""


def _root(whole: Whole, at: int, more: Sequence[Section]) -> list[Part]:
    matrix, made = whole.matrix, list[Part]()
    name = escape(matrix.root).replace("/", "/<wbr>")
    head = f'<h2 id="root-{at}">{name} <small>{escape(matrix.region)}</small></h2>'
    made.append((f"root-{at}", matrix.root, [head]))
    made += [_part(f"{section.anchor}-{at}", section.title, [section.html]) for section in more if section.leads]
    drawn = bundled(whole.picture)
    if drawn.nodes:
        made.append(_part(f"picture-{at}", "Picture", _picture(drawn, matrix.root, at)))
    made.append(_part(f"matrix-{at}", "Matrix", matrix_section(matrix, at)))
    if whole.contexts:
        made.append(_part(f"resources-{at}", "Resources", _resources(used(whole.contexts, matrix.cells), at)))
        made.append(_part(f"exposure-{at}", "Exposure", _exposure(exposure(whole.contexts))))
    made += [_part(f"{section.anchor}-{at}", section.title, [section.html]) for section in more if not section.leads]
    if matrix.not_seen:
        lines = [
            f"<li>{f'<b>{escape(place.resource)}</b>: ' if place.resource else ''}{escape(place.why)} "
            f"<small>({escape(place.file)}:{place.line})</small></li>"
            for place in matrix.not_seen
        ]
        made.append(_part(f"unseen-{at}", "Not seen", ["<ul>", *lines, "</ul>"]))
    return made


def _part(anchor: str, title: str, lines: Iterable[str]) -> Part:
    return (
        anchor,
        title,
        [f'<section aria-labelledby="{anchor}"><h3 id="{anchor}">{escape(title)}</h3>', *lines, "</section>"],
    )


def _picture(picture: Picture, root: str, at: int) -> Iterator[str]:
    def link(edge: Edge) -> str:
        return f"#{row_id(at, edge.rows[0])}"

    drawn = drawing(
        picture, f"Who may talk to whom in {root}", link, lambda address: f"#{_stack_id(at, address)}", f"p{at}"
    )
    aside = '<span class="narrow"> The picture goes on to the right.</span>'
    yield f'<p class="soft">A click on an edge leads to its evidence.{aside}</p>'
    # Letters of a picture that is as narrow as a phone cannot be read: there it scrolls within its frame at first.
    words = '<span class="wide">Full size</span><span class="narrow">Fit to the screen</span>'
    yield f'<input type="checkbox" class="size" id="size-{at}"> <label for="size-{at}">{words}</label>'
    yield f'<div class="frame" tabindex="0" role="region" aria-label="Picture">{drawn}</div>'
    yield "<details><summary>The same as a table</summary>"
    yield '<table class="stacked"><caption>Who may talk to whom, and on which port</caption>'
    yield "<thead><tr><th>Answer</th><th>From</th><th>To</th><th>Port</th><th>Evidence</th></tr></thead><tbody>"
    for edge in picture.edges:
        source, target = (escape(picture.node(key).label) for key in (edge.source, edge.target))
        rows = "".join(
            f' <a href="#{row_id(at, row)}" aria-label="{escape(said_of(picture, edge))}">{escape(need)}</a>'
            for need, row in list(zip(edge.needs, edge.rows, strict=False))[:_MOST_REASONS]
        )
        sign = f"{SIGNS[edge.verdict]} {EDGE_WORDS[edge.verdict]}"
        yield (
            f'<tr class="{edge.verdict.value}"><td class="sign">{sign}</td><td data-is="From">{source}</td>'
            f'<td data-is="To">{target}</td><td data-is="Port">{escape(edge.port)}</td><td>{rows}</td></tr>'
        )
    yield "</tbody></table></details>"


def _stack_id(at: int, address: str) -> str:
    return f"stack-{at}-{address.replace('/', '.').replace(' ', '_') or 'root'}"


def _resources(every: Iterator[Used], at: int) -> Iterator[str]:
    yield '<p class="soft">Each resource, and the needs whose evidence names it.</p>'
    for stack, resources in groupby(sorted(every, key=lambda each: each.stack), key=lambda each: each.stack):
        listed = list(resources)
        count = f"{len(listed)} {'resource' if len(listed) == 1 else 'resources'}"
        yield f'<details id="{escape(_stack_id(at, stack))}">'
        yield f"<summary>{escape(stack or 'root')} <small>{count}</small></summary>"
        yield f'<table class="stacked"><caption>Resources of {escape(stack or "the root")}</caption>'
        yield "<thead><tr><th>Resource</th><th>Type</th><th>Why</th></tr></thead><tbody>"
        for each in listed:
            why = ", ".join(
                _reason(reason.need, reason.tasks, row_id(at, reason.row)) for reason in each.reasons[:_MOST_REASONS]
            )
            rest = len(each.reasons) - _MOST_REASONS
            why += f" and {rest} more" if rest > 0 else ""
            name = f'<th scope="row">{escape(each.path)}<br><span class="soft">{escape(each.place)}</span></th>'
            none = '<span class="soft">no need names it</span>'
            yield f"<tr>{name}<td>{escape(each.type)}</td><td>{why or none}</td></tr>"
        yield "</tbody></table></details>"


def _reason(need: str, tasks: int, anchor: str) -> str:
    return f'<a href="#{anchor}">{escape(need)}</a>' + (f" of {tasks} tasks" if tasks > 1 else "")


def _exposure(tables: Iterable[Table]) -> Iterator[str]:
    for table in tables:
        yield f"<h4>{escape(table.title)}</h4>"
        if not table.rows:
            yield f"<p>{escape(table.none)}</p>"
            continue
        if len(table.rows) <= MOST:
            yield from _rows(table, table.rows)
            continue
        # What is open to everybody is never folded away.
        yield from _rows(table, [row for row in table.rows if row in table.open])
        closed = [row for row in table.rows if row not in table.open]
        yield from folding(len(closed), "rows", _rows(table, closed))


def _rows(table: Table, rows: Sequence[Row]) -> Iterator[str]:
    if not rows:
        return
    yield f'<table class="stacked"><caption class="twice">{escape(table.title)}</caption><thead><tr>'
    yield "".join(f"<th>{escape(word)}</th>" for word in table.head) + "</tr></thead><tbody>"
    for row in rows:
        first, *rest = (escape(word) for word in row)
        cells = "".join(
            f'<td data-is="{escape(name)}">{word}</td>' for name, word in zip(table.head[1:], rest, strict=True)
        )
        yield f'<tr{" class=open" if row in table.open else ""}><th scope="row">{first}</th>{cells}</tr>'
    yield "</tbody></table>"
