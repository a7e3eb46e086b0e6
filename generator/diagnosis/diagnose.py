"""Unite what was said with what the proof shows: which causes it confirms, and which it excludes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.catalogue import Entry, find
from generator.catalogue.cli_command import command
from generator.diagnosis.bundle import Bundle, Fault, Proven, Row
from generator.diagnosis.causes import Cause, Diagnosis, Excluded
from generator.diagnosis.messages import Message, messages

MOST = 3
"""Messages that stand as evidence beside one cause."""
THAT_IT_FAILED = 3
"""Rank of what says that something failed, rather than why; it stands only where nothing says why."""


@dataclass(frozen=True)
class _Reading:
    """One message, and the entry of the catalogue that explains it."""

    message: Message
    entry: Entry
    region: str = ""


def diagnose(bundle: Bundle, more: Iterable[Message] = ()) -> Diagnosis:
    """Name the causes of what a bundle records, the best first.

    What message and proof say together comes first, then what a message says by itself, then what the proof shows of
    the services that failed, and last what only says that something failed. ``more`` was
    said besides, to somebody who pasted it.
    """
    said = [*more, *messages(bundle)]
    readings = list(_readings(said))
    proof = bundle.proof
    causes: list[tuple[int, Cause]] = []
    excluded: dict[str, Excluded] = {}
    unknown: dict[str, None] = {}
    for entry_id, task in dict.fromkeys((reading.entry.id, reading.message.task) for reading in readings):
        those = [reading for reading in readings if (reading.entry.id, reading.message.task) == (entry_id, task)]
        entry = those[0].entry
        faults = _faults(proof, entry.rules, task)
        evidence = _evidence(those)
        if faults:
            causes += [(0, _of_fault(fault, evidence, those[0], proof)) for fault in faults]
            continue
        for rule in entry.rules:
            rows = _rows(proof, rule, task)
            if rows and all(row.verdict == "yes" for row in rows):
                excluded.setdefault(rule, Excluded(rule, _why_not(rows)))
            unknown |= dict.fromkeys(
                f"{row.task}, {row.need}: {'; '.join(row.because)}" for row in rows if row.verdict == "unknown"
            )
        causes.append((THAT_IT_FAILED if entry.yields else 1, _of_entry(those[0], evidence, bundle)))
    explained = {reading.message for reading in readings}
    for message in said:
        if message.said_by.startswith("AWS::") and message not in explained:
            causes.append((1 if message.rank == 0 else THAT_IT_FAILED, _of_message(message, proof)))
    named = {(cause.rule, cause.resource, cause.property) for _, cause in causes}
    failed = {message.task for message in said if message.task}
    for fault in _errors(proof, failed):
        if (fault.rule, fault.resource, fault.property) not in named:
            causes.append((2, _of_fault(fault, (), None, proof)))
    first_of_all = next((rank for rank, _ in sorted(causes, key=lambda ranked: ranked[0])), 0)
    if first_of_all < THAT_IT_FAILED:
        causes = [ranked for ranked in causes if ranked[0] < THAT_IT_FAILED]
    else:
        causes = causes[:1]  # they all only say that it failed; the nearest to the task says most
    ordered = _once(cause for _, cause in sorted(causes, key=lambda ranked: ranked[0]))
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
    )


def _once(causes: Iterable[Cause]) -> tuple[Cause, ...]:
    """Every cause once: several messages may lead to one mistake, and the best one stands for them."""
    kept: dict[object, Cause] = {}
    for cause in causes:
        kept.setdefault((cause.rule, cause.resource, cause.property) if cause.rule else cause, cause)
    return tuple(kept.values())


def of_proof(proof: Proven) -> tuple[Cause, ...]:
    """What the proof alone says cannot work: the finding behind every *no*, else the row itself; each once."""
    causes: dict[Cause, None] = {}
    for row in (row for row in proof.rows if row.verdict == "no"):
        faults = [
            fault for fault in proof.faults if fault.rule in row.rules and (not fault.tasks or row.task in fault.tasks)
        ]
        if row.rules and not any(rule.startswith("E") for rule in row.rules):
            continue  # a warning: tasks start and serve
        place = proof.places.get(row.task)
        alone = Cause(f"{row.task}, {row.need}: {'; '.join(row.because)}", "", resource=row.task, proof=True)
        if place:
            alone = replace(alone, file=place.file, line=place.line)
        causes |= dict.fromkeys([_of_fault(fault, (), None, proof) for fault in faults] or [alone])
    return tuple(causes)


def _readings(said: Iterable[Message]) -> Iterator[_Reading]:
    """The best entry for each message, and further ones that say why rather than that."""
    for message in said:
        found = find(message.text)
        for number, match in enumerate(found):
            if number == 0 or not match.entry.yields:
                yield _Reading(message, match.entry, match.region)


def _evidence(readings: Iterable[_Reading]) -> tuple[str, ...]:
    lines = []
    for reading in readings:
        message = reading.message
        text = " ".join(message.text.split())
        often = f" ({message.times} times)" if message.times > 1 else ""
        lines.append(f"{message.said_by}{often}: {text[:400]}")
    return tuple(dict.fromkeys(lines))[:MOST]


def _faults(proof: Proven | None, rules: Iterable[str], task: str) -> list[Fault]:
    """What the proof shows of the mistakes that an entry can come from, those of this very service."""
    wanted = set(rules)
    return [
        fault
        for fault in (proof.faults if proof else ())
        if fault.rule in wanted and (not task or not fault.tasks or task in fault.tasks)
    ]


def _errors(proof: Proven | None, failed: set[str]) -> list[Fault]:
    """Errors in what the services that failed depend on."""
    return [
        fault
        for fault in (proof.faults if proof else ())
        if fault.rule.startswith("E") and failed.intersection(fault.tasks)
    ]


def _rows(proof: Proven | None, rule: str, task: str) -> list[Row]:
    """The rows of the lesson that a rule belongs to."""
    lesson = int(rule[3:5])
    return [row for row in (proof.rows if proof else ()) if row.lesson == lesson and (not task or row.task == task)]


def _why_not(rows: list[Row]) -> str:
    needs = ", ".join(dict.fromkeys(row.need for row in rows))
    first = " -> ".join(rows[0].because[-3:])
    return f"the templates prove {needs}{f': {first}' if first else ''}"


def _of_fault(fault: Fault, evidence: tuple[str, ...], reading: _Reading | None, proof: Proven | None) -> Cause:
    rows = [
        f"proof: {row.need} of {row.task} is {row.verdict}"
        for row in (proof.rows if proof else ())
        if fault.rule in row.rules and row.verdict == "no"
    ]
    return Cause(
        what=fault.what,
        fix=fault.fix,
        rule=fault.rule,
        lesson=fault.lesson,
        resource=fault.resource,
        file=fault.file,
        line=fault.line,
        property=fault.property,
        app=fault.app,
        evidence=(*evidence, *(rows[:MOST] or [f"proof: {fault.rule} at {fault.resource}"])),
        entry=reading.entry.id if reading else "",
        command=_command(reading),
        proof=True,
    )


def _of_entry(reading: _Reading, evidence: tuple[str, ...], bundle: Bundle) -> Cause:
    entry, path = reading.entry, reading.message.resource
    place = bundle.proof.places.get(path) if bundle.proof else None
    cause = Cause(
        what=entry.causes[0],
        fix=entry.fix,
        lesson=entry.lesson or 0,
        resource=path,
        evidence=evidence,
        entry=entry.id,
        command=_command(reading),
        others=entry.causes[1:],
    )
    return replace(cause, file=place.file, line=place.line) if place else cause


def _of_message(message: Message, proof: Proven | None) -> Cause:
    """What CloudFormation says of a resource, where nothing more is known about it."""
    cause = Cause(" ".join(message.text.split()), "", resource=message.resource, evidence=(message.said_by,))
    place = proof.places.get(message.resource) if proof else None
    return replace(cause, file=place.file, line=place.line) if place else cause


def _command(reading: _Reading | None) -> str:
    """The command that shows it in the account."""
    if reading is None or not reading.entry.checks:
        return ""
    text = command(reading.entry.checks[0])
    for name, value in reading.message.names:
        text = text.replace(f"<{name}>", value)
    return text + (f" --region {reading.region}" if reading.region else "")


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
