"""The analysis of one graph: prove every scenario, collect the mistakes, take away what is suppressed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.proof.answer import Fault
from generator.proof.faults import found_by
from generator.proof.prove import Prover
from generator.stack import Graph, Truth
from generator.whole import suppression
from generator.whole.conditions import TOO_MANY, scenarios, settled, when
from generator.whole.matrix import Cell, cells, undecided
from generator.whole.mistake import Key, Mistake, key, mistake
from generator.whole.suppression import Suppression

Check = Callable[[Graph], Iterable[Fault]]
"""Finds mistakes that the proofs do not look for."""


@dataclass(frozen=True)
class Whole:
    """What is known about a root template and everything it nests."""

    root: Path
    files: tuple[Path, ...]
    cells: tuple[Cell, ...]
    mistakes: tuple[Mistake, ...]
    accepted: tuple[tuple[Mistake, Suppression], ...]
    """Mistakes that somebody suppressed with a reason."""
    opaque: tuple[str, ...]
    """The places that cannot be seen into, and why."""
    stacks: Mapping[Path, str]
    """By template, the address of the first stack that it makes."""
    nested: Mapping[Path, tuple[Path, ...]]
    """By template, those that it nests directly."""


def analyse(graph: Graph, checks: Sequence[Check] = (), known: Collection[str] = ()) -> Whole:
    """Analyse a graph. ``checks`` find mistakes besides those of the proofs; ``known`` are the ids of all rules."""
    provers = [Prover(view) for view in scenarios(graph)]
    views = [(prover.graph, prover.proofs) for prover in provers]
    if len(views) == 1 and not settled(views[0][0]):
        matrix, found = undecided(cells(views), TOO_MANY), {}
    else:
        matrix, found = cells(views), _mistakes(provers, checks)
    decided = bool(matrix) and all(cell.verdict is not Truth.UNKNOWN for cell in matrix) and not graph.opaque
    kept, accepted = _without_suppressed(graph, found, known, decided)
    stacks, nested = _tree(graph)
    return Whole(graph.files[0], graph.files, matrix, kept, accepted, graph.opaque_reasons(), stacks, nested)


def _tree(graph: Graph) -> tuple[dict[Path, str], dict[Path, tuple[Path, ...]]]:
    stacks: dict[Path, str] = {}
    nested: dict[Path, dict[Path, None]] = {}
    for resource in graph.resources:
        stacks.setdefault(resource.source, resource.stack)
        parent = resource.at.parent
        if parent is not None:
            nested.setdefault(parent.document.path, {})[resource.source] = None
    return stacks, {path: tuple(children) for path, children in nested.items()}


def _mistakes(provers: Sequence[Prover], checks: Sequence[Check]) -> dict[Key, Mistake]:
    found: dict[Key, list[tuple[Graph, Fault]]] = {}
    for prover in provers:
        graph = prover.graph
        for fault in (*found_by(prover), *(fault for check in checks for fault in check(graph))):
            if fault.resource.exists is Truth.YES:
                found.setdefault(key(fault), []).append((graph, fault))
    graphs = [prover.graph for prover in provers]
    return {
        each: mistake([fault for _, fault in some], when([graph for graph, _ in some], graphs))
        for each, some in found.items()
    }


def _without_suppressed(
    graph: Graph, found: dict[Key, Mistake], known: Collection[str], decided: bool
) -> tuple[tuple[Mistake, ...], tuple[tuple[Mistake, Suppression], ...]]:
    given, wrong = suppression.suppressions(graph)
    by_place = {(each.rule, each.source, each.resource): each for each, _ in given}
    accepted = [(each, by_place[each.place[:3]]) for each in found.values() if each.place[:3] in by_place]
    used = {each for _, each in accepted}
    remaining = [each for each in found.values() if each.place[:3] not in by_place]
    faults = (*wrong, *suppression.unused(given, used, known, decided))
    remaining += [mistake([fault]) for fault in faults]
    silent, prefixes = suppression.ignored(graph), suppression.ignored_files(graph)
    kept = [
        each
        for each in remaining
        if each.place[:3] not in silent and not each.rule.startswith(prefixes.get(each.source, ()))
    ]
    kept.sort(key=lambda each: (each.file, each.line, each.column, each.rule, each.fix))
    return tuple(kept), tuple(accepted)
