"""What build has to say about its own proof."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.build.proof import Proven
from generator.report.proofs import reasons

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
    kinds = dict.fromkeys((cell.need.name, cell.need.image) for cell in proof.outside)
    for name, image in kinds:
        cells = [cell for cell in proof.outside if cell.need.name == name]
        where = "the image" if image else "what is outside of app.yaml"
        tasks = list(dict.fromkeys(cell.task for cell in cells))
        more = f" and {len(tasks) - _NAMED} more" if len(tasks) > _NAMED else ""
        yield f"{folder}: {name} of {', '.join(tasks[:_NAMED])}{more} depends on {where}: {reasons(cells[0])}"
