"""What changed, for a comment on a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.changes.change import Change
from generator.comparison import Comparison, Row
from generator.report import diff_words as words
from generator.report.plan_text import word

MOST = 60_000
"""GitHub takes 65,536 characters in a comment, GitLab a million (GitHub's own refusal says so; read 2026-11)."""
_CUT = "\n\nThe rest is left out here; `diff` in a terminal, or with `--format json`, shows all of it.\n"
_ROOM = 120


def markdown(found: Sequence[Comparison]) -> str:
    """What matters of each stack in the open, every resource folded away; always short enough for a comment."""
    blocks = ["\n".join(_open(one)) for one in found]
    folds = ["\n".join(_folded(one)) for one in found]
    said = words.verdict(found)
    head = f"**{said[0].upper()}{said[1:]}.**\n"
    made = head
    left = MOST - len(head) - len(_CUT) - sum(map(len, blocks))
    for block, fold in zip(blocks, folds, strict=True):
        fits = len(fold) + 2 <= left
        left -= len(fold) + 2 if fits else 0
        made += f"\n{block}\n{fold if fits else '_Too many resources to list here._'}\n"
    return made if len(made) <= MOST else _shortened(made)


def _shortened(made: str) -> str:
    kept = made[: MOST - len(_CUT)]
    return kept[: kept.rfind("\n")] + _CUT


def _open(one: Comparison) -> Iterator[str]:
    yield f"### {_safe(one.name)}: {words.headline(one)}"
    yield ""
    if one.same:
        return
    for taken in one.taken:
        yield f"- **fails**: `{taken.change.name}` {_safe(taken.what)}; {_safe(taken.hint)}"
    for row in (row for row in one.rows if row.worse):
        yield f"- **loses** {_row(row)}"
    for _, said in words.meanwhile(one):
        yield f"- **meanwhile** {_safe(said)}"
    if one.during.undecided:
        yield f"- meanwhile unknown: {one.during.undecided}"
    for name, what in words.loses_data(one):
        yield f"- **ends** `{name}`: {_safe(what)}"
    for name, what in words.opens(one):
        yield f"- **opens** `{name}`: {_safe(what)}"
    for name, forced in words.replaced(one):
        yield f"- replaced `{name}`: {_safe(forced)}"
    for service in one.restarts:
        yield f"- restarts `{service.name}`: new tasks replace the old ones, rolling"
    for task, how in words.new_tasks(one.rows):
        yield f"- proof `{task}` {how}"
    for row in words.single_rows(one.rows):
        if not row.worse:
            yield f"- {'gains' if row.better else 'proof'} {_row(row)}"
    yield f"- costs {_safe(words.cost(one))}"
    yield ""


def _row(row: Row) -> str:
    because = words.why(row)
    return f"`{row.task}` {row.need}: {words.answers(row)}{f': {_safe(because)}' if because else ''}"


def _folded(one: Comparison) -> Iterator[str]:
    if not one.changes:
        return
    count = f"{len(one.changes)} {'resource' if len(one.changes) == 1 else 'resources'}"
    yield f"<details><summary>{count}</summary>"
    yield ""
    yield "| | resource | type | properties |"
    yield "|---|---|---|---|"
    for change in one.changes:
        yield f"| {word(change)} | `{change.name}` | {change.type} | {_properties(change)} |"
    yield ""
    yield "</details>"


def _properties(change: Change) -> str:
    return "<br>".join(_safe(words.difference_line(each, _ROOM, "→")) for each in change.differences)


def _safe(said: str) -> str:
    """Keep a text from being Markdown or HTML: a table's bars, tags, mentions of people."""
    said = " ".join(said.split())
    for sign, written in (("&", "&amp;"), ("<", "&lt;"), ("|", "&#124;"), ("@", "&#64;"), ("*", "&#42;"), ("`", "'")):
        said = said.replace(sign, written)
    return said
