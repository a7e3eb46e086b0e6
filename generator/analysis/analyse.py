"""The analysis of one graph: prove every scenario, collect the mistakes, take away what is suppressed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from generator.analysis import suppression
from generator.analysis.matrix import Cell, cells, undecided
from generator.analysis.mistake import Key, Mistake, key, mistake, not_checked
from generator.analysis.scenarios import TOO_MANY, scenarios, settled, when
from generator.analysis.suppression import Suppression
from generator.analysis.unread import NotSeen, not_seen, unread_faults, unread_root
from generator.crash import Crash, Watch, message
from generator.logic import Truth
from generator.needs.cause import Worded
from generator.needs.matrix import Prover
from generator.needs.row import Proof
from generator.proof.faults import found_by
from generator.stack import Graph

Check = Callable[[Graph], Iterable[Worded]]
"""Finds mistakes that the proofs do not look for."""
Find = Callable[[Prover], Iterable[Worded]]


@dataclass(frozen=True)
class Whole:
    """What is known about a root template and everything it nests."""

    root: Path
    files: tuple[Path, ...]
    cells: tuple[Cell, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    """A crash of our own is one of them: what it kept from being checked may hold any other."""
    accepted: tuple[tuple[Mistake, Suppression], ...] = ()
    """Mistakes that somebody suppressed with a reason."""
    not_seen: tuple[NotSeen, ...] = ()
    """The places that cannot be seen into, and why."""
    unread: tuple[Path, ...] = ()
    """Files of nested templates that could not be read; some are not there."""
    stacks: Mapping[Path, str] = field(default_factory=dict)
    """By template, the address of the first stack that it makes."""
    nested: Mapping[Path, tuple[Path, ...]] = field(default_factory=dict)
    """By template, those that it nests directly."""

    @property
    def crashes(self) -> tuple[Crash, ...]:
        """What failed in our own code."""
        return tuple(crash for each in self.mistakes for crash in each.crashes)


def crashed(root: Path, crash: Crash) -> Whole:
    """Give what is known about a root template when nothing could be found out."""
    seen = NotSeen(root.name, 1, 1, "", message([crash]))
    return Whole(root, (root,), mistakes=(not_checked(root, root.name, [crash]),), not_seen=(seen,))


def analyse(graph: Graph, checks: Sequence[Check] = (), known: Collection[str] = ()) -> Whole:
    """Analyse a graph. ``checks`` find mistakes besides those of the proofs; ``known`` are the ids of all rules.

    Where a part of it fails, the others go on, and the crash is among the mistakes.
    """
    watch = Watch()
    provers = [Prover(view, watch) for view in watch.one(lambda: scenarios(graph), (graph,))]
    views = [(prover.graph, watch.one(partial(_proofs, prover), ())) for prover in provers]
    finds: list[Find] = [lambda prover: unread_faults(prover.graph)]
    matrix: tuple[Cell, ...] = watch.one(lambda: cells(views), ())
    if len(views) == 1 and not watch.one(lambda: settled(graph), True):
        matrix = undecided(matrix, TOO_MANY)
    else:
        finds += [lambda prover: found_by(prover, watch), *(_on_graph(check) for check in checks)]
    found = _mistakes(provers, finds, watch)
    decided = bool(matrix) and all(cell.verdict is not Truth.UNKNOWN for cell in matrix) and not graph.opaque
    everything = (tuple(found.values()), ())
    kept, accepted = watch.one(
        lambda: _without_suppressed(graph, found, known, decided and not watch.crashes), everything
    )
    stacks, nested = _tree(graph)
    root, name = graph.files[0], graph.resolver.roots[0].document.name
    mistakes, unseen = (*unread_root(graph), *kept), not_seen(graph)
    if watch.crashes:
        mistakes = (not_checked(root, name, watch.crashes), *mistakes)
        unseen = (NotSeen(name, 1, 1, "", message(watch.crashes)), *unseen)
    return Whole(root, graph.files, matrix, mistakes, accepted, unseen, graph.unread, stacks, nested)


def _proofs(prover: Prover) -> tuple[Proof, ...]:
    return prover.proofs


def _on_graph(check: Check) -> Find:
    return lambda prover: check(prover.graph)


def _tree(graph: Graph) -> tuple[dict[Path, str], dict[Path, tuple[Path, ...]]]:
    stacks: dict[Path, str] = {}
    nested: dict[Path, dict[Path, None]] = {}
    for resource in graph.resources:
        stacks.setdefault(resource.source, resource.stack)
        parent = resource.at.parent
        if parent is not None:
            nested.setdefault(parent.document.path, {})[resource.source] = None
    return stacks, {path: tuple(children) for path, children in nested.items()}


def _mistakes(provers: Sequence[Prover], finds: Sequence[Find], watch: Watch) -> dict[Key, Mistake]:
    found: dict[Key, list[tuple[Graph, Worded]]] = {}
    for prover in provers:
        for find in finds:
            for each in watch.all(partial(_certain, find, prover)):
                found.setdefault(key(each), []).append((prover.graph, each))
    graphs = [prover.graph for prover in provers]
    made = {each: watch.one(partial(_mistake, some, graphs), None) for each, some in found.items()}
    return {each: one for each, one in made.items() if one is not None}


def _certain(find: Find, prover: Prover) -> Iterable[Worded]:
    return (fault for fault in find(prover) if fault.resource.exists is Truth.YES)


def _mistake(some: Sequence[tuple[Graph, Worded]], graphs: Sequence[Graph]) -> Mistake | None:
    return mistake([fault for _, fault in some], when([graph for graph, _ in some], graphs))


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
