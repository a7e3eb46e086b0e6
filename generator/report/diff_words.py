"""The sentences of a comparison, which a terminal and a pull request show alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.changes.change import Change, Difference
from generator.comparison import Comparison, Priced, Row
from generator.logic import Truth
from generator.report.alike import told_once
from generator.report.cost_words import difference_text
from generator.report.plan_words import REVISED, short, summary, what_is_lost

KINDS = {"create": "a new stack", "update": "", "delete": "the stack is gone"}


@dataclass(frozen=True)
class Told:
    """A thing that a reader wants to know of a change: a word for its kind, a name, and the sentence that follows."""

    word: str
    name: str
    what: str
    grave: bool = False

    @property
    def gap(self) -> str:
        """What stands before the sentence: nothing, where it begins with a colon."""
        return "" if self.what.startswith(":") else " "


def headline(one: Comparison) -> str:
    """Say in a line what a comparison comes to."""
    if one.same:
        return "nothing changes"
    kind = f"{KINDS[one.kind]}: " if KINDS[one.kind] else ""
    return f"{kind}{summary(one.changes)}" if one.changes else "the templates are the same, and the proof is not"


def notable(one: Comparison) -> Iterator[Told]:
    """What matters of a comparison, the gravest first; what it costs is not among it."""
    yield from (Told("fails", each.change.name, f": {each.what}; {each.hint}", grave=True) for each in one.taken)
    yield from (_told_row("loses", row, grave=True) for row in one.rows if row.worse)
    yield from (Told("meanwhile", "", said, grave=True) for _, said in meanwhile(one))
    if one.during.undecided:
        yield Told("meanwhile", "", f"unknown: {one.during.undecided}")
    yield from (Told("ends", name, f": {what}", grave=True) for name, what in loses_data(one))
    yield from (Told("opens", name, f": {what}", grave=True) for name, what in opens(one))
    yield from (Told("replaced", name, f": {what}") for name, what in replaced(one))
    yield from (Told("stops", each.change.name, f": {each.what}") for each in one.outages)
    yield from (Told("restarts", each.name, ": new tasks replace the old ones, rolling") for each in one.restarts)
    yield from (Told("proof", task, how) for task, how in new_tasks(one.rows))
    for row in single_rows(one.rows):
        if not row.worse:
            yield _told_row("gains" if row.better else "proof", row)


def _told_row(word: str, row: Row, *, grave: bool = False) -> Told:
    because = why(row)
    return Told(word, row.task, f"{row.need}: {answers(row)}{f': {because}' if because else ''}", grave)


def replaced(one: Comparison) -> list[tuple[str, str]]:
    """The resources that are replaced, with what forces it; a new revision of a task definition is none."""
    found = [change for change in one.changes if change.action == "replace" and change.type not in REVISED]
    return [(change.name, forced(change)) for change in found]


def forced(change: Change) -> str:
    """Say which properties force a replacement, and whether it is certain."""
    properties = ", ".join(dict.fromkeys(each.path for each in change.differences if each.recreates))
    if change.possible:
        return f"{properties} may force it, or a value that is not known here"
    return f"{properties} cannot be changed in place"


def opens(one: Comparison) -> list[tuple[str, str]]:
    """What admits or allows more than before."""
    admitted = [(widening.change.name, widening.what) for widening in one.widenings]
    return [*admitted, *((door.rule, door.what) for door in one.doors)]


def loses_data(one: Comparison) -> list[tuple[str, str]]:
    """What is lost for good, or only kept outside of the stack."""
    return [(loss.change.name, what_is_lost(loss)) for loss in one.losses]


def answers(row: Row) -> str:
    """What a row was and is: ``yes, now no``; what is asked for anew, or no more."""
    if row.before is None:
        return f"new, {row.after}"
    if row.after is None:
        return f"was {row.before}, not seen any more" if row.unseen else "not asked for any more"
    return f"was {row.before}, now {row.after}"


def why(row: Row) -> str:
    """What an answer that is not a yes rests on, and what to do."""
    if row.after is None or row.after is Truth.YES:
        return ""
    said = "; ".join(told_once(row.because))
    return f"{said}; fix: {row.fix}" if row.fix else said


def new_tasks(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """Tasks that are new, or gone, each with how it stands."""
    found = []
    for task in dict.fromkeys(row.task for row in rows if row.whole and not row.unseen):
        asked = [row for row in rows if row.task == task and row.after is not None]
        yes = sum(row.after is Truth.YES for row in asked)
        found.append((task, f"is new: {yes} of {len(asked)} needs proven" if asked else "is gone"))
    return found


def single_rows(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows that are told one by one: all but those of a task that came or went, unless they are not proven."""
    yield from (row for row in rows if not row.whole or row.unseen or row.after in (Truth.NO, Truth.UNKNOWN))


def meanwhile(one: Comparison) -> Iterator[tuple[bool, str]]:
    """What tasks lack while an update runs, a sentence a task, and whether that takes something from what runs."""
    for each in one.during.interruptions:
        yield each.interrupts, f"{each.what}; {each.hint}"


def difference_line(difference: Difference, room: int, arrow: str) -> str:
    """Write one property with what it was and will be, as far as that is known."""
    if difference.before is None and difference.after is None:
        follows = "the new revision" if difference.path == "TaskDefinition" else "follows what is replaced"
        return f"{difference.path} ({follows})"
    before, after = short(difference.before, difference.after, room)
    return f"{difference.path}: {before} {arrow} {after}"


def cost(one: Comparison) -> str:
    """Say what it costs a month more or less, or why that is not known."""
    return cost_of(one.cost)


def cost_of(priced: Priced) -> str:
    """The same of any difference."""
    if priced.difference is None:
        return f"not known: {priced.why}"
    known = replace(priced.difference, resources=tuple(each for each in priced.difference.resources if each.more))
    unknown = [f"{each.resource}: {each.unknown}" for each in priced.difference.resources if each.unknown]
    said = [difference_text(known)] if known.resources or not unknown else []
    said += [f"not known of {'; '.join(unknown)}"] if unknown else []
    said += [priced.note] if priced.note and (known.resources or unknown) else []
    return "; ".join(said).replace("costs the same", "the same")


def verdict(all_of_them: Sequence[Comparison]) -> str:
    """The last line: whether anything got worse, and whether an update interrupts what runs."""
    rows = sum(row.worse for one in all_of_them for row in one.rows)
    taken = sum(len(one.taken) for one in all_of_them)
    said = [
        f"{_counted(rows, 'row')} of the proof got worse" if rows else "",
        f"the update fails: {_counted(taken, 'resource')} cannot be created" if taken else "",
    ]
    kept = "; ".join(filter(None, said)) or "nothing is lost in the proof"
    meanwhile_ = sum(row.after is Truth.NO for one in all_of_them for row in one.during.rows)
    if not meanwhile_:
        return kept
    return f"{kept}, but old tasks lose {_counted(meanwhile_, 'row')} of it while the update runs"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
