"""What changed, for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from textwrap import wrap

from generator.changes.change import Change
from generator.comparison import Comparison
from generator.report import diff_words as words
from generator.report.plan_words import REVISED
from generator.report.style import Style

Painter = Callable[[str], str]
_SIGNS = {"add": "+", "modify": "~", "replace": "±", "remove": "-"}
_NAMED = 8
"""So many resources that a stack gains or loses are named; of more, how many they are."""


def text(found: Sequence[Comparison], style: Style) -> str:
    """A block for each stack: its resources, then what matters of it; the verdict last."""
    lines = [line for one in found for line in (*_block(one, style), "")]
    said = words.verdict(found)
    paint = style.red if any(one.loses for one in found) else style.green
    return "\n".join([*lines, *(paint(line) for line in wrap(said, style.width))]) + "\n"


def _block(one: Comparison, style: Style) -> Iterator[str]:
    yield from (style.bold(line) for line in wrap(f"{one.name}: {words.headline(one)}", style.width))
    if one.same:
        return
    for stack in dict.fromkeys(change.path[:-1] for change in one.changes):
        yield ""
        yield f"  {style.bold('/'.join(stack) or '(root)')}"
        yield from _stack([change for change in one.changes if change.path[:-1] == stack], style)
    yield ""
    for name, forced in words.replaced(one):
        yield from _said("replaced", f"{name}: {forced}", style, style.yellow)
    for service in one.restarts:
        yield from _said("restarts", f"{service.name}: new tasks replace the old ones, rolling", style, style.yellow)
    for outage in one.outages:
        yield from _said("stops", f"{outage.change.name}: {outage.what}", style, style.yellow)
    for name, what in words.opens(one):
        yield from _said("opens", f"{name}: {what}", style, style.yellow)
    for name, what in words.loses_data(one):
        yield from _said("ends", f"{name}: {what}", style, style.red)
    yield from _proof(one, style)
    for taken in one.taken:
        yield from _said("fails", f"{taken.change.name} {taken.what}; {taken.hint}", style, style.red)
    for certain, said in words.meanwhile(one):
        yield from _said("meanwhile", said, style, style.red if certain else style.yellow)
    if one.during.undecided:
        yield from _said("meanwhile", f"unknown: {one.during.undecided}", style, style.yellow)
    yield from _said("costs", words.cost(one), style, style.bold)


def _stack(changes: Sequence[Change], style: Style) -> Iterator[str]:
    for action in ("replace", "modify", "add", "remove"):
        alike = [change for change in changes if change.action == action]
        if action in ("add", "remove") and len(alike) > _NAMED:
            names = ", ".join(change.path[-1] for change in alike)
            yield from _hung(f"    {_sign(action, style)} {len(alike)} resources: ", names, style)
            continue
        for change in alike:
            yield from _change(change, style)


def _change(change: Change, style: Style) -> Iterator[str]:
    word = REVISED.get(change.type, "possibly replaced" if change.possible else "replaced")
    tail = f"  {word}" if change.action == "replace" else "  perhaps" if change.possible else ""
    name = f"    {_sign(change.action, style)} {change.path[-1]}"
    yield f"{name}  {style.dim(change.type.removeprefix('AWS::'))}{tail}"
    for difference in change.differences:
        room = max((style.width - len(difference.path) - 16) // 2, 12)
        line = words.difference_line(difference, room, "→" if style.signs else "->")
        yield from wrap(line, style.width, initial_indent=" " * 8, subsequent_indent=" " * 10)


def _proof(one: Comparison, style: Style) -> Iterator[str]:
    for task, how in words.new_tasks(one.rows):
        yield from _said("proof", f"{task} {how}", style, style.dim)
    for row in words.single_rows(one.rows):
        paint = style.red if row.worse else style.green if row.better else style.dim
        label = "loses" if row.worse else "gains" if row.better else "proof"
        because = words.why(row)
        yield from _said(
            label, f"{row.task} {row.need}: {words.answers(row)}{f': {because}' if because else ''}", style, paint
        )


def _sign(action: str, style: Style) -> str:
    paint = {"add": style.green, "remove": style.red}.get(action, style.yellow)
    return paint(_SIGNS[action] if style.signs or action != "replace" else "!")


def _said(label: str, what: str, style: Style, paint: Painter) -> Iterator[str]:
    lines = wrap(what, style.width - 14, break_on_hyphens=False) or [""]
    yield f"  {paint(f'{label:<10}')}  {lines[0]}"
    yield from (f"{'':14}{line}" for line in lines[1:])


def _hung(lead: str, names: str, style: Style) -> Iterator[str]:
    first, *others = wrap(names, style.width - 22) or [""]
    yield lead + first
    yield from (f"{'':22}{line}" for line in others)
