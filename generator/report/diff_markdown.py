"""What changed, for a comment on a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.changes.change import Change
from generator.comparison import Comparison
from generator.cost.dollars import cents, dollars
from generator.report import diff_words as words
from generator.report.plan_words import word

MOST = 60_000
"""GitHub takes 65,536 characters in a comment, GitLab a million (GitHub's own refusal says so; read 2026-11)."""
_CUT = "\n\nThe rest is left out here; `diff` in a terminal, or with `--format json`, shows all of it.\n"
_ROOM = 70


def markdown(found: Sequence[Comparison]) -> str:
    """What matters of each stack in the open, every resource folded away; always short enough for a comment."""
    changed = [one for one in found if not one.same]
    blocks = ["\n".join(_open(one)) for one in changed]
    folds = ["\n".join(_folded(one)) for one in changed]
    head = _head(found)
    made = head
    left = MOST - len(head) - len(_CUT) - sum(map(len, blocks))
    for block, fold in zip(blocks, folds, strict=True):
        fits = len(fold) + 2 <= left
        left -= len(fold) + 2 if fits else 0
        made += f"\n{block}\n{fold if fits else '_Too many resources to list here._'}\n"
    return made if len(made) <= MOST else _shortened(made)


def _head(found: Sequence[Comparison]) -> str:
    """What it breaks, opens and costs, in a line; and which stacks it leaves alone."""
    said = words.verdict(found)
    lines = [f"**{said[0].upper()}{said[1:]}.** {_stops(found)}{_opens(found)} {_costs(found)}", ""]
    if same := [_safe(one.name) for one in found if one.same]:
        lines += [f"Nothing changes in {', '.join(same)}.", ""]
    return "\n".join(lines)


def _stops(found: Sequence[Comparison]) -> str:
    count = sum(len(one.outages) for one in found)
    return f"**Stops {count} {'database' if count == 1 else 'databases'} for a while.** " if count else ""


def _opens(found: Sequence[Comparison]) -> str:
    if opened := sum(len(words.opens(one)) for one in found):
        return f"**Opens {opened} {'thing' if opened == 1 else 'things'}.**"
    return "What it opens is not seen in full." if any(one.not_seen for one in found) else "Opens nothing."


def _costs(found: Sequence[Comparison]) -> str:
    known = [one.cost.difference for one in found if one.cost.difference]
    more = cents(sum(each.more for each in known))
    unknown = len(known) < len(found) or any(part.unknown for each in known for part in each.resources)
    said = f"Costs {dollars(abs(more))} a month {'more' if more > 0 else 'less'}" if more else "Costs the same"
    if not unknown:
        return f"{said}."
    return f"{said}, and something that is not known." if more else "What it costs is not known in full."


def _shortened(made: str) -> str:
    kept = made[: MOST - len(_CUT)]
    return kept[: kept.rfind("\n")] + _CUT


def _open(one: Comparison) -> Iterator[str]:
    yield f"### {_safe(one.name)}: {words.headline(one)}"
    yield ""
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
