"""The analysis of one graph: prove every scenario, collect the findings, take away what is suppressed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from generator.analysis import suppression
from generator.analysis.matrix import Cell, cells, undecided
from generator.analysis.scenarios import TOO_MANY, scenarios, settled, when
from generator.analysis.stopped import stopped
from generator.analysis.suppression import Suppression
from generator.analysis.unite import unite
from generator.analysis.unread import NotSeen, customs, not_seen, unread_roots
from generator.analysis.words import worded
from generator.checks.registry import checks
from generator.crash import Crash, Watch, message
from generator.finding import Finding, not_checked
from generator.logic import Truth
from generator.needs.matrix import Prover
from generator.needs.row import Proof
from generator.stack import Graph

Find = Callable[[], Iterable[Finding]]


@dataclass(frozen=True)
class Analysis:
    """What is known about a root template and everything it nests."""

    root: Path
    files: tuple[Path, ...]
    cells: tuple[Cell, ...] = ()
    findings: tuple[Finding, ...] = ()
    """A crash of our own is one of them: what it kept from being checked may hold any other."""
    accepted: tuple[tuple[Finding, Suppression], ...] = ()
    """Findings that somebody suppressed with a reason."""
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
        return tuple(crash for each in self.findings for crash in each.crashes)


def crashed(root: Path, crash: Crash) -> Analysis:
    """What is known about a root template when nothing could be found out."""
    seen = NotSeen(root.name, 1, 1, "", message([crash]))
    return Analysis(root, (root,), findings=(not_checked(root.name, [crash], source=root),), not_seen=(seen,))


def analyse(graph: Graph) -> Analysis:
    """Analyse a graph. Where a part of that fails, the others go on, and the crash is among the findings."""
    watch = Watch()
    provers = [Prover(view, watch) for view in watch.one(lambda: scenarios(graph), (graph,))]
    views = [(prover.graph, watch.one(partial(_proofs, prover), ())) for prover in provers]
    matrix: tuple[Cell, ...] = watch.one(lambda: cells(views), ())
    if len(views) == 1 and not watch.one(lambda: settled(graph), True):
        matrix, looked = undecided(matrix, TOO_MANY), _whatever_the_conditions
    else:
        looked = _everything
    found = _findings(provers, looked, watch)
    matrix = watch.one(lambda: stopped(matrix, found.values(), _resources(provers)), matrix)
    decided = bool(matrix) and all(cell.verdict is not Truth.UNKNOWN for cell in matrix) and not graph.opaque
    kept, accepted = watch.one(
        lambda: _without_suppressed(graph, found, decided and not watch.crashes), (tuple(found.values()), ())
    )
    stacks, nested = _tree(graph)
    root, name = graph.files[0], graph.resolver.roots[0].document.name
    findings, unseen = (
        (*unread_roots(graph), *kept),
        (
            *not_seen(graph),
            *watch.one(lambda: customs(provers[0].context), ()),
        ),
    )
    if watch.crashes:
        findings = (not_checked(name, watch.crashes, source=root), *findings)
        unseen = (NotSeen(name, 1, 1, "", message(watch.crashes)), *unseen)
    return Analysis(root, graph.files, matrix, findings, accepted, unseen, graph.unread, stacks, nested)


def _resources(provers: Iterable[Prover]) -> dict[str, set[str]]:
    """The paths of the service and the definition of each task, by its name."""
    paths: dict[str, set[str]] = {}
    for task in (task for prover in provers for task in prover.context.tasks):
        paths.setdefault(task.name, set()).update(str(place) for place in (task.service, task.definition) if place)
    return paths


def _proofs(prover: Prover) -> tuple[Proof, ...]:
    return prover.proofs


def _everything(prover: Prover) -> Iterator[Find]:
    yield lambda: (finding for proof in prover.proofs for finding in worded(proof.answer))
    for check in checks().values():
        yield partial(check.find, prover.context)


def found(prover: Prover) -> Iterator[Finding]:
    """Find everything in one graph, as it is found: for each task that suffers, and each need that shows it."""
    for find in _everything(prover):
        yield from find()


def _whatever_the_conditions(prover: Prover) -> Iterator[Find]:
    for check in checks().values():
        if not check.under_conditions:
            yield partial(check.find, prover.context)


def _tree(graph: Graph) -> tuple[dict[Path, str], dict[Path, tuple[Path, ...]]]:
    stacks: dict[Path, str] = {}
    nested: dict[Path, dict[Path, None]] = {}
    for resource in graph.resources:
        stacks.setdefault(resource.source, resource.stack)
        parent = resource.at.parent
        if parent is not None:
            nested.setdefault(parent.document.path, {})[resource.source] = None
    return stacks, {path: tuple(children) for path, children in nested.items()}


def _findings(
    provers: Sequence[Prover], looked: Callable[[Prover], Iterator[Find]], watch: Watch
) -> dict[object, Finding]:
    found: dict[object, list[tuple[Graph, Finding]]] = {}
    for prover in provers:
        for find in looked(prover):
            for each in watch.all(find):
                if each.certain:
                    found.setdefault(each.key, []).append((prover.graph, each))
    graphs = [prover.graph for prover in provers]
    made = {key: watch.one(partial(_united, some, graphs), None) for key, some in found.items()}
    return {key: one for key, one in made.items() if one is not None}


def _united(some: Sequence[tuple[Graph, Finding]], graphs: Sequence[Graph]) -> Finding | None:
    return unite([finding for _, finding in some], when([graph for graph, _ in some], graphs))


def _without_suppressed(
    graph: Graph, found: dict[object, Finding], decided: bool
) -> tuple[tuple[Finding, ...], tuple[tuple[Finding, Suppression], ...]]:
    given, wrong = suppression.suppressions(graph)
    by_place = {(each.rule, each.source, each.resource): each for each, _ in given}
    accepted = [(each, by_place[each.place[:3]]) for each in found.values() if each.place[:3] in by_place]
    used = {each for _, each in accepted}
    remaining = [each for each in found.values() if each.place[:3] not in by_place]
    remaining += [unite([each]) for each in (*wrong, *suppression.unused(given, used, checks(), decided))]
    silent, prefixes = suppression.ignored(graph), suppression.ignored_files(graph)
    kept = [
        each
        for each in remaining
        if each.place[:3] not in silent and not each.rule.startswith(prefixes.get(each.source, ()))
    ]
    kept.sort(key=lambda each: (each.file, each.line, each.column, each.rule, each.fix))
    return tuple(kept), tuple(accepted)
