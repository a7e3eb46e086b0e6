"""A second look, where a slip in the wiring hides the rest: what is wrong if it is read as it is evidently meant.

It only adds. What was found of the templates as they are stands, and what is right behind a slip is not proven by it:
the templates as they are do not deploy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from generator.analysis.matrix import Cell, cells
from generator.analysis.resting import Resting
from generator.analysis.scenarios import scenarios
from generator.crash import Watch
from generator.finding import Finding
from generator.logic import Truth
from generator.needs.containers.start import START
from generator.needs.matrix import Prover
from generator.stack import Graph, corrections

Findings = Callable[[Sequence[Prover], Resting], Iterable[Finding]]
_MOST_NAMED = 2
_NOT_CREATED = "the stacks cannot be created as they are written"


def behind_slips(
    graph: Graph,
    provers: Sequence[Prover],
    first: tuple[Cell, ...],
    found: tuple[Finding, ...],
    watch: Watch,
    find: Findings,
) -> tuple[tuple[Cell, ...], tuple[Finding, ...]]:
    """Add to a matrix and to findings what ``find`` and the needs say of the templates as they are meant."""
    meant = corrections((prover.graph, prover.context.edge_errors) for prover in provers)
    if not meant:
        return first, found
    again = [Prover(view, watch) for view in scenarios(graph.corrected(meant))]
    resting = Resting(again, watch)
    provided = _in_words(meant.slips)
    known = {finding.place for finding in found}
    more = tuple(
        replace(finding, message=f"{finding.message} {provided}")
        for finding in find(again, resting)
        if finding.place not in known
    )
    second = cells([(prover.graph, prover.proofs) for prover in again], resting)
    return tuple(_united(first, second, meant.slips, provided)), (*found, *more)


def _united(first: Iterable[Cell], second: Iterable[Cell], slips: tuple[str, ...], provided: str) -> Iterator[Cell]:
    """The first matrix, with each *no* of the second in the place of what was not known, or not asked.

    That nothing else keeps a task from starting is not known, where the stacks are not created.
    """
    matrix = list(first)
    asked = {(cell.task, cell.need.name) for cell in matrix}
    failing = {(cell.task, cell.need.name): _provided(cell, provided) for cell in second if cell.verdict is Truth.NO}
    for cell in matrix:
        if cell.need.name == START:
            yield from (each for key, each in failing.items() if key[0] == cell.task and key not in asked)
            if cell.verdict is Truth.YES:
                cell = replace(cell, verdict=Truth.UNKNOWN, because=tuple(f"{_NOT_CREATED}: {slip}" for slip in slips))
        no = failing.get((cell.task, cell.need.name))
        yield no if no is not None and cell.verdict is Truth.UNKNOWN else cell


def _provided(cell: Cell, provided: str) -> Cell:
    because = tuple(f"{each} {provided}" for each in cell.because)
    causes = tuple((f"{what} {provided}", rule, fix) for what, rule, fix in cell.causes)
    return replace(cell, because=because, causes=causes)


def _in_words(slips: Sequence[str]) -> str:
    said = ", and ".join(slips[:_MOST_NAMED])
    rest = len(slips) - _MOST_NAMED
    return f"(if {said}{f', and so on for {rest} more' if rest > 0 else ''})"
