"""What build has to say about its own proof."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.proven import Proven
from generator.report.proofs import because


def unproven(proofs: Iterable[Proven], target: str) -> str:
    """Write a line for each mistake, for each answer that is missing, and for each that is decided outside."""
    return "".join(f"{line}\n" for proof in proofs for line in _lines(proof, f"{target}/{proof.folder}"))


def _lines(proof: Proven, folder: str) -> Iterator[str]:
    for each in proof.mistakes:
        yield f"{folder}/{each.file}:{each.line}:{each.column}: {each.rule} {each.message}; fix: {each.fix}"
    for mistake, suppression in proof.accepted:
        place = f"{folder}/{mistake.file}:{mistake.line}:{mistake.column}"
        yield f"{place}: {mistake.rule} is accepted on {mistake.resource}: {suppression.reason}"
    for cell in proof.unknown:
        yield f"{folder}: {cell.task}, {cell.need.name}: not proven: {because(cell)}"
    for cell in proof.outside:
        where = "the image" if cell.need.image else "what is outside of app.yaml"
        yield f"{folder}: {cell.task}, {cell.need.name}: depends on {where}: {because(cell)}"
