"""What tasks lose while an update runs, and have again after it: the old ones, and the new ones that come early.

A change in place counts at once. What is replaced or removed stays until the cleanup after the update, when the new
tasks have taken over (see ``generator.changes.taken``), but whatever changes in place then has the new one. So for a
while the old tasks live with what is left of the old resources and what has become of the rest; and new tasks that do
not wait for a change may start without it. Those templates are put together here, and proven as any others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.analysis import Analysis, Cell, analyse
from generator.changes.change import Change
from generator.changes.interruption import Interruption
from generator.changes.restarts import DEFINITION, SERVICE, restarts
from generator.comparison.between import Between, Form, as_meant
from generator.comparison.proof import Row
from generator.ecs.creation_order import CreationOrder
from generator.logic import Truth
from generator.stack import Graph
from generator.step import Step, part, silent

_OF_TASKS = (SERVICE, DEFINITION)
_UNDECIDED = "what tasks have while it runs cannot be told from these templates"
_MOST = 4
"""So many groups of services that wait for different things are looked at; each takes a proof of its own."""


@dataclass(frozen=True)
class During:
    """Rows that are met but while an update runs; or why that is not known."""

    rows: tuple[Row, ...] = ()
    """Of the old tasks: yes before the update, and what they are while it runs."""
    early: tuple[Row, ...] = ()
    """Of new tasks: yes after the update, and no as long as something is not updated that their service does not wait
    for."""
    undecided: str = ""

    @property
    def interrupts(self) -> bool:
        """Whether what runs certainly loses something that it needs."""
        return any(row.after is Truth.NO for row in self.rows)

    @property
    def interruptions(self) -> tuple[Interruption, ...]:
        """The same by task, in sentences."""
        found: dict[tuple[bool, str, Truth | None], list[Row]] = {}
        for early, rows in ((False, self.rows), (True, self.early)):
            for row in rows:
                found.setdefault((early, row.task, row.after), []).append(row)
        return tuple(
            Interruption(task, tuple(row.need for row in rows), _why(rows[0]), verdict is Truth.NO, early)
            for (early, task, verdict), rows in found.items()
        )

    def interruptions_unless(self, allowed: bool) -> tuple[Interruption, ...]:
        """The same, allowed or not."""
        return tuple(replace(each, allowed=allowed and each.interrupts) for each in self.interruptions)


def _why(row: Row) -> str:
    """What an answer rests on. A service that is there already is not created, so what that fails with is left out."""
    return row.because[0].partition(": CreateService fails")[0] if row.because else ""


Whole = tuple[Graph, Analysis]


def during(
    old: Whole,
    new: Whole,
    changes: Sequence[Change],
    parameters: Mapping[str, str],
    project: Path | None,
    step: Step = silent,
) -> During:
    """Find the needs of tasks that are met before and after an update, and not, or not certainly, while it runs.

    What is not met after it either is no matter of the update, and left out. ``step`` hears how far it is.
    """
    moving = _Moving(changes, CreationOrder(new[0]))
    if not moving.services or not moving.others:
        return During()
    worse = {(cell.task, cell.need.name) for cell in new[1].cells if cell.verdict is not Truth.YES}
    met = _met(old[1]) - worse
    of_old = Between(old[0], new[0], moving.form_for_old_tasks, parameters, project)
    if of_old.graph is None or not all(as_meant(of_old.graph, old[0], path) for path in moving.kept):
        return During(undecided=_UNDECIDED)
    cells = _cells(of_old, part(step, "old tasks", 1, 1))
    lost = [cell for key, cell in cells.items() if key in met and cell.verdict is not Truth.YES]
    return During(
        tuple(_row(of_old, cell) for cell in lost),
        tuple(_early(old[0], new[0], moving, _met(new[1]), parameters, project, part(step, "new tasks", 1, 1))),
    )


class _Moving:
    """Who is updated, and what else is."""

    def __init__(self, changes: Sequence[Change], order: CreationOrder) -> None:
        self._order = order
        self._by_name = {change.name: change for change in changes}
        self.services = {change.name for change in restarts(changes)}
        self.others = [change for change in changes if change.type not in _OF_TASKS]
        self.kept = {change.name for change in changes if change.type in _OF_TASKS and change.action != "add"}
        # Of tasks without a service, a schedule's, new ones start when it is updated, or later.
        self.services |= {change.name for change in changes if change.type == DEFINITION and change.action == "replace"}

    def form_for_old_tasks(self, path: str) -> Form:
        """What old tasks live with until the new ones run."""
        change = self._by_name.get(path)
        if change is None or change.action == "add":
            return Form.NEW
        later = self.services and all(self._precedes(service, path) for service in self.services)
        if change.type in _OF_TASKS or change.action == "remove" or later:
            return Form.OLD
        if change.action == "replace":
            return Form.OLD if change.possible else Form.BOTH
        return Form.NEW

    def late(self, service: str) -> frozenset[str]:
        """The changes that a service does not wait for."""
        return frozenset(
            change.name
            for change in self.others
            if change.action in ("add", "modify", "replace") and not self._precedes(change.name, service)
        )

    def form_for_early_tasks(self, path: str, late: frozenset[str]) -> Form:
        """What new tasks have as long as nothing of what is late is there."""
        change = self._by_name.get(path)
        if change is None:
            return Form.NEW
        if change.type in _OF_TASKS:
            return Form.NONE if change.action == "remove" else Form.NEW
        if change.action == "remove":
            return Form.OLD
        if path in late:
            return Form.NONE if change.action == "add" else Form.OLD
        return Form.BOTH if change.action == "replace" and not change.possible else Form.NEW

    def _precedes(self, first: str, second: str) -> bool:
        one, other = self._order.graph.resource(first), self._order.graph.resource(second)
        return one is not None and other is not None and self._order.precedes(one, other)


_Keys = set[tuple[str, str]]


def _early(
    old: Graph,
    new: Graph,
    moving: _Moving,
    after: _Keys,
    parameters: Mapping[str, str],
    project: Path | None,
    step: Step,
) -> Iterator[Row]:
    groups: dict[frozenset[str], set[str]] = {}
    for service in sorted(moving.services):
        if late := moving.late(service):
            groups.setdefault(late, set()).add(service)
    for late, services in list(groups.items())[:_MOST]:
        made = Between(old, new, lambda path, late=late: moving.form_for_early_tasks(path, late), parameters, project)  # type: ignore[misc]
        for key, cell in _cells(made, step).items() if made.graph else ():
            if key in after and cell.task in services and cell.verdict is Truth.NO:
                yield _row(made, cell)


def _met(analysis: Analysis) -> _Keys:
    return {(cell.task, cell.need.name) for cell in analysis.cells if cell.verdict is Truth.YES}


def _cells(made: Between, step: Step) -> dict[tuple[str, str], Cell]:
    return {(cell.task, cell.need.name): cell for cell in (analyse(made.graph, step).cells if made.graph else ())}


def _row(made: Between, cell: Cell) -> Row:
    because, fix = tuple(map(made.said, cell.because)), made.said(cell.fix) if cell.fix else None
    return Row(cell.task, cell.need.name, Truth.YES, cell.verdict, because, fix, cell.rules)
