"""Unite what was said with what the proof shows: which causes it confirms, and which it excludes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.catalogue import Entry, find
from generator.catalogue.cli_command import command
from generator.diagnosis.bundle import Bundle, Fault, Proven, Row
from generator.diagnosis.causes import Cause, Diagnosis, Excluded
from generator.diagnosis.messages import Message, messages
from generator.diagnosis.pointing import point

MOST = 3
"""Messages that stand as evidence beside one cause."""
LONGEST = 400
"""Characters of a message; of a longer one, such as a log, only the part is quoted that tells the cause."""
OF_A_LOG = 240
"""Characters that are quoted of a log: what follows there is another matter."""
THAT_IT_FAILED = 3
"""Rank of what says that something failed, rather than why; it stands only where nothing says why."""


@dataclass(frozen=True)
class _Reading:
    """One message, and the entry of the catalogue that explains it."""

    message: Message
    entry: Entry
    region: str = ""
    quote: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What one cause is made of: the same, said of the same resource."""
        return self.entry.id, self.message.task, self.message.resource


def diagnose(bundle: Bundle, more: Iterable[Message] = ()) -> Diagnosis:
    """Name the causes of what a bundle records, the best first.

    What message and proof say together comes first, then what a message says by itself, then what the proof shows of
    the services that failed, and last what only says that something failed. ``more`` was
    said besides, to somebody who pasted it.
    """
    said = sorted([*more, *messages(bundle)], key=lambda message: message.rank)
    readings = list(_readings(said))
    proof = bundle.proof
    causes: list[tuple[int, Cause]] = []
    excluded: dict[str, Excluded] = {}
    unknown: dict[str, None] = {}
    for key in dict.fromkeys(reading.key for reading in readings):
        those = [reading for reading in readings if reading.key == key]
        entry, task = those[0].entry, those[0].message.task
        faults = _faults(proof, entry.rules, task)
        evidence = _evidence(those)
        if faults:
            rank = 0 if entry.tells_why else 2
            causes += [(rank, _of_fault(fault, evidence, those[0], bundle)) for fault in faults]
            continue
        for rule in entry.rules:
            rows = _rows(proof, rule, task)
            if rows and all(row.verdict == "yes" for row in rows):
                excluded.setdefault(rule, Excluded(rule, _why_not(rows)))
            unknown |= dict.fromkeys(
                f"{row.task}, {row.need}: {'; '.join(row.because)}" for row in rows if row.verdict == "unknown"
            )
        causes.append((1 if entry.tells_why else THAT_IT_FAILED, _of_entry(those[0], evidence, bundle)))
    explained = {reading.message for reading in readings}
    for message in said:
        if message.in_full and message not in explained:
            causes.append((1 if message.rank == 0 else THAT_IT_FAILED, _of_message(message, proof)))
    causes = _united(causes)
    named = {(cause.rule, cause.resource, cause.property) for _, cause in causes}
    failed = {message.task for message in said if message.task}
    for fault in _errors(proof, failed):
        if (fault.rule, fault.resource, fault.property) not in named:
            causes.append((2, _of_fault(fault, (), None, bundle)))
    if proof is not None and proof.live:
        unknown |= dict.fromkeys(_undecided(proof))
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
        tuple(_difference(row, proof) for row in proof.differs) if proof else (),
    )


def _difference(theirs: Row, live: Proven) -> str:
    """How the account answers a row, and how the templates do."""
    ours = next((row for row in live.rows if _same(row, theirs)), None)
    if ours is None:
        return f"{theirs.task}, {theirs.need}: {theirs.verdict} by the templates, not asked by what is in the account"
    because = "; ".join(ours.because)
    return f"{ours.task}, {ours.need}: {theirs.verdict} by the templates, {ours.verdict} in the account: {because}"


def _undecided(proof: Proven) -> Iterator[str]:
    """The rows that are unknown, those with one reason together."""
    by_reason: dict[str, list[str]] = {}
    for row in proof.rows:
        if row.verdict == "unknown":
            by_reason.setdefault("; ".join(row.because), []).append(f"{row.task}, {row.need}")
    for because, rows in by_reason.items():
        more = f", and {len(rows) - MOST} more" if len(rows) > MOST else ""
        yield f"{'; '.join(rows[:MOST])}{more}: {because}"


