"""One stack before and after: what an update does, what tasks gain and lose by it, and what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from generator.analysis import Analysis, Cell, NotSeen
from generator.analysis.shared import analysed
from generator.changes.change import Change
from generator.changes.loss import Loss, losses
from generator.changes.outages import Outage, outages
from generator.changes.restarts import restarts
from generator.changes.taken import Taken, taken
from generator.changes.widening import Widening, widenings
from generator.comparison.doors import Door, doors
from generator.comparison.during import During, during
from generator.comparison.pairs import Pair
from generator.comparison.proof import Row, rows
from generator.comparison.resources import changes
from generator.cost import Difference, Estimate, book, estimate, monthly_difference
from generator.crash import Crash
from generator.ecs.network.home import Homes
from generator.errors import InputError, Problem
from generator.hints import program
from generator.lint.roots import Root
from generator.stack import Graph, load
from generator.step import Step, followed, part, silent

NONE: Mapping[str, str] = MappingProxyType({})
_PRICED_AS = "us-east-1"
"""Where a template says no Region: that of AWS's own examples."""


@dataclass(frozen=True)
class Priced:
    """What a change costs a month; ``why`` it is not known, where it is not; ``note`` on what it rests."""

    difference: Difference | None = None
    why: str = ""
    note: str = ""


@dataclass(frozen=True)
class Comparison:
    """What is another than before. ``kind`` is ``create``, ``update`` or ``delete`` of the whole stack."""

    name: str
    kind: str
    changes: tuple[Change, ...]
    losses: tuple[Loss, ...]
    widenings: tuple[Widening, ...]
    doors: tuple[Door, ...]
    restarts: tuple[Change, ...]
    outages: tuple[Outage, ...]
    rows: tuple[Row, ...]
    during: During
    taken: tuple[Taken, ...]
    cost: Priced
    not_seen: tuple[NotSeen, ...] = ()
    """What cannot be seen into now; it may change without being told here."""
    crashes: tuple[Crash, ...] = ()

    @property
    def same(self) -> bool:
        """Whether nothing is another than before."""
        return not (self.changes or self.rows)

    @property
    def loses(self) -> bool:
        """Whether an answer of the proof got worse, or the update certainly fails."""
        return bool(self.taken) or any(row.worse for row in self.rows)


@dataclass(frozen=True)
class _Side:
    graph: Graph | None = None
    analysis: Analysis | None = None

    @property
    def cells(self) -> tuple[Cell, ...]:
        return self.analysis.cells if self.analysis else ()

    @property
    def not_seen(self) -> tuple[NotSeen, ...]:
        return self.analysis.not_seen if self.analysis else ()


def compare(
    pair: Pair, old_project: Path | None = None, parameters: Mapping[str, str] = NONE, step: Step = silent
) -> Comparison:
    """Compare a stack with what it was. Nothing outside of ``old_project`` is read for what it was.

    ``parameters`` are values of the root's parameters, which both have; ``step`` hears how far it is. Raises InputError
    for a root template that cannot be read.
    """
    given = dict(parameters)
    before = _side(pair.old, given, old_project, part(followed(step, "after", "meanwhile"), "before", 1, 1))
    after = _side(pair.new, given, None, part(followed(step, "meanwhile"), "after", 1, 1))
    found = changes(before.graph, after.graph)
    update = before.graph is not None and after.graph is not None
    while_it_runs = During()
    if before.graph and before.analysis and after.graph and after.analysis and pair.new:
        sides = (before.graph, before.analysis), (after.graph, after.analysis)
        while_it_runs = during(*sides, found, pair.new.parameters(given), None, part(step, "meanwhile", 1, 1))
    return Comparison(
        pair.name,
        "update" if update else "create" if after.graph else "delete",
        tuple(found),
        tuple(losses(found)) if before.graph else (),
        tuple(widenings(found)),
        doors(before.graph, after.graph),
        tuple(restarts(found)),
        tuple(outages(found)),
        rows(before.cells, after.cells, before.not_seen, after.not_seen),
        while_it_runs,
        tuple(taken(found)),
        priced(before.graph, after.graph),
        after.not_seen,
        tuple(crash for side in (before, after) if side.analysis for crash in side.analysis.crashes),
    )


def _side(root: Root | None, given: dict[str, str], project: Path | None, step: Step) -> _Side:
    if root is None:
        return _Side()
    parameters = root.parameters(given)
    graph = load(root.path, parameters, project=project)
    if unread := [place for place in graph.opaque if place.kind == "root"]:
        raise InputError([Problem((), f"is not read: {unread[0].reason}", where=root.name)])
    return _Side(graph, analysed(root.path, parameters, project=project, step=step))


def priced(before: Graph | None, after: Graph | None) -> Priced:
    """What a change costs a month. What is not there costs nothing."""
    regions = [region for graph in (after, before) if graph and (region := _region(graph))]
    region = regions[0] if regions else _PRICED_AS
    note = "" if regions else f"priced as in {region}: no template says its Region"
    try:
        prices = book(region)
    except InputError:
        return Priced(why=f"there are no prices for {region}; look them up: {program()} cost --refresh")
    nothing = Estimate(prices.region, (), (), prices.source, prices.date)
    olds, news = (estimate(graph, prices) if graph else nothing for graph in (before, after))
    return Priced(monthly_difference(olds, news), note=note)


def _region(graph: Graph) -> str:
    certain = Homes(graph).certain()
    return certain.region if certain else Homes(graph).likely("")
