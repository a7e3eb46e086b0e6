"""What was not read: nested templates, and what only AWS or a macro makes. It is said, for it may hold anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.mistake import Mistake, of_file
from generator.analysis.suppression import ignored_by
from generator.needs.cause import Worded
from generator.stack import Graph, Opaque

_MISSING, _UNREAD = "ECS005", "WCS006"


@dataclass(frozen=True)
class NotSeen:
    """A place that could not be seen into, by its template (relative to the root's folder), line and column from 1."""

    file: str
    line: int
    column: int
    resource: str
    """Path of the resource, as in ``Network/Inner``; empty for a whole template."""
    why: str


def not_seen(graph: Graph) -> tuple[NotSeen, ...]:
    """List the places that may hold tasks, or what tasks need."""
    return tuple(_place(graph, each) for each in graph.opaque if each.kind != "apart")


def _place(graph: Graph, each: Opaque) -> NotSeen:
    line, column = each.line, each.column
    resource = graph.resource(each.path)
    if each.asked_by and resource is not None:
        line, column = resource.line(each.asked_by)
    return NotSeen(each.file, line or 1, column or 1, each.path, each.reason)


def unread_root(graph: Graph) -> Iterator[Mistake]:
    """Give the roots that were not read, although they may be well-formed: a macro may rewrite them, or too large."""
    for at in graph.resolver.roots:
        written = graph.resolver.documents.read(at.document.path)  # what a macro may rewrite stands there still
        if _UNREAD.startswith(ignored_by(written)):
            continue
        for each in graph.opaque:
            if each.kind == "root" and each.stack == at.address:
                what = f"this template was not read, so what it holds is not checked: {each.reason}"
                fix = "lint the template that CloudFormation makes of it (aws cloudformation get-template)"
                yield of_file(_UNREAD, at.document.path, at.document.name, (each.line, each.column), what, fix)


def unread_faults(graph: Graph) -> Iterator[Worded]:
    """Give the nested stacks whose template was not read: a mistake when it is a path that leads to nothing."""
    for each in graph.opaque:
        resource = graph.resource(each.path)
        if not each.asked_by or resource is None:
            continue
        if each.kind == "missing":
            what = f"{resource} cannot be created: {each.reason}"
            hint = f", such as {each.hint}" if each.hint else ""
            fix = f"{each.asked_by}: write the path of its template as seen from {resource.file}{hint}"
            yield Worded(_MISSING, resource, (each.asked_by,), what, fix)
        else:
            what = f"the template of {resource} was not read, so what it holds is not checked: {each.reason}"
            fix = f"{each.asked_by}: name a file of this project, by its path or by a URL that ends in its path"
            yield Worded(_UNREAD, resource, (each.asked_by,), what, fix)
