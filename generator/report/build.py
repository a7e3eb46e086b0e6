"""What build has to say about its own proof."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from generator.build import versions
from generator.build.proof import Proven
from generator.build.steps import Built

_NAMED = 4
"""So many tasks with the same question are named."""


def unproven(proofs: Iterable[Proven], target: str) -> str:
    """Write a line for each mistake, accepted or not, and for each answer that is missing."""
    return "".join(f"{line}\n" for proof in proofs for line in _lines(proof, f"{target}/{proof.folder}"))


def _lines(proof: Proven, folder: str) -> Iterator[str]:
    yield from (
        f"{folder}/{finding.file}:1:1: {finding.rule} {finding.message}"
        for finding in proof.findings
        if finding.crashes
    )
    yield from map(str, proof.refused)
    for mistake, suppression in proof.accepted:
        place = f"{folder}/{mistake.file}:{mistake.line}:{mistake.column}"
        yield f"{place}: {mistake.rule} is accepted on {mistake.resource}: {suppression.reason}"
    for gap in proof.not_seen:
        yield f"{folder}/{gap.file}:{gap.line}:{gap.column}: not seen: {gap.why}"


def undecided(proofs: Iterable[Proven], target: str) -> str:
    """Write a line for each kind of need that something outside of app.yaml decides, an image for example."""
    return "".join(f"{line}\n" for proof in proofs for line in _open(proof, f"{target}/{proof.folder}"))


def _open(proof: Proven, folder: str) -> Iterator[str]:
    kinds = dict.fromkeys((each.need, each.image) for each in proof.outside)
    for need, image in kinds:
        alike = [each for each in proof.outside if each.need == need]
        where = "the image" if image else "what is outside of app.yaml"
        tasks = list(dict.fromkeys(each.task for each in alike))
        more = f" and {len(tasks) - _NAMED} more" if len(tasks) > _NAMED else ""
        yield f"{folder}: {need} of {', '.join(tasks[:_NAMED])}{more} depends on {where}: {alike[0].reason}"


def summary(built: Built, proof: Proven, target: Path, changed: Collection[str]) -> str:
    """Write one line for a folder of output, in which these files changed."""
    count = sum(len(body["Resources"]) for body in built.composition.bodies.values())
    open_ = f"{len(proof.outside)} unknown, " if proof.outside else ""
    proven = f"{_many(proof.needs - len(proof.outside), 'need')} of tasks proven, {open_}" if proof.needs else ""
    written = len(built.texts.keys() & set(changed))
    removed = f", {len(changed) - written} removed" if len(changed) > written else ""
    state = f"{written} of {len(built.texts)} files written{removed}" if changed else "unchanged"
    templates, resources = _many(len(built.texts) - 1, "template"), _many(count, "resource")
    return f"{target}/{built.folder}: {templates}, {resources}, {proven}{state}"


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def notes(built: Iterable[Built]) -> str:
    """Write what somebody should know before it is deployed, a line each."""
    known = list(dict.fromkeys(f"note: {note}" for each in built for note in each.notes))
    if others := ", ".join(versions.other_versions()):
        known.append(
            f"note: made with {others}: the files may differ from those of others; pip installs what `.[test]` pins"
        )
    return "".join(f"{note}\n" for note in known)
