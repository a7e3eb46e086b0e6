"""Unite what was said with what the proof shows: which causes it confirms, and which it excludes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.diagnosis.bundle import Bundle, Fault, Proven, Row
from generator.diagnosis.causes import Cause, Diagnosis, Excluded
from generator.diagnosis.differences import difference, together, undecided
from generator.diagnosis.health import healthy
from generator.diagnosis.log_lines import LAST, last_lines
from generator.diagnosis.log_lines import PREFIX as OF_A_LOG
from generator.diagnosis.messages import Message, messages
from generator.diagnosis.naming import of_entry, of_fault, of_message
from generator.diagnosis.readings import MOST, evidence_of, readings_of

THAT_IT_FAILED = 3
"""Rank of what says that something failed, rather than why; it stands only where nothing says why."""


def diagnose(bundle: Bundle, more: Iterable[Message] = ()) -> Diagnosis:
    """Name the causes of what a bundle records, the best first.

    What message and proof say together comes first, then what a message says by itself, then what the proof shows of
    the services that failed, and last what only says that something failed. ``more`` was said besides, to
    somebody who pasted it.
    """
    said = sorted([*more, *messages(bundle)], key=lambda message: message.rank)
    readings = list(readings_of(said))
    proof = bundle.proof
    causes: list[tuple[int, Cause]] = []
    excluded: dict[str, Excluded] = {}
    unknown: dict[str, None] = {}
    for key in dict.fromkeys(reading.key for reading in readings):
        those = [reading for reading in readings if reading.key == key]
        entry, task = those[0].entry, those[0].message.task
        faults = _faults(proof, entry.rules, task)
        evidence = evidence_of(those)
        if faults:
            rank = 0 if entry.tells_why else 2
            causes += [(rank, of_fault(fault, evidence, those[0], bundle)) for fault in faults]
            continue
        for rule in entry.rules:
            rows = _rows(proof, rule, task)
            if rows and all(row.verdict == "yes" for row in rows):
                excluded.setdefault(rule, Excluded(rule, _why_not(rows)))
            unknown |= dict.fromkeys(
                f"{row.task}, {row.need}: {'; '.join(row.because)}" for row in rows if row.verdict == "unknown"
            )
        evidence = (*evidence, *last_lines(bundle, those[0]))
        causes.append((1 if entry.tells_why else THAT_IT_FAILED, of_entry(those[0], evidence, bundle)))
    explained = {reading.message for reading in readings}
    for message in said:
        if message.in_full and message not in explained:
            causes.append((1 if message.rank == 0 else THAT_IT_FAILED, of_message(message, proof)))
    causes = _united(causes)
    named = {(cause.rule, cause.resource, cause.property) for _, cause in causes}
    failed = {message.task for message in said if message.task}
    for fault in _errors(proof, failed):
        if (fault.rule, fault.resource, fault.property) not in named:
            causes.append((2, of_fault(fault, (), None, bundle)))
    if proof is not None and proof.live:
        unknown |= dict.fromkeys(undecided(proof))
    first_of_all = next((rank for rank, _ in sorted(causes, key=lambda ranked: ranked[0])), 0)
    if first_of_all < THAT_IT_FAILED:
        causes = [ranked for ranked in causes if ranked[0] < THAT_IT_FAILED]
    else:
        causes = causes[:1]  # they all only say that it failed; the nearest to the task says most
    ordered = tuple(dict.fromkeys(cause for _, cause in sorted(causes, key=lambda ranked: ranked[0])))
    denied = tuple(dict.fromkeys(gap.call for gap in bundle.gaps if gap.denied))
    unread = dict.fromkeys(f"{gap.call}: {gap.why}" for gap in bundle.gaps if not gap.denied)
    unexplained = {} if ordered else dict.fromkeys(f"{message.said_by}: {message.text}" for message in said[:MOST])
    return Diagnosis(
        bundle.stack,
        ordered,
        tuple(excluded.values()),
        (*unknown, *unread, *unexplained),
        denied,
        _looked_at(bundle),
        proof.root.rpartition("/")[0] if proof else "",
        tuple(difference(row, proof) for row in proof.differs) if proof else (),
        tuple(together(proof)) if proof else (),
        healthy=not ordered and healthy(bundle),
    )


def _united(causes: Iterable[tuple[int, Cause]]) -> list[tuple[int, Cause]]:
    """Every finding of the proof once, with all that was said of it."""
    united: dict[object, tuple[int, Cause]] = {}
    for rank, cause in sorted(causes, key=lambda ranked: ranked[0]):
        key = (cause.rule, cause.resource, cause.property) if cause.rule else cause
        before = united.get(key)
        evidence = dict.fromkeys((*before[1].evidence, *cause.evidence)) if before else ()
        united[key] = (before[0], replace(before[1], evidence=_few(evidence))) if before else (rank, cause)
    return list(united.values())


def _few(evidence: Iterable[str]) -> tuple[str, ...]:
    """As much of what was said, and of what is proven, as anybody reads."""
    told = list(evidence)
    said = [line for line in told if not line.startswith(("proof: ", OF_A_LOG))]
    logged = [line for line in told if line.startswith(OF_A_LOG)]
    return (*said[:MOST], *logged[-LAST:], *[line for line in told if line.startswith("proof: ")][:MOST])


def _faults(proof: Proven | None, rules: Iterable[str], task: str) -> list[Fault]:
    """What the proof shows of the mistakes that an entry can come from, those of this very service."""
    wanted = set(rules)
    return [
        fault
        for fault in (proof.faults if proof else ())
        if fault.rule in wanted and (not task or not fault.tasks or task in fault.tasks)
    ]


def _errors(proof: Proven | None, failed: set[str]) -> list[Fault]:
    """Errors in what the services that failed depend on; of an account, every one, and what it does not have."""
    return [
        fault
        for fault in (proof.faults if proof else ())
        if (proof is not None and proof.live) or (fault.rule.startswith("E") and failed.intersection(fault.tasks))
    ]


def _rows(proof: Proven | None, rule: str, task: str) -> list[Row]:
    """The rows of the lesson that a rule belongs to."""
    lesson = int(rule[3:5])
    return [row for row in (proof.rows if proof else ()) if row.lesson == lesson and (not task or row.task == task)]


def _why_not(rows: list[Row]) -> str:
    needs = ", ".join(dict.fromkeys(row.need for row in rows))
    first = " -> ".join(rows[0].because[-3:])
    return f"the templates prove {needs}{f': {first}' if first else ''}"


def _looked_at(bundle: Bundle) -> tuple[str, ...]:
    counted = {
        "stack event": bundle.stack_events,
        "service": bundle.services,
        "stopped task": bundle.tasks,
        "target": bundle.targets,
        "log": bundle.logs,
    }
    seen = [f"{len(each)} {name}{'' if len(each) == 1 else 's'}" for name, each in counted.items() if each]
    proof = bundle.proof
    return (*seen, *([f"the proof of {proof.root} ({len(proof.rows)} needs)"] if proof else []))
