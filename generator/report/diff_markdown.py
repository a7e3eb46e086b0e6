"""What changed, for a comment on a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.changes.change import Change
from generator.comparison import Comparison
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
    for told in words.notable(one):
        word, name = f"**{told.word}**" if told.grave else told.word, f" `{told.name}`" if told.name else ""
        yield f"- {word}{name}{told.gap}{_safe(told.what)}"
    yield f"- costs {_safe(words.cost(one))}"
    yield ""


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
