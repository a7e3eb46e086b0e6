"""What the proof says of an account, in the words of its stack, and where templates at hand say otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.diagnosis.account_words import Words
from generator.diagnosis.bundle import Fault, Proven, Row
from generator.diagnosis.proven import proven
from generator.live.absent import Missing
from generator.live.template import Live

_FIX = {"an agent": "start the agent (systemctl start ecs), let it reach the endpoints of ECS, or activate an instance"}
_OF_IMAGES = ("health check of ", "ca-bundle", "program")
"""Rows about what an image holds, which a Dockerfile tells and no account."""


def proven_live(file: Path, live: Live, templates: Proven | None = None) -> Proven:
    """Prove the template of an account, which stands in a file, and hold it against the proof of templates at hand."""
    proof = proven(file)
    named = Words(live)
    rows = tuple(
        row.model_copy(
            update={
                "task": named(row.task),
                "need": named(row.need),
                "because": named.because(row.because) if row.verdict == "unknown" else tuple(map(named, row.because)),
            }
        )
        for row in proof.rows
    )
    # What is there has been created: what keeps only CloudFormation from it is none of the account's faults.
    failing = {rule for row in proof.rows if row.verdict == "no" for rule in row.rules}
    proved = (fault for fault in proof.faults if fault.rule in failing)
    faults = (*(_missing(logical, one, live, proof) for logical, one in live.missing), *proved)
    told = tuple(
        fault.model_copy(
            update={
                "resource": named(fault.resource),
                "what": named(fault.what),
                "fix": named(named.groups_of(fault.fix)),
                "tasks": tuple(map(named, fault.tasks)),
                "live": live.ids.get(fault.resource, ""),
            }
        )
        for fault in faults
    )
    places = {named(path): place for path, place in proof.places.items()}
    made = {"rows": rows, "faults": told, "places": places, "live": True}
    differs = differing(rows, templates.rows) if templates else ()
    return proof.model_copy(update={**made, "differs": differs})


def differing(live: Iterable[Row], templates: Iterable[Row]) -> tuple[Row, ...]:
    """The rows of templates that an account answers otherwise; what only a Dockerfile or a value tells is none."""
    answers = {(row.task, row.need): row for row in live}
    tasks = {task for task, _ in answers}
    found = []
    for row in templates:
        ours = answers.get((row.task, row.need))
        if row.need.startswith(_OF_IMAGES) or row.task not in tasks:
            continue
        if ours is None or (ours.verdict != row.verdict and "unknown" not in (ours.verdict, row.verdict)):
            found.append(row)
    return tuple(found)


def _missing(logical: str, one: Missing, live: Live, proof: Proven) -> Fault:
    place = proof.places.get(logical)
    return Fault(
        rule="",
        lesson=0,
        what=one.what,
        fix=_FIX.get(one.kind, f"create {one.id}, or name one that is there"),
        resource=logical,
        file=place.file if place else "",
        line=place.line if place else 0,
        property=one.path,
    )