def _same(one: Row, other: Row) -> bool:
    return (one.task, one.need) == (other.task, other.need)


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
    said = [line for line in told if not line.startswith("proof: ")]
    return (*said[:MOST], *[line for line in told if line.startswith("proof: ")][:MOST])


def of_proof(proof: Proven) -> tuple[Cause, ...]:
    """What the proof alone says cannot work: the finding behind every *no*, else the row itself; each once."""
    causes: dict[Cause, None] = {}
    alone_in = Bundle(version="", written="", stack="", proof=proof)
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
        causes |= dict.fromkeys([_of_fault(fault, (), None, alone_in) for fault in faults] or [alone])
    return tuple(causes)


def _readings(said: Iterable[Message]) -> Iterator[_Reading]:
    """The best entry for each message, and further ones that say why rather than that."""
    for message in said:
        found = find(message.text)
        for number, match in enumerate(found):
            if number == 0 or not match.entry.yields:
                yield _Reading(message, match.entry, match.region, match.quote)


def _evidence(readings: Iterable[_Reading]) -> tuple[str, ...]:
    lines = []
    for reading in readings:
        message = reading.message
        text = " ".join(message.text.split())
        often = f" ({message.times} times)" if message.times > 1 else ""
        told = text if len(text) <= LONGEST else reading.quote
        lines.append(f"{message.said_by}{often}: {told[:OF_A_LOG] if message.lines else told}")
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


def _of_fault(fault: Fault, evidence: tuple[str, ...], reading: _Reading | None, bundle: Bundle) -> Cause:
    proof, region = bundle.proof, bundle.region
    rows = [
        f"proof: {row.need} of {row.task} is {row.verdict}"
        for row in (proof.rows if proof else ())
        if fault.rule in row.rules and row.verdict == "no"
    ]
    changed = list(_changed(fault, proof)) if proof else []
    there = [f"in the account: {fault.live}"] if fault.live else []
    about = rows[:MOST] or [
        f"proof: {fault.rule} at {fault.resource}" if fault.rule else "it was asked for, and is not there"
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
        evidence=(*evidence, *there, *about, *changed[:MOST]),
        entry=reading.entry.id if reading else "",
        command=_command(reading, region),
        proof=True,
    )


def _changed(fault: Fault, live: Proven) -> Iterator[str]:
    """The rows that a fault of the account turned, and that templates at hand prove."""
    for row in live.differs:
        if row.verdict == "yes" and any(_same(row, ours) and fault.rule in ours.rules for ours in live.rows):
            yield f"the templates prove {row.need} of {row.task}: it was changed in the account"


def _of_entry(reading: _Reading, evidence: tuple[str, ...], bundle: Bundle) -> Cause:
    entry, said = reading.entry, reading.message.what
    pointer = point(entry.at, reading.message, bundle.proof)
    return Cause(
        what=said or entry.causes[0],
        fix=_filled(entry.fix, reading),
        lesson=entry.lesson or 0,
        resource=pointer.resource,
        file=pointer.file,
        line=pointer.line,
        property=pointer.property,
        app=pointer.app,
        evidence=evidence,
        entry=entry.id,
        command=_command(reading, bundle.region),
        others=entry.causes if said else entry.causes[1:],
    )


def _of_message(message: Message, proof: Proven | None) -> Cause:
    """What CloudFormation says of a resource, where nothing more is known about it."""
    pointer = point((), message, proof)
    return Cause(
        " ".join(message.text.split()),
        "",
        resource=pointer.resource,
        file=pointer.file,
        line=pointer.line,
        app=pointer.app,
        evidence=(message.said_by,),
    )


def _command(reading: _Reading | None, region: str) -> str:
    """The command that shows it in the account."""
    if reading is None or not reading.entry.checks:
        return ""
    text = command(reading.entry.checks[0])
    text = _filled(text, reading)
    region = reading.region or region
    return text + (f" --region {region}" if region else "")


def _filled(text: str, reading: _Reading) -> str:
    """What an entry leaves open, with the names that are known here."""
    for name, value in reading.message.names:
        text = text.replace(f"<{name}>", value)
    return text


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
