"""The picture of a whole, over all the ways in which its conditions can turn out."""

from __future__ import annotations

from collections.abc import Sequence

from generator.analysis import Cell
from generator.needs.context import Context
from generator.report.picture.model import WORST, Edge, Node, Picture, Stack
from generator.report.picture.parties import of_task
from generator.report.picture.ways import Way, ways
from generator.stack import Graph


def picture(contexts: Sequence[Context], cells: Sequence[Cell]) -> Picture:
    """Draw what the rows of a matrix say; ``contexts`` are the facts of each scenario of the same graph."""
    places = {(cell.task, cell.need.name): at for at, cell in enumerate(cells)}
    nodes: dict[str, Node] = {}
    found: dict[tuple[str, str, str], dict[tuple[Way, int], None]] = {}
    for context in contexts:
        for task in context.tasks:
            rows = {cell.need.name: cell for cell in cells if cell.task == task.name}
            for way in ways(context, task, rows):
                nodes.setdefault(way.source.key, way.source)
                nodes.setdefault(way.target.key, way.target)
                key = (way.source.key, way.target.key, way.port)
                found.setdefault(key, {})[way, places[task.name, way.need]] = None
            if rows:
                nodes.setdefault(task.name, of_task(context, task))
    edges = tuple(united(key, every) for key, every in found.items())
    return Picture(tuple(nodes.values()), edges, _stacks(contexts[0].graph) if contexts else ())


def united(key: tuple[str, str, str], every: dict[tuple[Way, int], None]) -> Edge:
    """One edge of all rows about it. The worst counts; but whether clients get to a load balancer, one row proves."""
    verdicts = [way.verdict for way, _ in every]
    from_clients = next(iter(every))[0].source.kind == "clients"
    order = tuple(reversed(WORST)) if from_clients else WORST
    verdict = next(verdict for verdict in order if verdict in verdicts)
    rows = sorted(every, key=lambda entry: (entry[0].verdict is not verdict, entry[1]))
    needs = tuple(dict.fromkeys(way.need for way, _ in rows))
    return Edge(*key, verdict, needs, tuple(dict.fromkeys(at for _, at in rows)))


def _stacks(graph: Graph) -> tuple[Stack, ...]:
    counted: dict[str, list[str]] = {}
    for resource in graph.resources:
        counted.setdefault(resource.stack, []).append(resource.file)
    return tuple(Stack(address, files[0], len(files)) for address, files in counted.items())
