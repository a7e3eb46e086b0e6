"""What the tasks of before lose while an update runs, and gain no more: they run on until new ones stand.

A change in place counts at once. What is replaced or removed stays until the cleanup after the update, when the new
tasks have taken over (see ``generator.changes.taken``). So for a while the old tasks live with what is left of the old
resources and what has become of the rest: those templates are put together here, and proven as any others.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.analysis import Analysis, analyse
from generator.changes.change import STACK, Change
from generator.changes.restarts import DEFINITION, SERVICE
from generator.comparison.proof import Row
from generator.logic import Truth
from generator.stack import Graph, load
from generator.stack.documents import Document

_OF_TASKS = (SERVICE, DEFINITION)
_UNDECIDED = "what the old tasks have while it runs cannot be told from these templates: parameters change with them"


@dataclass(frozen=True)
class During:
    """Rows that are yes before an update, and what they are while it runs; or why that is not known."""

    rows: tuple[Row, ...] = ()
    undecided: str = ""


def during(
    old: tuple[Graph, Analysis],
    new: tuple[Graph, Analysis],
    changes: Sequence[Change],
    parameters: Mapping[str, str],
    project: Path | None,
) -> During:
    """Find the needs of the tasks of before that are met until an update, and not, or not certainly, while it runs.

    What is not met after it either is no matter of the update, and left out.
    """
    replaced = {change.path for change in changes if change.type == DEFINITION and change.action == "replace"}
    in_place = {change.name for change in changes if change.action == "modify" and change.type not in _OF_TASKS}
    if not replaced or not in_place:
        return During()
    stays = {
        change.name
        for change in changes
        if change.action == "replace" or (change.action == "modify" and change.type in _OF_TASKS)
    }
    lost_for_good = {(cell.task, cell.need.name) for cell in new[1].cells if cell.verdict is not Truth.YES}
    met = {(cell.task, cell.need.name) for cell in old[1].cells if cell.verdict is Truth.YES}
    proven = sorted(met - lost_for_good)
    graph = _between(old[0], new[0], stays, parameters, project)
    if graph is None or not _as_meant(graph, old[0], new[0], stays, in_place):
        return During(undecided=_UNDECIDED)
    found = {(cell.task, cell.need.name): cell for cell in analyse(graph).cells}
    lost = [(key, found[key]) for key in proven if key in found and found[key].verdict is not Truth.YES]
    return During(tuple(Row(*key, Truth.YES, cell.verdict, cell.because, cell.fix, cell.rules) for key, cell in lost))


def _between(
    old: Graph, new: Graph, stays: Collection[str], parameters: Mapping[str, str], project: Path | None
) -> Graph | None:
    """The new templates, with what is removed in them and with the old form of what ``stays``; None if impossible."""
    olds, news = _documents(old), _documents(new)
    made: dict[Path, dict[Any, Any]] = {}
    sources: dict[Path, Path] = {}
    for stack, document in news.items():
        if stack not in olds:
            continue
        before = olds[stack]
        merged = _merged(stack, before.template, document.template, stays)
        if sources.setdefault(document.path, before.path) != before.path or made.get(document.path, merged) != merged:
            return None
        made[document.path] = merged
    root = new.files[0]
    return load(root, parameters, None, project, made.get(root), made)


def _documents(graph: Graph) -> dict[str, Document]:
    return {resource.stack: resource.at.document for resource in graph.resources}


def _merged(stack: str, old: Any, new: Any, stays: Collection[str]) -> dict[Any, Any]:
    merged = {**old, **new}
    for section in ("Parameters", "Mappings", "Conditions", "Outputs"):
        if section in old or section in new:
            merged[section] = {**(old.get(section) or {}), **(new.get(section) or {})}
    before, after = old.get("Resources") or {}, new.get("Resources") or {}
    # A nested stack that goes away is not found from the new templates any more; what takes of it is not as meant.
    resources = {name: body for name, body in before.items() if body.get("Type") != STACK} | dict(after)
    for name, body in before.items():
        if name in after and (f"{stack}/{name}" if stack else name) in stays:
            resources[name] = body
        elif name in after and after[name].get("Type") == STACK == body.get("Type"):
            resources[name] = _nesting(body, after[name])
    merged["Resources"] = resources
    return merged


def _nesting(old: Any, new: Any) -> dict[Any, Any]:
    """A nested stack that is given what either form of it takes."""
    properties, before = new.get("Properties") or {}, old.get("Properties") or {}
    parameters = {**(before.get("Parameters") or {}), **(properties.get("Parameters") or {})}
    return {**new, "Properties": {**properties, "Parameters": parameters}} if parameters else dict(new)


def _as_meant(graph: Graph, old: Graph, new: Graph, stays: Collection[str], in_place: Collection[str]) -> bool:
    """Whether each resource is what it is meant to be; a parameter that is given otherwise would change it."""
    wanted = [(old, path) for path in stays] + [(new, path) for path in in_place]
    for whole, path in wanted:
        meant, made = whole.resource(path), graph.resource(path)
        if meant is not None and (made is None or made.get() != meant.get()):
            return False
    return True
