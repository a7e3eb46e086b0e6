"""The analysis of one graph: prove every scenario, collect the findings, take away what is suppressed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from generator.analysis import suppression
from generator.analysis.matrix import Cell, all_unknown, cells
from generator.analysis.resting import ANSWERS, Resting, search
from generator.analysis.scenarios import TOO_MANY, conditions_are_settled, scenarios, scenarios_in_common
from generator.analysis.second_look import behind_slips
from generator.analysis.stopped import stopped
from generator.analysis.suppression import Suppression
from generator.analysis.unite import unite
from generator.analysis.unread import NotSeen, by_macros, custom_resources, misspelt, not_seen, unread_roots
from generator.checks.registry import checks
from generator.crash import Crash, Watch, message
from generator.finding import Finding, not_checked
from generator.garbage import seldom_collected
from generator.logic import Truth
from generator.needs.matrix import Prover
from generator.needs.row import Proof
from generator.stack import Graph
from generator.step import Step, silent

Searches = Callable[[], Iterable[str]]
"""The names of searches."""


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
        return tuple(crash for finding in self.findings for crash in finding.crashes)


def crashed(root: Path, crash: Crash) -> Analysis:
    """What is known about a root template when nothing could be found out."""
    unseen = NotSeen(root.name, 1, 1, "", message([crash]))
    return Analysis(root, (root,), findings=(not_checked(root.name, [crash], source=root),), not_seen=(unseen,))


@seldom_collected()
def analyse(graph: Graph, step: Step = silent) -> Analysis:
    """Analyse a graph. Where a part of that fails, the others go on, and the crash is among the findings.

    ``step`` hears how far it is.
    """
    watch = Watch()
    provers = [Prover(view, watch, step) for view in watch.one(lambda: scenarios(graph), (graph,))]
    views = [(prover.graph, watch.one(partial(_proofs, prover), ())) for prover in provers]
    resting = Resting(provers, watch)
    matrix: tuple[Cell, ...] = watch.one(lambda: cells(views, resting), ())
    if len(provers) == 1 and not watch.one(lambda: conditions_are_settled(graph), True):
        matrix, searches = all_unknown(matrix, TOO_MANY), _searches_whatever_the_conditions
    else:
        searches = _all_searches
    united = tuple(_findings(provers, resting, searches, watch, step))
    if searches is _all_searches:
        find = partial(_findings, searches=searches, watch=watch)
        looked = partial(behind_slips, graph, provers, matrix, united, watch, find)
        matrix, united = watch.one(looked, (matrix, united))
    matrix = watch.one(lambda: stopped(matrix, united, _resources(provers), _refused()), matrix)
    decided = bool(matrix) and all(cell.verdict is not Truth.UNKNOWN for cell in matrix)
    decided = decided and not any(prover.graph.opaque for prover in provers)
    decided = decided and not watch.crashes
    separate = partial(_without_suppressed, graph, united, decided, resting)
    kept, accepted = watch.one(separate, (united, ()))
    graphs = [prover.graph for prover in provers]
    stacks, nested = _tree(graphs)
    root, name = graph.files[0], graph.resolver.roots[0].document.name
    findings = (*unread_roots(graph), *kept)
    unseen = tuple(dict.fromkeys(place for prover in provers for place in _unseen(prover, watch)))
    if watch.crashes:
        findings = (not_checked(name, watch.crashes, source=root), *findings)
        unseen = (NotSeen(name, 1, 1, "", message(watch.crashes)), *unseen)
    files = tuple(dict.fromkeys(file for each in graphs for file in each.files))
    unread = tuple(dict.fromkeys(file for each in graphs for file in each.unread))
    return Analysis(root, files, matrix, findings, accepted, unseen, unread, stacks, nested)


def _unseen(prover: Prover, watch: Watch) -> Iterator[NotSeen]:
    """The places that cannot be seen into, or that nothing is certain of, in one way that conditions turn out."""
    yield from not_seen(prover.graph)
    for places in (misspelt, by_macros):
        yield from watch.one(partial(places, prover.graph), ())
    yield from watch.one(partial(custom_resources, prover.context), ())


def _resources(provers: Iterable[Prover]) -> dict[str, set[str]]:
    """The paths of the service and the definition of each task, by its name."""
    paths: dict[str, set[str]] = {}
    for task in (task for prover in provers for task in prover.context.tasks):
        paths.setdefault(task.name, set()).update(str(place) for place in task.parts)
    return paths


def _refused() -> frozenset[str]:
    """The rules of what is refused when it is created."""
    return frozenset(rule for rule, check in checks().items() if check.fails_creation)


def _proofs(prover: Prover) -> tuple[Proof, ...]:
    return prover.proofs


def _all_searches() -> Iterator[str]:
    yield ANSWERS
    yield from checks()


def all_findings(prover: Prover) -> Iterator[Finding]:
    """Every finding in one graph, not yet united: one for each task that suffers, and each need that shows it."""
    for name in _all_searches():
        yield from search(prover, name)()


def _searches_whatever_the_conditions() -> Iterator[str]:
    return (name for name, check in checks().items() if not check.under_conditions)


def _tree(graphs: Sequence[Graph]) -> tuple[dict[Path, str], dict[Path, tuple[Path, ...]]]:
    stacks: dict[Path, str] = {}
    nested: dict[Path, dict[Path, None]] = {}
    for resource in (resource for graph in graphs for resource in graph.resources):
        stacks.setdefault(resource.source, resource.stack)
        parent = resource.at.parent
        if parent is not None:
            nested.setdefault(parent.document.path, {})[resource.source] = None
    return stacks, {path: tuple(children) for path, children in nested.items()}


def _findings(
    provers: Sequence[Prover], resting: Resting, searches: Searches, watch: Watch, step: Step = silent
) -> Iterator[Finding]:
    """The findings of all scenarios, one for each mistake."""
    by_key: dict[object, list[tuple[Graph, str, Finding]]] = {}
    every = [(prover, name) for prover in provers for name in searches()]
    for done, (prover, name) in enumerate(every):
        step("checks", done, len(every))
        for finding in watch.all(search(prover, name)):
            if finding.certain:
                by_key.setdefault(finding.key, []).append((prover.graph, name, finding))
    graphs = [prover.graph for prover in provers]
    for occurrences in by_key.values():
        united = watch.one(partial(_united, occurrences, graphs, resting), None)
        if united is not None:
            yield united


def _united(
    occurrences: Sequence[tuple[Graph, str, Finding]], graphs: Sequence[Graph], resting: Resting
) -> Finding | None:
    """One finding of several. What it rests on is said of the first, whose message it has."""
    findings = [finding for _, _, finding in occurrences]
    findings[0] = resting.said(*occurrences[0])
    return unite(findings, scenarios_in_common([graph for graph, _, _ in occurrences], graphs))


def _without_suppressed(
    graph: Graph, findings: tuple[Finding, ...], decided: bool, resting: Resting
) -> tuple[tuple[Finding, ...], tuple[tuple[Finding, Suppression], ...]]:
    declared, wrong = suppression.suppressions(graph)
    by_place = {(entry.rule, entry.source, entry.resource): entry for entry, _ in declared}
    accepted = [(finding, by_place[finding.place[:3]]) for finding in findings if finding.place[:3] in by_place]
    used = {entry for _, entry in accepted}
    remaining = [finding for finding in findings if finding.place[:3] not in by_place]
    unused = suppression.unused(declared, used, checks(), decided, lambda: resting.decided)
    remaining += [unite([finding]) for finding in (*wrong, *unused)]
    silent, prefixes = suppression.ignored(graph), suppression.ignored_files(graph)
    kept = [
        finding
        for finding in remaining
        if finding.place[:3] not in silent and not finding.rule.startswith(prefixes.get(finding.source, ()))
    ]
    kept.sort(key=lambda finding: (finding.file, finding.line, finding.column, finding.rule, finding.fix))
    return tuple(kept), tuple(accepted)
