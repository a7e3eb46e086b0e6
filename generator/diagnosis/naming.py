"""Causes by name: from a finding of the proof, from an entry of the catalogue, or from a message alone."""

from __future__ import annotations

from dataclasses import replace

from generator.diagnosis.bundle import Bundle, Fault, Proven
from generator.diagnosis.causes import Cause
from generator.diagnosis.differences import changed
from generator.diagnosis.messages import Message
from generator.diagnosis.pointing import point
from generator.diagnosis.readings import MOST, Reading, filled, looked_up_by


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
        causes |= dict.fromkeys([of_fault(fault, (), None, alone_in) for fault in faults] or [alone])
    return tuple(causes)


def of_fault(fault: Fault, evidence: tuple[str, ...], reading: Reading | None, bundle: Bundle) -> Cause:
    proof, region = bundle.proof, bundle.region
    rows = [
        f"proof: {row.need} of {row.task} is {row.verdict}"
        for row in (proof.rows if proof else ())
        if fault.rule in row.rules and row.verdict == "no" and (not fault.tasks or row.task in fault.tasks)
    ]
    otherwise = list(changed(fault, proof)) if proof else []
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
        evidence=(*evidence, *about, *otherwise[:MOST]),
        entry=reading.entry.id if reading else "",
        command=looked_up_by(reading, region),
        proof=True,
        live=fault.live,
    )


def of_entry(reading: Reading, evidence: tuple[str, ...], bundle: Bundle) -> Cause:
    entry, said = reading.entry, reading.message.what
    pointer = point(entry.at, reading.message, bundle.proof)
    return Cause(
        what=said or entry.causes[0],
        fix=filled(entry.fix, reading),
        lesson=entry.lesson or 0,
        resource=pointer.resource,
        file=pointer.file,
        line=pointer.line,
        property=pointer.property,
        app=pointer.app,
        evidence=evidence,
        entry=entry.id,
        command=looked_up_by(reading, bundle.region),
        others=entry.causes if said else entry.causes[1:],
    )


def of_message(message: Message, proof: Proven | None) -> Cause:
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
