"""The matrix of a whole: one cell for a task and a need, over all the ways in which conditions can turn out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.analysis.resting import ANSWERS, Resting
from generator.analysis.scenarios import scenarios_in_common
from generator.analysis.words import findings_of_causes
from generator.logic import Truth
from generator.needs.row import Need, Proof
from generator.stack import Graph


@dataclass(frozen=True)
class Cell:
    """Whether a task gets one thing that it needs. The worst answer of all scenarios counts, and says when."""

    task: str
    need: Need
    verdict: Truth
    because: tuple[str, ...]
    rules: tuple[str, ...] = ()
    """Ids of the rules that report it, when the verdict is no."""
    fix: str | None = None
    when: str = ""
    causes: tuple[tuple[str, str, str], ...] = ()
    """What makes it a no, each with its rule and with what to change; ``because`` and ``fix`` hold the same."""


def reasons(cell: Cell, arrow: str = " → ") -> str:
    """Say what an answer rests on, as one line, without repeating whose it is."""
    steps = [step for step in cell.because if step != cell.task]
    said = (arrow if cell.verdict is Truth.YES else "; ").join(steps)
    return f"{said} (when {cell.when})" if cell.when else said


_WORST = (Truth.NO, Truth.UNKNOWN, Truth.YES)


def cells(views: Sequence[tuple[Graph, Sequence[Proof]]], resting: Resting) -> tuple[Cell, ...]:
    """Unite the matrices of all scenarios."""
    by_need: dict[tuple[str, str], list[tuple[Graph, Proof]]] = {}
    for graph, proofs in views:
        for proof in proofs:
            by_need.setdefault((proof.task, proof.need.name), []).append((graph, proof))
    return tuple(_cell(occurrences, [graph for graph, _ in views], resting) for occurrences in by_need.values())


def all_unknown(cells: Iterable[Cell], reason: str) -> tuple[Cell, ...]:
    """Take every answer back."""
    return tuple(Cell(cell.task, cell.need, Truth.UNKNOWN, (reason,)) for cell in cells)


def _cell(occurrences: list[tuple[Graph, Proof]], graphs: list[Graph], resting: Resting) -> Cell:
    for verdict in _WORST:
        deciding = [(graph, proof) for graph, proof in occurrences if proof.answer.verdict is verdict]
        if deciding:
            first, proof = deciding[0]
            causes = [resting.said(first, ANSWERS, cause) for cause in findings_of_causes(proof.answer)]
            because = resting.reasons(first, proof) or tuple(dict.fromkeys(cause.message for cause in causes))
            # What always holds is said without a condition, and so is what holds whenever the task exists.
            everywhere = len({graph for graph, _ in deciding}) == len({graph for graph, _ in occurrences})
            return Cell(
                proof.task,
                proof.need,
                verdict,
                because,
                tuple(dict.fromkeys(cause.rule for cause in causes)),
                "; ".join(dict.fromkeys(cause.fix for cause in causes)) or None,
                "" if everywhere else scenarios_in_common([graph for graph, _ in deciding], graphs),
                tuple(dict.fromkeys((cause.message, cause.rule, cause.fix) for cause in causes)),
            )
    raise AssertionError("a cell has at least one proof")
