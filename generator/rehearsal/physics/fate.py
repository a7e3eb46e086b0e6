"""What becomes of the tasks of a service: the first step of their start that the proof says cannot be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from generator.catalogue import find
from generator.catalogue.entry import Entry, entries
from generator.diagnosis.bundle import Row
from generator.rehearsal.physics.borrowed import borrowed
from generator.rehearsal.physics.ending import EXITED, FAILED_TO_START, Ending
from generator.rehearsal.physics.facts import Facts
from generator.rehearsal.physics.stages import Stage, stage
from generator.rehearsal.physics.words import candidates

_PROGRAM = "log"
_TASK = {"stoppedReason", "containers[].reason", "service_event"}
_API = {"cfn_event", "api_error"}


def fate(rows: Iterable[Row], facts: Facts) -> Ending | None:
    """How the tasks end that have these answers of the proof; None where they run. What is unknown is no end."""
    stopping = sorted(
        (
            (stage(row.need, " ".join(row.because), facts), number, row)
            for number, row in enumerate(rows)
            if _stops(row)
        ),
        key=lambda each: each[:2],
    )
    return next((ending for at, _, row in stopping if (ending := _ending(at, row, facts)) is not None), None)


def _stops(row: Row) -> bool:
    """Whether an answer keeps tasks from running: errors do, warnings do not."""
    return row.verdict == "no" and (not row.rules or any(rule.startswith("E") for rule in row.rules))


def _ending(at: Stage, row: Row, facts: Facts) -> Ending | None:
    """The end at a step whose message, by the catalogue, comes from what the proof found; else the usual one."""
    possible = list(candidates(at, row, facts))
    explained = next((ending for ending in possible if _comes_from(ending, row.rules)), None)
    if explained is not None or at is Stage.NONE:
        return explained
    if possible and at < Stage.START:
        return possible[0]
    if (of_rule := next(_of_catalogue(at, row, facts), None)) is not None:
        return of_rule
    if at is Stage.TARGET:
        return None  # what keeps clients away keeps no task from running
    if possible:
        return possible[0]
    return Ending(at, row.need, "Task failed to start")


def _comes_from(ending: Ending, rules: Iterable[str]) -> bool:
    wanted = set(rules)
    return any(wanted & set(found.entry.rules) for found in find(ending.text))


def _of_catalogue(at: Stage, row: Row, facts: Facts) -> Iterator[Ending]:
    """Ends of tasks that the catalogue knows to come from these rules, in its words."""
    for rule in row.rules:
        for entry in _entries(rule):
            said = borrowed(entry.example, row.need, facts)
            if _TASK & set(entry.surface):
                yield Ending(at, row.need, said, FAILED_TO_START)
            elif _PROGRAM in entry.surface and at is not Stage.TARGET:
                name = str(facts.container(row.need)["name"])
                yield Ending(at, row.need, "Essential container in task exited", EXITED, name, exit_code=1, log=(said,))
            elif _API & set(entry.surface):
                yield Ending(at, row.need, refused=said)


@cache
def _entries(rule: str) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries() if rule in entry.rules and not entry.yields)
