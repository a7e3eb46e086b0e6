"""Why each resource is there: the rows of the matrix whose evidence names it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.analysis import Cell
from generator.logic import Truth
from generator.needs.context import Context
from generator.report.picture.mentions import mentioned


@dataclass(frozen=True)
class Reason:
    """One need, of how many tasks, with the first row about it."""

    need: str
    tasks: int
    row: int


@dataclass(frozen=True)
class Used:
    """One resource, and why it is there; no reason where no row names it."""

    path: str
    type: str
    stack: str
    place: str
    """File and line."""
    reasons: tuple[Reason, ...]


def used(contexts: Sequence[Context], cells: Sequence[Cell]) -> Iterator[Used]:
    """Every resource that may exist, in the order of the templates."""
    named: dict[str, dict[str, list[int]]] = {}
    for at, cell in enumerate(cells):
        texts = (cell.task, cell.need.name, *cell.because)
        paths = {resource.path for context in contexts for resource in mentioned(context.graph, texts)}
        for path in sorted(paths):
            named.setdefault(path, {}).setdefault(cell.need.name, []).append(at)
    seen: set[str] = set()
    for resource in (resource for context in contexts for resource in context.graph.resources):
        if resource.exists is Truth.NO or resource.path in seen:
            continue
        seen.add(resource.path)
        found = named.get(resource.path, {})
        reasons = tuple(Reason(need, len({cells[at].task for at in rows}), rows[0]) for need, rows in found.items())
        place = f"{resource.file}:{resource.line()[0]}"
        yield Used(resource.path, resource.type, resource.stack, place, reasons)
